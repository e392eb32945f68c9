import type { Value } from '../java/values.ts';
import type { FilterExpression } from './filter.ts';

/** One step of a path. */
export type PathToken =
  | { readonly kind: 'property'; readonly names: readonly string[] }
  | { readonly kind: 'index'; readonly indexes: readonly number[] }
  | { readonly kind: 'slice'; readonly from: number | undefined; readonly to: number | undefined }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'scan' }
  | { readonly kind: 'filter'; readonly filter: FilterExpression }
  | { readonly kind: 'function'; readonly name: string; readonly parameters: readonly FunctionParameter[] };

export type FunctionParameter =
  | { readonly kind: 'json'; readonly value: Value }
  | { readonly kind: 'path'; readonly path: JsonPath };

export interface JsonPath {
  /** Does it begin with `$`? Else with `@`. */
  readonly fromRoot: boolean;
  readonly tokens: readonly PathToken[];
  /** Does it name one place at most? Then its result is a value, otherwise a list. */
  readonly definite: boolean;
  readonly text: string;
}

/** Does this step, the last or not, name one place at most? */
export function isDefinite(token: PathToken, isLast: boolean): boolean {
  switch (token.kind) {
    case 'property':
      return token.names.length === 1 || isLast;
    case 'index':
      return token.indexes.length === 1;
    case 'function':
      return true;
    default:
      return false;
  }
}
