import { ARITHMETIC } from './arithmetic.ts';
import { LIST_METHODS, MAP_METHODS } from './collection-methods.ts';
import { CONDITIONS } from './conditions.ts';
import { DIRECTIVES } from './directives.ts';
import { ESCAPES } from './escapes.ts';
import type { Table } from './example.ts';
import { FOREACH } from './foreach.ts';
import { INPUT } from './input.ts';
import { JSON_PATH } from './json-path.ts';
import { LIMITS } from './limits.ts';
import { LITERALS } from './literals.ts';
import { PRINTING } from './printing.ts';
import { REFERENCES } from './references.ts';
import { REGULAR_EXPRESSIONS } from './regular-expressions.ts';
import { SET } from './set.ts';
import { TEXT_METHODS } from './text-methods.ts';
import { CONTEXT, OVERRIDES, UTIL } from './variables.ts';
import { WHITESPACE } from './whitespace.ts';

/** All that docs/templates.md says about constructs, in its order. */
export const TABLES: readonly Table[] = [
  REFERENCES,
  ESCAPES,
  WHITESPACE,
  SET,
  CONDITIONS,
  FOREACH,
  DIRECTIVES,
  LITERALS,
  ARITHMETIC,
  TEXT_METHODS,
  LIST_METHODS,
  MAP_METHODS,
  PRINTING,
  INPUT,
  CONTEXT,
  OVERRIDES,
  UTIL,
  JSON_PATH,
  REGULAR_EXPRESSIONS,
  LIMITS,
];
