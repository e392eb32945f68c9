import { BudgetExceeded, endBudget, startBudget } from '../java/budget.ts';
import type { Value } from '../java/values.ts';
import { JavaPatternTimeout } from '../java-regex.ts';
import { compilePath } from './compile.ts';
import { JsonPathError } from './errors.ts';
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
  try {
    return evaluatePath(compile(path), document, document, false);
  } catch (error) {
    if (error instanceof JsonPathError) error.path = path;
    throw error;
  }
}

/**
 * The same outside of a render, with a render's bounds: 2 seconds and 20 million steps.
 *
 * @throws JsonPathError for a query that takes more, too
 */
export function queryAlone(path: string, document: Value): Value {
  startBudget();
  try {
    return queryPath(path, document);
  } catch (error) {
    if (!(error instanceof BudgetExceeded || error instanceof JavaPatternTimeout)) throw error;
    const failure = new JsonPathError(error.message);
    failure.path = path;
    throw failure;
  } finally {
    endBudget();
  }
}

function compile(path: string): JsonPath {
  let compiledPath = compiled.get(path);
  if (compiledPath === undefined) {
    compiledPath = compilePath(path);
    if (compiled.size >= MAX_COMPILED) compiled.clear();
    compiled.set(path, compiledPath);
  }
  return compiledPath;
}
