import type { Code, Facts } from '../errors/codes.ts';
import { explain } from '../errors/explanation.ts';
import type { SourceRef } from '../errors/source-ref.ts';
import { suggest } from '../errors/suggest.ts';
import type { Report } from './problem.ts';
import type { JsonType, SchemaNode } from './schema.ts';

/** A value, what it should be, and how messages call it. */
export interface Candidate {
  readonly name: string;
  readonly value: unknown;
  readonly schema: SchemaNode;
  readonly source: SourceRef | undefined;
  readonly report: Report;
}

/** Is the value of the type, or of one of the types, that the schema names? */
export function isOfType(value: unknown, schema: SchemaNode): boolean {
  return schema.type === undefined || typesOf(schema).some((type) => TESTS[type](value));
}

/** Reports a value of the wrong type, with the right spelling where only the quotes are wrong. */
export function reportType(candidate: Candidate): void {
  const { name, value, schema } = candidate;
  const types = typesOf(schema);
  const instead = schema['x-secret'] ? undefined : spelling(value, types);
  tell(candidate, 'config-wrong-type', {
    name,
    value: shown(candidate),
    found: kindOf(value),
    expected: expectation(types),
    ...(instead ?? example(schema, types)),
  });
}

/** Checks a value of the right type: its enum, pattern and bounds. False when it was reported. */
export function checkScalar(candidate: Candidate): boolean {
  const { value, schema } = candidate;
  if (schema.enum && !schema.enum.includes(value)) return refuseWord(candidate, schema.enum);
  if (typeof value === 'string') return checkText(candidate, value);
  if (typeof value === 'number') {
    const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = schema;
    return (value >= minimum && value <= maximum) || refuse(candidate, schema['x-expected'] ?? bounds(schema));
  }
  if (Array.isArray(value)) {
    const { minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema;
    if (value.length < minItems) return refuse(candidate, `a list with at least ${minItems} in it`);
    if (value.length > maxItems) return refuse(candidate, `a list with at most ${maxItems} in it`);
  }
  return true;
}

function checkText(candidate: Candidate, value: string): boolean {
  const { schema } = candidate;
  if (schema.pattern !== undefined && !new RegExp(schema.pattern).test(value)) {
    return refuse(candidate, schema['x-expected'] ?? `a text like ${schema.pattern}`);
  }
  if (value.length < (schema.minLength ?? 0)) return refuse(candidate, 'a text that is not empty');
  if (value.length > (schema.maxLength ?? Number.POSITIVE_INFINITY)) {
    return refuse(candidate, `a text of at most ${schema.maxLength} characters`);
  }
  return true;
}

function refuse(candidate: Candidate, expected: string): false {
  tell(candidate, 'config-bad-value', { name: candidate.name, value: shown(candidate), expected });
  return false;
}

/** The line of a secret isn't shown either. */
function tell<C extends Code>({ schema, source, report }: Candidate, code: C, facts: Facts<C>): void {
  if (!schema['x-secret']) report.error(code, facts, source);
  else
    report.addAll([
      { severity: 'error', explanation: explain(code, facts, { ...(source && { source }), detail: '' }) },
    ]);
}

/** Nothing of what a list or an object holds: there may be a secret in it. */
function shown({ value, schema }: Candidate): string {
  if (schema['x-secret']) return '****';
  if (Array.isArray(value)) return value.length === 0 ? '[]' : '[…]';
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0 ? '{}' : '{…}';
  return show(value);
}

function refuseWord({ name, value, schema, source, report }: Candidate, allowed: readonly unknown[]): false {
  const later = schema['x-valuesNotSupportedYet'] ?? {};
  if (Object.hasOwn(later, String(value))) {
    report.error('config-not-supported-yet', { name, value: show(value), feature: later[String(value)] ?? '' }, source);
    return false;
  }
  // A word that exported documents spell in small letters is allowed twice, and named once.
  const known = allowed.map(String).filter((word, index, all) => !all.slice(0, index).includes(word.toUpperCase()));
  const nearest = suggest(String(value), known);
  report.error(
    'config-unknown-value',
    { name, value: show(value), known, ...(nearest !== undefined && { nearest }) },
    source,
  );
  return false;
}

const TESTS: Readonly<Record<JsonType, (value: unknown) => boolean>> = {
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  array: (value) => Array.isArray(value),
  string: (value) => typeof value === 'string',
  integer: (value) => Number.isInteger(value),
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
};

const NAMES: Readonly<Record<JsonType, string>> = {
  object: 'an object {…}',
  array: 'a list […]',
  string: 'a text in double quotes',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

function typesOf({ type = [] }: SchemaNode): readonly JsonType[] {
  return typeof type === 'string' ? [type] : type;
}

function kindOf(value: unknown): string {
  if (value === null) return 'which is no value';
  if (Array.isArray(value)) return 'a list';
  return { object: 'an object', string: 'a text', number: 'a number', boolean: 'a truth value' }[
    typeof value as 'object'
  ];
}

/** The value as the text it should have been: 3 for "3", "3000" for 3000. */
function spelling(value: unknown, types: readonly JsonType[]): { instead: string } | undefined {
  if (types.includes('integer') && typeof value === 'string' && /^-?\d+$/.test(value))
    return { instead: `${value}, without quotes` };
  if (types.includes('number') && typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value))
    return { instead: `${value}, without quotes` };
  if (types.includes('boolean') && (value === 'true' || value === 'false'))
    return { instead: `${value}, without quotes` };
  if (types.includes('string') && (typeof value === 'number' || typeof value === 'boolean'))
    return { instead: `"${value}"` };
  return undefined;
}

function example(
  { examples, default: preset }: SchemaNode,
  types: readonly JsonType[],
): { instead: string } | undefined {
  const value = examples?.[0] ?? preset;
  return value === undefined ? undefined : { instead: `${expectation(types)}, such as ${show(value)}` };
}

function expectation(types: readonly JsonType[]): string {
  return types.map((type) => NAMES[type]).join(' or ');
}

function bounds({ minimum, maximum }: SchemaNode): string {
  if (maximum === undefined) return `${minimum} or more`;
  return `a number from ${minimum?.toLocaleString('en')} to ${maximum.toLocaleString('en')}`;
}

const SHOWN = 80;

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
