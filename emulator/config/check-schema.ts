import type { Locator } from './locate.ts';
import type { Report } from './problem.ts';
import { ROUTES_SCHEMA, resolve, type SchemaNode } from './schema.ts';
import { reportMissing, reportUnknown } from './schema-names.ts';
import { checkScalar, isOfType, reportType } from './schema-values.ts';

/**
 * Checks a value against routes.schema.json, reports everything that is wrong, and takes out of the value what was
 * reported: what is left is as the schema says, except that a required property may be missing. So the later checks
 * can run in the same pass, and all problems are told at once.
 */
export function checkSchema(value: unknown, locator: Locator, report: Report): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    reportType({ name: 'The configuration', value, schema: ROUTES_SCHEMA, source: locator.pointer(''), report });
    return {};
  }
  checkObject(value as Record<string, unknown>, ROUTES_SCHEMA, { locator, report });
  return value as Record<string, unknown>;
}

interface Check {
  readonly locator: Locator;
  readonly report: Report;
}

function checkObject(object: Record<string, unknown>, schema: SchemaNode, check: Check): void {
  for (const name of schema.required ?? []) {
    if (!Object.hasOwn(object, name)) reportMissing({ object, name, schema, ...check });
  }
  for (const name of Object.keys(object)) {
    const property = propertySchema(schema, name);
    if (!property) reportUnknown({ object, name, schema, ...check });
    if (!property || !isValid(object, name, property, schema, check)) delete object[name];
  }
  const { maxProperties } = schema;
  const count = Object.keys(object).length;
  if (maxProperties !== undefined && count > maxProperties) {
    check.report.error(
      'config-bad-value',
      { name: schema.title ?? '', value: `${count} in number`, expected: `${maxProperties} at most, as AWS has it` },
      check.locator.value(object),
    );
  }
}

function propertySchema(schema: SchemaNode, name: string): SchemaNode | undefined {
  if (schema.properties && Object.hasOwn(schema.properties, name)) return resolve(schema.properties[name] ?? {});
  for (const [pattern, property] of Object.entries(schema.patternProperties ?? {})) {
    if (new RegExp(pattern).test(name)) return resolve(property);
  }
  const others = schema.additionalProperties ?? true;
  if (typeof others === 'object') return resolve(others);
  return others ? {} : undefined;
}

/** Checks `holder[key]`; false when it can't stay. */
function isValid(holder: object, key: string | number, schema: SchemaNode, owner: SchemaNode, check: Check): boolean {
  const value = (holder as Record<string | number, unknown>)[key];
  const place = {
    name:
      typeof key === 'number'
        ? `Entry ${key + 1} of the list`
        : `${JSON.stringify(key)} of ${owner.title ?? 'the value'}`,
    value,
    schema,
    source: check.locator.value(holder, key),
    report: check.report,
  };
  if (!isOfType(value, schema)) {
    reportType(place);
    return false;
  }
  if (!checkScalar(place)) return false;
  if (Array.isArray(value)) checkList(value, schema, owner, check);
  else if (typeof value === 'object' && value !== null) {
    // A schema without properties of any kind (a model) takes the object as it is.
    checkObject(value as Record<string, unknown>, schema, check);
  }
  return true;
}

function checkList(list: unknown[], schema: SchemaNode, owner: SchemaNode, check: Check): void {
  const items = resolve(schema.items ?? {});
  const wrong = list.map((_, index) => index).filter((index) => !isValid(list, index, items, owner, check));
  for (const index of wrong.reverse()) list.splice(index, 1);
}
