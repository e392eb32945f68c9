type JsonObject = Readonly<Record<string, unknown>>;

const MAPS_OF_SCHEMAS = new Set(['properties', 'patternProperties', 'definitions']);
const LISTS_OF_SCHEMAS = new Set(['allOf', 'anyOf', 'oneOf']);
const SCHEMAS = new Set(['items', 'not', 'additionalProperties', 'additionalItems']);

/**
 * A schema as AWS keeps it after an import: each `$ref` rewritten by `rewrite`, and `required` sorted (recorded; the
 * import's parser keeps it as a flag of each property and lists it anew). Works on values of `enum`, `default` and
 * `example`, too, in that it leaves them alone: a property called `required` is no list of names.
 */
export function convertSchema(schema: unknown, rewrite: (reference: string) => string): unknown {
  if (!isObject(schema)) return schema;
  return mapEntries(schema, (key, value) => {
    if (key === '$ref' && typeof value === 'string') return rewrite(value);
    if (key === 'required' && isNames(value)) return [...value].sort();
    if (MAPS_OF_SCHEMAS.has(key) && isObject(value))
      return mapEntries(value, (_, child) => convertSchema(child, rewrite));
    if (LISTS_OF_SCHEMAS.has(key) && Array.isArray(value)) return value.map((child) => convertSchema(child, rewrite));
    if (!SCHEMAS.has(key)) return value;
    return Array.isArray(value) ? value.map((child) => convertSchema(child, rewrite)) : convertSchema(value, rewrite);
  });
}

function mapEntries(object: JsonObject, convert: (key: string, value: unknown) => unknown): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, convert(key, value)]));
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}
