import type { SeenReference } from '../mapping/render.ts';
import type { Colors } from './colors.ts';
import { escapeLine } from './escape.ts';
import { shorten } from './wrap.ts';

/** A loop over a long list fills a screen; beyond so many lines only their number is told. */
const MOST_LINES = 1_000;
const WIDEST_EXPRESSION = 48;

/** Every reference of a render in the order in which it was worked out: its place, how it is written, its value. */
export function renderTrace(seen: readonly SeenReference[], c: Colors): string {
  const rows = seen.slice(0, MOST_LINES).map(({ line, column, expression, value, type, isSet }) => ({
    place: `${line}:${column}`,
    expression: shorten(escapeLine(isSet ? `#set ${expression}` : expression), WIDEST_EXPRESSION),
    value: escapeLine(value),
    type,
  }));
  const placeWidth = Math.max(0, ...rows.map(({ place }) => place.length));
  const width = Math.max(0, ...rows.map(({ expression }) => expression.length));
  const lines = rows.map(({ place, expression, value, type }) =>
    [
      `  ${c.dim(place.padEnd(placeWidth))}`,
      c.cyan(expression.padEnd(width)),
      type === 'null' ? c.dim('nothing') : `${value}  ${c.dim(type)}`,
    ].join('  '),
  );
  if (seen.length > rows.length) lines.push(c.dim(`  … and ${seen.length - rows.length} more`));
  if (seen.length === 0) lines.push(c.dim('  no reference was worked out'));
  return `${lines.join('\n')}\n`;
}

/** What the template wrote into `$context.requestOverride` and `responseOverride`; undefined when it wrote nothing. */
export function renderOverrides(context: Readonly<Record<string, unknown>>, c: Colors): string | undefined {
  const lines = ['requestOverride', 'responseOverride'].flatMap((direction) => rowsOf(direction, context[direction]));
  if (lines.length === 0) return undefined;
  return `\n${lines.map(([name, value]) => `  ${c.dim('override')}  ${c.cyan(escapeLine(name))}  ${escapeLine(value)}`).join('\n')}`;
}

function rowsOf(name: string, value: unknown): [name: string, value: string][] {
  if (value === undefined) return [];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[name, JSON.stringify(value)]];
  return Object.entries(value).flatMap(([key, member]) => rowsOf(`${name}.${key}`, member));
}
