import { suggest } from '../errors/suggest.ts';
import type { Locator } from './locate.ts';
import type { Report } from './problem.ts';
import { resolve, type SchemaNode } from './schema.ts';

interface Name {
  readonly object: object;
  readonly name: string;
  readonly schema: SchemaNode;
  readonly locator: Locator;
  readonly report: Report;
}

/** Reports a property that its object can't have: one of AWS's that comes later, a name of the wrong form, or a wrong word. */
export function reportUnknown({ object, name, schema, locator, report }: Name): void {
  const source = locator.key(object, name);
  const later = schema['x-notSupportedYet'] ?? {};
  const of = schema.title ?? 'the value';
  const known = Object.keys(schema.properties ?? {});
  if (Object.hasOwn(later, name)) {
    report.error('config-not-supported-yet', { name, feature: later[name] ?? name }, source);
  } else if (schema['x-keys'] !== undefined) {
    report.error('config-bad-name', { name, of, expected: schema['x-keys'] }, source);
  } else if (schema.title === 'a resource') {
    report.error('config-unknown-method', { name, nearest: suggest(name, known) }, source);
  } else {
    const nearest = suggest(name, [...known, ...Object.keys(later)]);
    report.error('config-unknown-property', { name, of, nearest, known }, source);
  }
}

/** Reports a required property that isn't there. */
export function reportMissing({ object, name, schema, locator, report }: Name): void {
  const example = resolve(schema.properties?.[name] ?? {});
  const value = example.examples?.[0] ?? example.enum?.[0];
  report.error(
    'config-missing-property',
    { name, of: schema.title ?? 'the value', ...(value !== undefined && { example: JSON.stringify(value) }) },
    locator.value(object),
  );
}
