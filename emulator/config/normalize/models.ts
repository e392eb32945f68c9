import type { Model } from '../types.ts';
import type { WrittenModel, WrittenProject } from '../written.ts';
import { keySourceOf, type Reading } from './reading.ts';

const DRAFT_4 = 'http://json-schema.org/draft-04/schema#';
const MODEL_REFERENCE =
  /^(?:#\/models\/|https:\/\/apigateway\.amazonaws\.com\/restapis\/[^/]+\/models\/)([A-Za-z0-9]+)$/;

/**
 * The models of the API: those that every new API has (behaviour recorded: test_api_gateway_request_validator), and
 * the written ones, in which `#/models/NAME` becomes AWS's own reference.
 */
export function readModels({ models = {} }: WrittenProject, apiId: string, reading: Reading): Map<string, Model> {
  const all = new Map(builtInModels(reading).map((model) => [model.name, model]));
  for (const [name, written] of Object.entries(models)) {
    const { description } = written;
    all.set(name, {
      name,
      contentType: 'application/json',
      ...(typeof description === 'string' && { description }),
      schema: reading.locator.remember(convertSchema(written, apiId, reading), written),
      source: keySourceOf(reading, models, name),
    });
  }
  return all;
}

/** Name of the model that a `$ref` leads to; undefined when it stays inside its own schema. */
export function referredModel(reference: string): string | undefined {
  return MODEL_REFERENCE.exec(reference)?.[1];
}

function builtInModels({ start }: Reading): Model[] {
  const common = { contentType: 'application/json', source: start };
  return [
    {
      ...common,
      name: 'Empty',
      description: 'This is a default empty schema model',
      schema: { $schema: DRAFT_4, title: 'Empty Schema', type: 'object' },
    },
    {
      ...common,
      name: 'Error',
      description: 'This is a default error schema model',
      schema: { $schema: DRAFT_4, title: 'Error Schema', type: 'object', properties: { message: { type: 'string' } } },
    },
  ];
}

function convertSchema(schema: WrittenModel, apiId: string, reading: Reading): object {
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, convert(key, value, apiId, reading)]));
}

function convert(key: string, value: unknown, apiId: string, reading: Reading): unknown {
  if (key === '$ref' && typeof value === 'string') {
    const name = referredModel(value);
    return name === undefined ? value : `https://apigateway.amazonaws.com/restapis/${apiId}/models/${name}`;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    return reading.locator.remember(
      value.map((item) => convert('', item, apiId, reading)),
      value,
    );
  }
  return reading.locator.remember(convertSchema(value as WrittenModel, apiId, reading), value);
}
