import type { SourceRef } from '../../errors/source-ref.ts';
import type { Reading } from './reading.ts';

/** A text with `${NAME}` filled in from the .env file; `of` is what the text belongs to. A name that isn't there is an error. */
export function fillEnv(text: string, of: string, source: () => SourceRef, reading: Reading): string {
  return text.replace(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (placeholder, name: string) => {
    if (Object.hasOwn(reading.env, name)) return reading.env[name] ?? '';
    reading.report.error('config-env-unset', { variable: of, name }, source());
    return placeholder;
  });
}
