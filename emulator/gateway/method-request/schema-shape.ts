import { setFlagsFromString } from 'node:v8';

export type Schema = Readonly<Record<string, unknown>>;

/** A schema that can't be used: AWS answers 500, whatever the body. The message is for the developer. */
export class SchemaFailure extends Error {}

/** Throws SchemaFailure unless `value` is there; a keyword is looked at when a value comes to it. */
export function expect<T>(value: T | false | undefined, keyword: string, expected: string): T {
  if (value === false || value === undefined) throw new SchemaFailure(`"${keyword}" is not ${expected}`);
  return value;
}

export function asSchema(value: unknown): Schema {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Schema;
  throw new SchemaFailure(`${JSON.stringify(value) ?? 'nothing'} stands where a schema is needed`);
}

export function count(schema: Schema, keyword: string): number {
  const value = number(schema, keyword);
  return expect(Number.isInteger(value) && value >= 0 ? value : undefined, keyword, 'a whole number from 0 up');
}

export function number(schema: Schema, keyword: string): number {
  const value = schema[keyword];
  return expect(typeof value === 'number' ? value : undefined, keyword, 'a number');
}

export function text(schema: Schema, keyword: string): string {
  const value = schema[keyword];
  return expect(typeof value === 'string' ? value : undefined, keyword, 'a text');
}

/** A flag that isn't there is false. */
export function boolean(schema: Schema, keyword: string): boolean {
  const value = schema[keyword] ?? false;
  if (typeof value === 'boolean') return value;
  throw new SchemaFailure(`"${keyword}" is not true or false, as draft 4 has it`);
}

/** A list of names, sorted. */
export function names(value: unknown, keyword: string): string[] {
  const list = Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === 'string') && value;
  return [...expect<string[]>(list, keyword, 'a list of names')].sort();
}

export function schemas(schema: Schema, keyword: string): unknown[] {
  const value = schema[keyword];
  return expect<unknown[]>(Array.isArray(value) && value.length > 0 && value, keyword, 'a list of schemas');
}

/** Schemas by name; none when the keyword isn't there. */
export function schemaMap(schema: Schema, keyword: string): Schema {
  const value = Object.hasOwn(schema, keyword) ? schema[keyword] : {};
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  return expect<Schema>(isMap && (value as Schema), keyword, 'an object');
}

/** What of a regular expression is used. */
export interface Pattern {
  test(value: string): boolean;
}

const patterns = new Map<string, Pattern>();

/** An ECMA 262 expression as Java's Rhino takes it: without the `u` flag, under which `\-` or `\_` would be mistakes. */
export function pattern(source: string): Pattern {
  let known = patterns.get(source);
  if (!known) {
    known = bounded(compile(source));
    patterns.set(source, known);
  }
  return known;
}

function compile(source: string): RegExp {
  try {
    return new RegExp(source);
  } catch (cause) {
    throw new SchemaFailure(`"${source}" is no regular expression`, { cause });
  }
}

/**
 * A pattern that backtracks without end is finished by V8's other engine, in linear time: a client's text can't hold
 * the emulator up. That engine has no look-around and no back references; patterns with them are left as they are. The
 * flag stands only while a pattern runs, which costs 10 microseconds: a thread that starts under other flags than those
 * that Node was built with can't use Node's code cache, and its start takes twice as long.
 */
function bounded(expression: RegExp): Pattern {
  return {
    test(value) {
      setFlagsFromString(`--${LINEAR_IN_THE_END}`);
      try {
        return expression.test(value);
      } finally {
        setFlagsFromString(`--no-${LINEAR_IN_THE_END}`);
      }
    },
  };
}

const LINEAR_IN_THE_END = 'enable-experimental-regexp-engine-on-excessive-backtracks';
