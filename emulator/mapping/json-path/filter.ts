import type { JavaDecimal, Value } from '../java/values.ts';
import type { JavaPattern } from '../java-regex.ts';
import type { JsonPath } from './tokens.ts';

/** What stands between `[?(` and `)]`. */
export type FilterExpression =
  | { readonly kind: 'or' | 'and'; readonly operands: readonly FilterExpression[] }
  | { readonly kind: 'not'; readonly operand: FilterExpression }
  | { readonly kind: 'compare'; readonly left: Operand; readonly operator: FilterOperator; readonly right: Operand };

export type FilterOperator =
  | '>='
  | '<='
  | '=='
  | '==='
  | '!='
  | '!=='
  | '<'
  | '>'
  | '=~'
  | 'NIN'
  | 'IN'
  | 'CONTAINS'
  | 'ALL'
  | 'SIZE'
  | 'EXISTS'
  | 'TYPE'
  | 'MATCHES'
  | 'EMPTY'
  | 'SUBSETOF'
  | 'ANYOF'
  | 'NONEOF';

export const FILTER_OPERATORS: ReadonlySet<string> = new Set<FilterOperator>([
  '>=',
  '<=',
  '==',
  '===',
  '!=',
  '!==',
  '<',
  '>',
  '=~',
  'NIN',
  'IN',
  'CONTAINS',
  'ALL',
  'SIZE',
  'EXISTS',
  'TYPE',
  'MATCHES',
  'EMPTY',
  'SUBSETOF',
  'ANYOF',
  'NONEOF',
]);

/** One side of a comparison, before the document is known. */
export type Operand =
  | FilterValue
  | { readonly kind: 'path'; readonly path: JsonPath; readonly test: 'value' | 'exists' };

/** One side of a comparison. `literal` JSON stands in the path, and Jayway never takes it for equal to anything. */
export type FilterValue =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly value: JavaDecimal }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' | 'undefined' }
  | { readonly kind: 'json'; readonly value: Value; readonly literal: boolean }
  | { readonly kind: 'pattern'; readonly pattern: JavaPattern };
