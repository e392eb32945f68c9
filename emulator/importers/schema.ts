type JsonObject = Readonly<Record<string, unknown>>;

const MAPS_OF_SCHEMAS = new Set(['properties', 'patternProperties', 'definitions']);
const LISTS_OF_SCHEMAS = new Set(['allOf', 'anyOf', 'oneOf']);
const SCHEMAS = new Set(['items', 'not', 'additionalProperties', 'additionalItems']);

/**
 * A schema as AWS keeps it after an import: each `$ref` rewritten by `rewrite`, and `required` sorted (recorded; the
 * import's parser keeps it as a flag of each property and lists it anew). Works on values of `enum`, `default` and
 * `example`, too, in that it leaves them alone: a property called `required` is no list of names.
 */
export function convertSchema(
  schema: unknown,
  rewrite: (reference: string) => string,
  onKeyword: (keyword: string) => void = () => {},
): unknown {
  if (!isObject(schema)) return schema;
  const convert = (child: unknown): unknown => convertSchema(child, rewrite, onKeyword);
  return mapEntries(schema, (key, value) => {
    onKeyword(key);
    if (key === '$ref' && typeof value === 'string') return rewrite(value);
    if (key === 'required' && isNames(value)) return [...value].sort();
    if (MAPS_OF_SCHEMAS.has(key) && isObject(value)) return mapEntries(value, (_, child) => convert(child));
    if (LISTS_OF_SCHEMAS.has(key) && Array.isArray(value)) return value.map(convert);
    if (!SCHEMAS.has(key)) return value;
    return Array.isArray(value) ? value.map(convert) : convert(value);
  });
}

/** Keywords of OpenAPI that imports were seen to stumble over: public logs of 2016 to 2022; the list isn't AWS's own. */
const REFUSED: readonly string[] = ['discriminator', 'example'];

/** Those of them that a schema uses, at any depth; a property that is called so is none. */
export function refusedKeywords(schema: unknown): string[] {
  const found = new Set<string>();
  convertSchema(
    schema,
    (reference) => reference,
    (keyword) => REFUSED.includes(keyword) && found.add(keyword),
  );
  return [...found].sort();
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
