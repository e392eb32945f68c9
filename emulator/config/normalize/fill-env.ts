import type { SourceRef } from '../../errors/source-ref.ts';
import type { Reading } from './reading.ts';

/** A text with `${NAME}` filled in from the .env file; `of` is what the text belongs to. A name that isn't there is an error. */
export function fillEnv(text: string, of: string, source: () => SourceRef, reading: Reading): string {
  return text.replace(PLACEHOLDER, (placeholder, name: string) => {
    if (Object.hasOwn(reading.env, name)) return reading.env[name] ?? '';
    reading.report.error('config-env-unset', { variable: of, name }, source());
    return placeholder;
  });
}

const PLACEHOLDER = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** Is something of the .env file in the text? */
export function hasEnv(text: string): boolean {
  return text.search(PLACEHOLDER) !== -1;
}
