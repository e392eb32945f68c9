import { describe, expect, it } from 'vitest';
import { importOpenApi } from '../../emulator/importers/openapi.ts';

const STAGES = [{ name: 'v1', variables: { berth: 'north' } }];

const FERRIES = {
  openapi: '3.0.1',
  info: { title: 'Ferries', description: 'Who sails when', version: 2 },
  paths: {
    '/ferries/{ferryId}/decks': {
      get: {
        operationId: 'listDecks',
        responses: { 200: { description: 'decks', headers: { Location: { schema: { type: 'string' } } } } },
        'x-amazon-apigateway-integration': {
          type: 'mock',
          requestTemplates: { 'application/json': '{"statusCode": 200}' },
        },
      },
    },
  },
};

describe('importOpenApi', () => {
  it('makes the resources on the way to a path, without methods', async () => {
    const { api } = await importOpenApi({ document: FERRIES, stages: STAGES });
    expect(
      api.resources.map(({ path, pathPart, parent, methods }) => [path, pathPart, parent, [...methods.keys()]]),
    ).toEqual([
      ['/', undefined, undefined, []],
      ['/ferries', 'ferries', '/', []],
      ['/ferries/{ferryId}', '{ferryId}', '/ferries', []],
      ['/ferries/{ferryId}/decks', 'decks', '/ferries/{ferryId}', ['GET']],
    ]);
  });

  it('adds nothing that the document does not have: no models, no responses, no validators', async () => {
    const { api, problems } = await importOpenApi({ document: FERRIES, stages: [] });
    expect(problems).toEqual([]);
    expect([...api.models.keys(), ...api.requestValidators.keys(), ...api.authorizers.keys()]).toEqual([]);
    expect(api.resources[3]?.methods.get('GET')).toMatchObject({
      authorizationType: 'NONE',
      apiKeyRequired: false,
      operationName: 'listDecks',
      requestModels: {},
      methodResponses: {
        200: { responseModels: {}, responseParameters: { 'method.response.header.Location': false } },
      },
      integration: { type: 'MOCK', responses: [], passthroughBehavior: 'WHEN_NO_MATCH', timeoutInMillis: 29000 },
    });
  });

  it('requires the variables of a path that no parameter declares', async () => {
    const { api } = await importOpenApi({ document: FERRIES, stages: [] });
    expect(api.resources[3]?.methods.get('GET')?.requestParameters).toEqual({ 'method.request.path.ferryId': true });
  });

  it('takes a version that is a number as its text', async () => {
    const { api } = await importOpenApi({ document: FERRIES, stages: [] });
    expect([api.name, api.version, api.description]).toEqual(['Ferries', '2', 'Who sails when']);
  });

  it('gives the same ids on each import, and others to an API of another name', async () => {
    const [first, second] = await Promise.all([1, 2].map(() => importOpenApi({ document: FERRIES, stages: STAGES })));
    const other = await importOpenApi({ document: { ...FERRIES, info: { title: 'Trams' } }, stages: STAGES });
    expect(first?.api).toEqual(second?.api);
    expect(first?.api.id).toMatch(/^[a-z0-9]{10}$/);
    expect(other.api.id).not.toBe(first?.api.id);
    expect(first?.api.stages[0]).toMatchObject({ name: 'v1', variables: { berth: 'north' } });
  });

  it.each([
    ['ignore', '/test'],
    ['prepend', '/harbour/east/test'],
    ['split', '/east/test'],
  ] as const)('with basepath %s makes %s of the base path /harbour/east', async (basepath, path) => {
    const swagger = { swagger: '2.0', basePath: '/harbour/east', paths: { '/test': { get: {} } } };
    const servers = [{ url: 'https://{region}.ferries.test/harbour/{side}', variables: { side: { default: 'east' } } }];
    const variable = [{ url: 'https://ferries.test', variables: { basePath: { default: '/harbour/east/' } } }];
    for (const document of [
      swagger,
      { openapi: '3.0.0', servers, paths: swagger.paths },
      { openapi: '3.0.0', servers: variable, paths: swagger.paths },
    ]) {
      const { api } = await importOpenApi({ document, basepath, stages: [] });
      expect(api.resources.filter(({ methods }) => methods.size > 0).map((resource) => resource.path)).toEqual([path]);
    }
  });

  it('reads what the extensions say about the API as a whole', async () => {
    const { api } = await importOpenApi({
      document: {
        ...FERRIES,
        'x-amazon-apigateway-api-key-source': 'AUTHORIZER',
        'x-amazon-apigateway-binary-media-types': ['image/png'],
        'x-amazon-apigateway-minimum-compression-size': '1024',
        'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint: true, vpcEndpointIds: ['vpce-1'] },
        'x-amazon-apigateway-request-validators': {
          all: { validateRequestBody: true, validateRequestParameters: true },
        },
        'x-amazon-apigateway-gateway-responses': {
          UNAUTHORIZED: { statusCode: '418', responseParameters: { 'gatewayresponse.header.x': "'y'" } },
        },
      },
      stages: [],
    });
    expect(api).toMatchObject({
      apiKeySource: 'AUTHORIZER',
      binaryMediaTypes: ['image/png'],
      minimumCompressionSize: 1024,
      disableExecuteApiEndpoint: true,
      endpointConfiguration: { types: ['PRIVATE'], ipAddressType: 'ipv4', vpcEndpointIds: ['vpce-1'] },
    });
    expect(api.requestValidators.get('all')).toMatchObject({
      validateRequestBody: true,
      validateRequestParameters: true,
    });
    expect(api.gatewayResponses.get('UNAUTHORIZED')).toMatchObject({
      statusCode: 418,
      responseParameters: { 'gatewayresponse.header.x': "'y'" },
      responseTemplates: undefined,
    });
  });

  it.each([-1, 10_485_761, 1.5, 'much'])('refuses a minimum compression size of %j in AWS’s words', async (size) => {
    const document = { ...FERRIES, 'x-amazon-apigateway-minimum-compression-size': size };
    const { api, problems } = await importOpenApi({ document, stages: [] });
    expect(api.minimumCompressionSize).toBeUndefined();
    expect(problems).toMatchObject([
      { severity: 'error', aws: 'Invalid minimum compression size, must be between 0 and 10485760' },
    ]);
  });

  it('replaces an API by default, and keeps the ids of paths that stay', async () => {
    const before = await importOpenApi({ document: FERRIES, stages: STAGES });
    const document = { openapi: '3.0.0', info: { title: 'Renamed' }, paths: { '/ferries': { get: {} } } };
    const { api } = await importOpenApi({ document, into: before.api, stages: STAGES });
    expect(api.id).toBe(before.api.id);
    expect(api.resources.map((resource) => resource.id)).toEqual(
      before.api.resources.slice(0, 2).map((resource) => resource.id),
    );
  });

  it('adds to an API with mode merge: binary media types are appended, methods replaced one by one', async () => {
    const types = (list: string[]): object => ({ ...FERRIES, 'x-amazon-apigateway-binary-media-types': list });
    const before = await importOpenApi({ document: types(['image/heif']), stages: STAGES });
    const document = { ...types(['image/png']), paths: { '/ferries': { get: { operationId: 'list' } } } };
    const { api } = await importOpenApi({ document, into: before.api, mode: 'merge', stages: [] });
    expect(api.binaryMediaTypes).toEqual(['image/heif', 'image/png']);
    expect(api.resources.map((resource) => resource.path)).toEqual(
      before.api.resources.map((resource) => resource.path),
    );
    expect(api.resources[1]?.methods.get('GET')?.operationName).toBe('list');
    expect(api.stages).toEqual(before.api.stages);
  });
});
