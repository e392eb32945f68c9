import type { Value } from '../java/values.ts';
import { compilePath } from './compile.ts';
import { evaluatePath } from './evaluate.ts';
import type { JsonPath } from './tokens.ts';

export { JsonPathError, PathNotFound } from './errors.ts';

/** Paths that were compiled before: templates name the same few again and again. */
const compiled = new Map<string, JsonPath>();
const MAX_COMPILED = 1000;

/**
 * What a path finds in a document: for a definite path the value, for any other a list, empty when nothing fits.
 *
 * @throws PathNotFound for a definite path that leads nowhere
 * @throws JsonPathError for a path that is none, or a function that fails
 */
export function queryPath(path: string, document: Value): Value {
  let compiledPath = compiled.get(path);
  if (compiledPath === undefined) {
    compiledPath = compilePath(path);
    if (compiled.size >= MAX_COMPILED) compiled.clear();
    compiled.set(path, compiledPath);
  }
  return evaluatePath(compiledPath, document, document, false);
}
