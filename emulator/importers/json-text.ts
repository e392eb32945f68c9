import { parseJson } from '../config/parse-json.ts';
import { createReport } from '../config/problem.ts';
import type { ParsedText } from './place-map.ts';

/**
 * JSON text that JSON.parse takes → its value, and where each entry stands. Of two equal keys the last counts, as in
 * the parsers that AWS uses: what a routes.json is told about them is of no concern here.
 */
export function parseJsonText(text: string, file: string): ParsedText {
  const root = { file, line: 1, column: 1 };
  const parsed = parseJson(file, text, createReport());
  if (parsed === undefined) return { reason: 'it is no JSON', source: root };
  const { value, locator } = parsed;
  const lines = text.split('\n');
  return {
    value,
    places: {
      root,
      of(container, key) {
        const [keyAt, valueAt] = [locator.key(container, key), locator.value(container, key)];
        if (keyAt === undefined || valueAt === undefined) return undefined;
        const written = /^-?\d[\d.eE+-]*/.exec((lines[valueAt.line - 1] ?? '').slice(valueAt.column - 1))?.[0];
        return { key: keyAt, value: valueAt, written };
      },
    },
  };
}
