import type { Value } from './java/values.ts';

/** A text that can't be read. `offset` counts characters from 0. */
export class JsonSyntaxError extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(`${message} (at character ${offset + 1})`);
    this.name = 'JsonSyntaxError';
    this.offset = offset;
  }
}

/** The words of JSON. */
export const KEYWORDS: readonly (readonly [string, Value])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
];

/** What a backslash and one character stand for. */
export const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
