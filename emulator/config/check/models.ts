import type { SourceRef } from '../../errors/source-ref.ts';
import { suggest } from '../../errors/suggest.ts';
import { referredModel } from '../normalize/models.ts';
import type { Method, Model, RestApi } from '../types.ts';
import type { ProjectCheck } from './project-check.ts';

/** The models that a method names have to be there. */
export function checkModelNames(method: Method, api: RestApi, check: ProjectCheck): void {
  checkNames(method.requestModels, method.source, api, check);
  for (const { responseModels, source } of Object.values(method.methodResponses)) {
    checkNames(responseModels, source, api, check);
  }
}

function checkNames(
  models: Readonly<Record<string, string>>,
  source: SourceRef,
  api: RestApi,
  check: ProjectCheck,
): void {
  for (const [contentType, name] of Object.entries(models)) {
    checkName(name, check.locator.value(models, contentType) ?? source, api, check);
  }
}

function checkName(name: string, at: SourceRef, { models }: RestApi, { report, wrote }: ProjectCheck): void {
  if (models.has(name) || wrote('models', name)) return;
  const known = [...models.keys()];
  const nearest = suggest(name, known);
  report.error('config-unknown-model', { name, known, ...(nearest !== undefined && { nearest }) }, at);
}

/** What keeps a model from being a JSON Schema of draft 4, as far as it is seen without compiling it. */
export function checkModel(model: Model, api: RestApi, check: ProjectCheck): void {
  checkSchema(model.schema, model, api, check);
}

const TYPES = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];
/** Keywords whose value is a schema, a list of schemas, or schemas by name. */
const SCHEMA = ['additionalItems', 'additionalProperties', 'items', 'not'];
const SCHEMAS = ['allOf', 'anyOf', 'oneOf', 'items'];
const NAMED_SCHEMAS = ['definitions', 'patternProperties', 'properties', 'dependencies'];

function checkSchema(schema: unknown, model: Model, api: RestApi, check: ProjectCheck): void {
  if (!isObject(schema)) return;
  const refuse = (keyword: string, expected: string): void =>
    check.report.error(
      'config-model-schema',
      { model: model.name, keyword, value: JSON.stringify(schema[keyword]), expected },
      check.locator.value(schema, keyword) ?? model.source,
    );
  checkKeywords(schema, refuse);
  const reference = typeof schema.$ref === 'string' ? referredModel(schema.$ref) : undefined;
  if (reference !== undefined) checkName(reference, check.locator.value(schema, '$ref') ?? model.source, api, check);
  for (const child of children(schema)) checkSchema(child, model, api, check);
}

function checkKeywords(
  schema: Readonly<Record<string, unknown>>,
  refuse: (keyword: string, expected: string) => void,
): void {
  const { type, required, properties, pattern } = schema;
  const types = Array.isArray(type) ? type : [type];
  if (type !== undefined && !types.every((one) => TYPES.includes(one))) refuse('type', `one of ${TYPES.join(', ')}`);
  if (required !== undefined && !isNameList(required)) {
    refuse('required', 'a list with the names of the properties that an object must have (draft 4), at least one');
  }
  if (properties !== undefined && !isObject(properties)) refuse('properties', 'an object: name → schema');
  if (schema.enum !== undefined && !(Array.isArray(schema.enum) && schema.enum.length > 0)) {
    refuse('enum', 'a list with at least one value');
  }
  if (pattern !== undefined && typeof pattern !== 'string') refuse('pattern', 'a regular expression as a text');
  for (const keyword of ['exclusiveMinimum', 'exclusiveMaximum']) {
    const value = schema[keyword];
    if (value !== undefined && typeof value !== 'boolean')
      refuse(keyword, 'true or false, beside minimum or maximum (draft 4)');
  }
}

function isNameList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === 'string');
}

function children(schema: Readonly<Record<string, unknown>>): unknown[] {
  return [
    ...SCHEMA.map((keyword) => schema[keyword]),
    ...SCHEMAS.flatMap((keyword) => (Array.isArray(schema[keyword]) ? schema[keyword] : [])),
    ...NAMED_SCHEMAS.flatMap((keyword) => (isObject(schema[keyword]) ? Object.values(schema[keyword]) : [])),
  ];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
