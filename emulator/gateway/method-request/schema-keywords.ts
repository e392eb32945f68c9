import type { JavaNumber } from '../../mapping/java/number-text.ts';
import { compareNumbers } from '../../mapping/java/numbers.ts';
import { fromPlain } from '../../mapping/java/plain.ts';
import { type JsonValue, toJsonText } from '../../mapping/json-value.ts';
import { canonicalText, type InstanceType, isMultiple, itemsOf, membersOf, typeOf } from './json-instance.ts';
import {
  boolean,
  count,
  expect,
  names,
  number,
  pattern,
  type Schema,
  schemaMap,
  schemas,
  text,
} from './schema-shape.ts';

/** What a keyword is given: the value, the schema that it stands in, and the walk to go on with. */
export interface Check {
  readonly value: JsonValue;
  readonly schema: Schema;
  /** Adds a violation, in the words of the library behind API Gateway. */
  tell(violation: string): void;
  /** Does the value fit another schema? What is wrong with it isn't told. */
  fits(schema: unknown): boolean;
  /** The violations of another schema are those of this one. */
  also(schema: unknown): void;
}

export interface Keyword {
  readonly types: readonly InstanceType[] | 'any';
  check(check: Check): void;
}

/**
 * The keywords that judge a value by itself, in the order in which they are asked: that of their names. Each concerns
 * some types only. Wordings: fge's json-schema-validator, whose sentences execution logs show.
 */
