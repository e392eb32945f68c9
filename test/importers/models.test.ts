import { describe, expect, it } from 'vitest';
import type { RestApi } from '../../emulator/config/types.ts';
import { importOpenApi } from '../../emulator/importers/openapi.ts';
import { refusalOf } from '../../emulator/importers/refusal.ts';

async function importSchemas(schemas: object, operation: object = {}): Promise<RestApi> {
  const document = { openapi: '3.0.1', paths: { '/': { post: operation } }, components: { schemas } };
  return (await importOpenApi({ document, stages: [] })).api;
}

const body = (schema: object): object => ({ requestBody: { content: { 'application/json': { schema } } } });

describe('models', () => {
  it('refer to each other by their addresses, in a circle, too', async () => {
    const api = await importSchemas({
      Parent: {
        type: 'object',
        description: 'Has children',
        properties: { first: { $ref: '#/components/schemas/Child' } },
      },
      Child: { type: 'array', items: { oneOf: [{ type: 'null' }, { $ref: '#/components/schemas/Parent' }] } },
    });
    const address = (name: string): string => `https://apigateway.amazonaws.com/restapis/${api.id}/models/${name}`;
    expect(api.models.get('Parent')).toMatchObject({
      contentType: 'application/json',
      description: 'Has children',
      schema: { type: 'object', description: 'Has children', properties: { first: { $ref: address('Child') } } },
    });
    expect(api.models.get('Child')?.schema).toEqual({
      type: 'array',
      items: { oneOf: [{ type: 'null' }, { $ref: address('Parent') }] },
    });
  });

  it('have their required names sorted, at every level, and nothing else touched', async () => {
    const properties = { required: { type: 'array', items: { type: 'object', required: ['z', 'y'] } } };
    const api = await importSchemas({ M: { required: ['b', 'a'], enum: [{ required: ['q', 'p'] }], properties } });
    expect(api.models.get('M')?.schema).toEqual({
      required: ['a', 'b'],
      enum: [{ required: ['q', 'p'] }],
      properties: { required: { type: 'array', items: { type: 'object', required: ['y', 'z'] } } },
    });
  });

  it('belong to a method by content type', async () => {
    const api = await importSchemas({ M: { type: 'object' } }, body({ $ref: '#/components/schemas/M' }));
    expect(api.resources[0]?.methods.get('POST')?.requestModels).toEqual({ 'application/json': 'M' });
  });

  it('are generated for schemas that stand in an operation', async () => {
    const api = await importSchemas({}, body({ type: 'object', required: ['a'] }));
    const [name] = api.models.keys();
    expect(name).toMatch(/^MODEL[a-z0-9]{6}$/);
    expect(api.resources[0]?.methods.get('POST')?.requestModels).toEqual({ 'application/json': name });
  });

  it('that a reference does not find are left out with AWS warning', async () => {
    const api = await importSchemas({}, body({ $ref: '#/components/schemas/Lost' }));
    expect(api.resources[0]?.methods.get('POST')?.requestModels).toEqual({});
    expect(api.warnings).toEqual(["Reference to model 'Lost' not found. Ignoring."]);
  });

  it('whose names are not alphanumeric are refused as AWS refuses them, with its warnings behind', async () => {
    const { problems } = await importOpenApi({
      document: {
        openapi: '3.0.1',
        paths: { '/': { post: body({ $ref: '#/components/schemas/pet-dto' }) } },
        components: { schemas: { 'pet-dto': { type: 'object' } } },
      },
      stages: [],
    });
    expect(refusalOf(problems)?.message).toBe(
      "Errors found during import:\n\tUnable to create model for 'pet-dto': Model name must be alphanumeric: pet-dto\n" +
        "Additionally, these warnings were found:\n\tReference to model 'pet-dto' not found. Ignoring.",
    );
  });

  it('of Swagger belong to each type of consumes and produces', async () => {
    const { api } = await importOpenApi({
      document: {
        swagger: '2.0',
        produces: ['application/xml'],
        paths: {
          '/': {
            post: {
              consumes: ['application/json', 'text/json'],
              parameters: [
                { in: 'body', name: 'm', schema: { $ref: '#/definitions/M' } },
                { in: 'query', name: 'q', required: true, type: 'string' },
                { in: 'formData', name: 'f', type: 'string' },
              ],
              responses: { 200: { schema: { $ref: '#/definitions/M' } } },
            },
          },
        },
        definitions: { M: { type: 'object' } },
      },
      stages: [],
    });
    expect(api.resources[0]?.methods.get('POST')).toMatchObject({
      requestModels: { 'application/json': 'M', 'text/json': 'M' },
      requestParameters: { 'method.request.querystring.q': true },
      methodResponses: { 200: { responseModels: { 'application/xml': 'M' } } },
    });
  });
});
