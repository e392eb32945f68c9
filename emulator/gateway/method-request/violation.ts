import type { ErrorObject } from 'ajv';

/**
 * One violation of a model in the words of the Java library behind API Gateway (fge json-schema-validator), as they
 * stand in `$context.error.validationErrorString` and in execution logs.
 */
export function describeViolation({ keyword, params, data, schema, parentSchema, message }: ErrorObject): string {
  switch (keyword) {
    case 'required': {
      const required = Array.isArray(schema) ? schema : [];
      const missing = required.filter((name) => !(isObject(data) && Object.hasOwn(data, name))).sort();
      return `object has missing required properties (${JSON.stringify(missing)})`;
    }
    case 'type': {
      const allowed = [params.type].flat().sort();
      return `instance type (${typeOf(data)}) does not match any allowed primitive type (allowed: ${JSON.stringify(allowed)})`;
    }
    case 'enum':
      return `instance value (${JSON.stringify(data)}) not found in enum (possible values: ${JSON.stringify(schema)})`;
    case 'maximum':
      return parentSchema?.exclusiveMaximum
        ? `numeric value is not strictly lower than the required maximum ${schema}`
        : `numeric value is greater than the required maximum (maximum: ${schema}, found: ${data})`;
    case 'minimum':
      return parentSchema?.exclusiveMinimum
        ? `numeric value is not strictly greater than the required minimum ${schema}`
        : `numeric value is lower than the required minimum (minimum: ${schema}, found: ${data})`;
    case 'minLength':
      return `string ${JSON.stringify(data)} is too short (length: ${lengthOf(data)}, required minimum: ${schema})`;
    case 'maxLength':
      return `string ${JSON.stringify(data)} is too long (length: ${lengthOf(data)}, maximum allowed: ${schema})`;
    case 'pattern':
      return `ECMA 262 regex ${JSON.stringify(schema)} does not match input string ${JSON.stringify(data)}`;
    case 'minItems':
      return `array is too short: must have at least ${schema} elements but instance has ${lengthOf(data)} elements`;
    case 'maxItems':
      return `array is too long: must have at most ${schema} elements but instance has ${lengthOf(data)} elements`;
    case 'uniqueItems':
      return 'array must not contain duplicate elements';
    case 'additionalProperties':
      return `object instance has properties which are not allowed by the schema: ${JSON.stringify([params.additionalProperty])}`;
    default:
      return message ?? `instance does not match the schema's ${keyword}`;
  }
}

function isObject(value: unknown): value is object {
  return value !== null && typeof value === 'object';
}

function lengthOf(value: unknown): number {
  if (typeof value === 'string') return [...value].length;
  return Array.isArray(value) ? value.length : 0;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}