export const KEYWORDS: readonly (readonly [name: string, keyword: Keyword])[] = [
  keyword('additionalItems', ['array'], ({ schema, value, tell }) => {
    const { additionalItems, items } = schema;
    if (additionalItems !== false || !Array.isArray(items)) return;
    const found = itemsOf(value).length;
    if (found > items.length) {
      tell(`schema only allows ${items.length} elements in array but instance has ${found} elements`);
    }
  }),
  keyword('additionalProperties', ['object'], ({ schema, value, tell }) => {
    if (schema.additionalProperties !== false) return;
    const known = schemaMap(schema, 'properties');
    const patterns = Object.keys(schemaMap(schema, 'patternProperties')).map(pattern);
    const unwanted = [...membersOf(value).keys()].filter(
      (name) => !Object.hasOwn(known, name) && !patterns.some((one) => one.test(name)),
    );
    if (unwanted.length === 0) return;
    tell(`object instance has properties which are not allowed by the schema: ${JSON.stringify(unwanted.sort())}`);
  }),
  keyword('allOf', 'any', ({ schema, tell, fits }) => {
    const all = schemas(schema, 'allOf');
    const matched = all.filter(fits).length;
    if (matched < all.length) {
      tell(`instance failed to match all required schemas (matched only ${matched} out of ${all.length})`);
    }
  }),
  keyword('anyOf', 'any', ({ schema, tell, fits }) => {
    const any = schemas(schema, 'anyOf');
    if (!any.some(fits)) tell(`instance failed to match at least one required schema among ${any.length}`);
  }),
  keyword('dependencies', ['object'], ({ schema, value, tell, also }) => {
    const members = membersOf(value);
    for (const [property, dependency] of Object.entries(schemaMap(schema, 'dependencies'))) {
      if (!members.has(property)) continue;
      if (!Array.isArray(dependency)) {
        also(dependency);
        continue;
      }
      const required = names(dependency, 'dependencies');
      const missing = required.filter((name) => !members.has(name));
      if (missing.length === 0) continue;
      const [all, lacking] = [JSON.stringify(required), JSON.stringify(missing)];
      tell(
        `property "${property}" of object has missing property dependencies (schema requires ${all}; missing: ${lacking})`,
      );
    }
  }),
  keyword('enum', 'any', ({ schema, value, tell }) => {
    const values = fromPlain(expect(Array.isArray(schema.enum) && schema.enum, 'enum', 'a list of values'), true);
    const wanted = canonicalText(value);
    if (itemsOf(values).some((one) => canonicalText(one) === wanted)) return;
    tell(`instance value (${toJsonText(value)}) not found in enum (possible values: ${toJsonText(values)})`);
  }),
  keyword('maxItems', ['array'], ({ schema, value, tell }) => {
    const [most, found] = [count(schema, 'maxItems'), itemsOf(value).length];
    if (found > most) tell(`array is too long: must have at most ${most} elements but instance has ${found} elements`);
  }),
  keyword('maxLength', ['string'], ({ schema, value, tell }) => {
    const [most, found] = [count(schema, 'maxLength'), lengthOf(value)];
    if (found > most) tell(`string ${quoted(value)} is too long (length: ${found}, maximum allowed: ${most})`);
  }),
  keyword('maxProperties', ['object'], ({ schema, value, tell }) => {
    const [most, found] = [count(schema, 'maxProperties'), membersOf(value).size];
    if (found > most) tell(`object has too many properties (found ${found} but schema requires at most ${most})`);
  }),
  keyword('maximum', ['integer', 'number'], ({ schema, value, tell }) => {
    const order = compareTo(value, number(schema, 'maximum'));
    const most = toJsonText(fromPlain(schema.maximum));
    if (order > 0) {
      tell(`numeric instance is greater than the required maximum (maximum: ${most}, found: ${toJsonText(value)})`);
    } else if (order === 0 && boolean(schema, 'exclusiveMaximum')) {
      tell(`numeric instance is not strictly lower than the required maximum ${most}`);
    }
  }),
  keyword('minItems', ['array'], ({ schema, value, tell }) => {
    const [least, found] = [count(schema, 'minItems'), itemsOf(value).length];
    if (found < least) {
      tell(`array is too short: must have at least ${least} elements but instance has ${found} elements`);
    }
  }),
  keyword('minLength', ['string'], ({ schema, value, tell }) => {
    const [least, found] = [count(schema, 'minLength'), lengthOf(value)];
    if (found < least) tell(`string ${quoted(value)} is too short (length: ${found}, required minimum: ${least})`);
  }),
  keyword('minProperties', ['object'], ({ schema, value, tell }) => {
    const [least, found] = [count(schema, 'minProperties'), membersOf(value).size];
    if (found < least) tell(`object has too few properties (found ${found} but schema requires at least ${least})`);
  }),
  keyword('minimum', ['integer', 'number'], ({ schema, value, tell }) => {
    const order = compareTo(value, number(schema, 'minimum'));
    const least = toJsonText(fromPlain(schema.minimum));
    if (order < 0) {
      tell(`numeric instance is lower than the required minimum (minimum: ${least}, found: ${toJsonText(value)})`);
    } else if (order === 0 && boolean(schema, 'exclusiveMinimum')) {
      tell(`numeric instance is not strictly greater than the required minimum ${least}`);
    }
  }),
  keyword('multipleOf', ['integer', 'number'], ({ schema, value, tell }) => {
    const divisor = number(schema, 'multipleOf');
    expect(divisor > 0, 'multipleOf', 'a number above 0');
    if (isMultiple(value as JavaNumber, divisor)) return;
    tell(`remainder of division is not zero (${toJsonText(value)} / ${toJsonText(fromPlain(divisor))})`);
  }),
  keyword('not', 'any', ({ schema, tell, fits }) => {
    if (fits(schema.not)) tell('instance matched a schema which it should not have');
  }),
  keyword('oneOf', 'any', ({ schema, tell, fits }) => {
    const one = schemas(schema, 'oneOf');
    const matched = one.filter(fits).length;
    if (matched !== 1) tell(`instance failed to match exactly one schema (matched ${matched} out of ${one.length})`);
  }),
  keyword('pattern', ['string'], ({ schema, value, tell }) => {
    const source = text(schema, 'pattern');
    if (pattern(source).test(String(value))) return;
    tell(`ECMA 262 regex "${source}" does not match input string ${quoted(value)}`);
  }),
  keyword('required', ['object'], ({ schema, value, tell }) => {
    const members = membersOf(value);
    const missing = names(schema.required, 'required').filter((name) => !members.has(name));
    if (missing.length > 0) tell(`object has missing required properties (${JSON.stringify(missing)})`);
  }),
  keyword('type', 'any', ({ schema, value, tell }) => {
    const allowed = new Set(typeof schema.type === 'string' ? [schema.type] : names(schema.type, 'type'));
    if (allowed.has('number')) allowed.add('integer');
    const found = typeOf(value);
    if (allowed.has(found)) return;
    const list = JSON.stringify([...allowed].sort());
    tell(`instance type (${found}) does not match any allowed primitive type (allowed: ${list})`);
  }),
  keyword('uniqueItems', ['array'], ({ schema, value, tell }) => {
    if (!boolean(schema, 'uniqueItems')) return;
    const items = itemsOf(value);
    if (new Set(items.map(canonicalText)).size < items.length) tell('array must not contain duplicate elements');
  }),
];

function keyword(
  name: string,
  types: Keyword['types'],
  check: Keyword['check'],
): readonly [name: string, keyword: Keyword] {
  return [name, { types, check }];
}

function compareTo(value: JsonValue, bound: number): number {
  return compareNumbers(value as JavaNumber, fromPlain(bound) as JavaNumber);
}

/** In code points, as draft 4 counts. */
function lengthOf(value: JsonValue): number {
  return [...String(value)].length;
}

function quoted(value: JsonValue): string {
  return `"${String(value)}"`;
}
