import { writeJson } from './java/text.ts';
import type { Value } from './java/values.ts';
import { PathNotFound, queryAlone } from './json-path/query.ts';
import { readJson } from './json-reader.ts';

/**
 * A JSON value that keeps what JavaScript loses: the order of all keys (also of `"1"`), `1.0` beside `1`, and integers
 * of any size. Objects are ordered maps, arrays lists of Java's; texts, booleans and null are JavaScript's own.
 */
export type JsonValue = Value;

/**
 * Reads JSON by the letter of RFC 8259.
 *
 * @throws JsonSyntaxError with the offset of what is wrong
 */
export function parseJson(text: string): JsonValue {
  return readJson(text, 'strict');
}

/**
 * Reads JSON as json-smart's permissive mode does, which is what API Gateway's template engine and its MOCK integration
 * take: unquoted and single-quoted texts, useless commas, anything behind the first value; a text that is no JSON at
 * all is itself.
 *
 * @throws JsonSyntaxError for braces and quotes that don't pair
 */
export function parseLenientJson(text: string): JsonValue {
  return readJson(text, 'permissive');
}

/** JSON text without blanks, as `$input.json` writes it. */
export function toJsonText(value: JsonValue): string {
  return writeJson(value, false);
}

/**
 * The value that the rest of `method.request.body.REST` or `integration.response.body.REST` names, by JSONPath without
 * its `$.`; undefined when there is none, or when REST is no path.
 */
export function queryBody(value: JsonValue, path: string): JsonValue | undefined {
  try {
    return queryAlone(path.startsWith('[') ? `$${path}` : `$.${path}`, value);
  } catch (error) {
    if (error instanceof PathNotFound || (error instanceof Error && error.name === 'JsonPathError')) return undefined;
    throw error;
  }
}
