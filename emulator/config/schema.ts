import written from './routes.schema.json' with { type: 'json' };

/**
 * One node of routes.schema.json: the part of JSON Schema (draft 7) that the file uses and `check-schema.ts` knows,
 * and five annotations of our own, which editors pass over.
 */
export interface SchemaNode {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: JsonType | readonly JsonType[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxProperties?: number;
  readonly items?: SchemaNode;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly patternProperties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: boolean | SchemaNode;
  readonly required?: readonly string[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly definitions?: Readonly<Record<string, SchemaNode>>;
  /** What `pattern`, `minimum` and `maximum` mean together, in words. */
  readonly 'x-expected'?: string;
  /** What the keys of `patternProperties` are, in words. */
  readonly 'x-keys'?: string;
  /** Properties of AWS that a later version brings: name → the feature. */
  readonly 'x-notSupportedYet'?: Readonly<Record<string, string>>;
  /** Values of AWS that a later version brings: value as text → the feature. */
  readonly 'x-valuesNotSupportedYet'?: Readonly<Record<string, string>>;
  /** No message shows the value, nor its line. */
  readonly 'x-secret'?: boolean;
}

export type JsonType = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';

/** The schema of routes.json: what editors complete from is what the loader checks with. */
export const ROUTES_SCHEMA: SchemaNode = written as SchemaNode;

/** A node with its `$ref` followed. What stands beside the `$ref` (a description) comes first. */
export function resolve(node: SchemaNode): SchemaNode {
  const name = node.$ref?.slice('#/definitions/'.length);
  const target = name === undefined ? undefined : ROUTES_SCHEMA.definitions?.[name];
  return target === undefined ? node : { ...target, ...node };
}
