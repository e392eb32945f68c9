import { describe, expect, it } from 'vitest';
import type { RestApi } from '../../emulator/config/types.ts';
import { describeApi } from '../../emulator/exporters/describe.ts';
import { exportApi } from '../../emulator/exporters/openapi.ts';
import { importOpenApi } from '../../emulator/importers/openapi.ts';

const STAGES = [{ name: 'v1' }];

const DOCUMENT = {
  openapi: '3.0.1',
  info: { title: 'Orchard', version: '3.1' },
  paths: {
    '/trees': {
      post: {
        operationId: 'plant',
        security: [{ gardener: ['plant'] }, { api_key: [] }],
        parameters: [
          { name: 'dryRun', in: 'query', schema: { type: 'string' } },
          { name: 'X-Season', in: 'header', required: true, schema: { type: 'string' } },
        ],
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Tree' } } } },
        responses: {
          200: {
            headers: { Location: { schema: { type: 'string' } } },
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Tree' } } },
          },
          400: {},
        },
        'x-amazon-apigateway-request-validator': 'body',
        'x-amazon-apigateway-integration': {
          type: 'http',
          httpMethod: 'PUT',
          uri: 'https://trees.test/{kind}',
          credentials: 'arn:aws:iam::000000000000:role/r',
          timeoutInMillis: 3000,
          contentHandling: 'CONVERT_TO_TEXT',
          passthroughBehavior: 'when_no_templates',
          requestParameters: { 'integration.request.path.kind': "'oak'" },
          requestTemplates: { 'application/json': '$input.body', 'text/plain': null },
          cacheKeyParameters: ['method.request.querystring.dryRun'],
          responses: {
            '4\\d\\d': { statusCode: '400' },
            default: { statusCode: '200', responseParameters: { 'method.response.header.Location': "'/'" } },
          },
        },
      },
    },
    '/{proxy+}': { 'x-amazon-apigateway-any-method': { 'x-amazon-apigateway-integration': { type: 'mock' } } },
  },
  components: {
    schemas: {
      Tree: {
        type: 'object',
        required: ['kind'],
        properties: { kind: { type: 'string' }, grafted: { $ref: '#/components/schemas/Graft' } },
      },
      Graft: { type: 'array', items: { $ref: '#/components/schemas/Tree' } },
      Unused: { type: 'object' },
    },
    securitySchemes: {
      gardener: {
        type: 'apiKey',
        name: 'Authorization',
        in: 'header',
        'x-amazon-apigateway-authtype': 'cognito_user_pools',
        'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: ['arn:pool'] },
      },
      api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
    },
  },
  'x-amazon-apigateway-request-validators': { body: { validateRequestBody: true, validateRequestParameters: false } },
  'x-amazon-apigateway-binary-media-types': ['image/png'],
  'x-amazon-apigateway-minimum-compression-size': 512,
  'x-amazon-apigateway-gateway-responses': {
    DEFAULT_4XX: { statusCode: 418, responseTemplates: { 'application/json': '{}' } },
  },
};

async function orchard(document: object = DOCUMENT): Promise<RestApi> {
  const { api, problems } = await importOpenApi({ document, stages: STAGES });
  expect(problems.filter((problem) => problem.severity === 'error')).toEqual([]);
  return api;
}

describe('exportApi', () => {
  it.each(['oas30', 'swagger'] as const)(
    'with extensions gives a %s document that imports to the same API',
    async (exportType) => {
      const api = await orchard();
      const { body } = exportApi(api, 'v1', { exportType, extensions: 'apigateway' });
      const again = describeApi(await orchard(body));
      const before = describeApi(api);
      // Only the models that are used are exported; Swagger has one list of types for models and templates.
      const { requestModels: _, ...swaggerMethod } = again.methods['POST /trees'] ?? {};
      const { requestModels, ...method } = before.methods['POST /trees'] ?? {};
      expect(again.models).toEqual(before.models.filter((model) => model.name !== 'Unused'));
      expect(swaggerMethod).toEqual(method);
      expect(again.methods['ANY /{proxy+}']).toEqual(before.methods['ANY /{proxy+}']);
      expect({ ...again, models: [], methods: {} }).toEqual({ ...before, models: [], methods: {} });
      expect(requestModels).toEqual({ 'application/json': 'Tree' });
    },
  );

  it('says in OpenAPI 3.0 where the stage is, and marks only required parameters', async () => {
    const { body, contentType, contentDisposition } = exportApi(await orchard(), 'v1', { exportType: 'oas30' });
    expect(contentType).toBe('application/octet-stream');
    expect(contentDisposition).toBe('attachment; filename="oas30_3.1.json"');
    expect(body).toMatchObject({
      openapi: '3.0.1',
      info: { title: 'Orchard', version: '3.1' },
      servers: [
        {
          url: expect.stringMatching(/^https:\/\/[a-z0-9]{10}\.execute-api\.us-east-1\.amazonaws\.com\/\{basePath\}$/),
          variables: { basePath: { default: 'v1' } },
        },
      ],
      paths: {
        '/trees': {
          post: {
            parameters: expect.arrayContaining([
              { name: 'dryRun', in: 'query', schema: { type: 'string' } },
              { name: 'X-Season', in: 'header', required: true, schema: { type: 'string' } },
            ]),
            requestBody: {
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Tree' } } },
              required: true,
            },
            responses: { 400: { description: '400 response', content: {} } },
            security: [{ gardener: ['plant'] }, { api_key: [] }],
          },
        },
      },
    });
  });

  it('says in Swagger what is consumed and produced, from models and templates', async () => {
    const { body } = exportApi(await orchard(), 'v1', { exportType: 'swagger' });
    expect(body).toMatchObject({
      swagger: '2.0',
      basePath: '/v1',
      schemes: ['https'],
      paths: {
        '/trees': {
          post: {
            consumes: ['application/json', 'text/plain'],
            produces: ['application/json'],
            parameters: expect.arrayContaining([
              { in: 'body', name: 'Tree', required: true, schema: { $ref: '#/definitions/Tree' } },
              { name: 'dryRun', in: 'query', required: false, type: 'string' },
            ]),
            responses: { 400: { description: '400 response' } },
          },
        },
        '/{proxy+}': { 'x-amazon-apigateway-any-method': { responses: {} } },
      },
      definitions: { Graft: { type: 'array', items: { $ref: '#/definitions/Tree' } } },
    });
  });

  it('without extensions has no integrations, validators or authorizers in it', async () => {
    const { body } = exportApi(await orchard(), 'v1', { exportType: 'oas30' });
    const names = new Set(JSON.stringify(body).match(/x-amazon-[a-z-]+/g));
    expect([...names].sort()).toEqual(['x-amazon-apigateway-any-method', 'x-amazon-apigateway-authtype']);
  });

  it('has with `integrations` the integrations and with `authorizers` the authorizers', async () => {
    const api = await orchard();
    const extensionsOf = (extensions: string) => {
      const { body } = exportApi(api, 'v1', { exportType: 'swagger', extensions });
      return [...new Set(JSON.stringify(body).match(/x-amazon-apigateway-(?!any|authtype)[a-z-]+/g))].sort();
    };
    expect(extensionsOf('integrations')).toEqual(['x-amazon-apigateway-integration']);
    expect(extensionsOf('authorizers')).toEqual(['x-amazon-apigateway-authorizer']);
    expect(extensionsOf('authorizers, integrations')).toHaveLength(2);
    expect(extensionsOf('apigateway')).toEqual([
      'x-amazon-apigateway-authorizer',
      'x-amazon-apigateway-binary-media-types',
      'x-amazon-apigateway-gateway-responses',
      'x-amazon-apigateway-integration',
      'x-amazon-apigateway-minimum-compression-size',
      'x-amazon-apigateway-request-validator',
      'x-amazon-apigateway-request-validators',
    ]);
    expect(() => extensionsOf('apigatewy')).toThrow(expect.objectContaining({ name: 'BadRequestException' }));
  });

  it('says how the endpoint is set up at the server in OpenAPI 3.0, and at the top in Swagger', async () => {
    const endpoint = { disableExecuteApiEndpoint: true, vpcEndpointIds: ['vpce-1'] };
    const api = await orchard({ ...DOCUMENT, 'x-amazon-apigateway-endpoint-configuration': endpoint });
    const bodyOf = (exportType: 'oas30' | 'swagger', extensions?: string) =>
      exportApi(api, 'v1', { exportType, extensions }).body;
    const key = 'x-amazon-apigateway-endpoint-configuration';
    expect(bodyOf('oas30', 'apigateway')).toMatchObject({ servers: [{ [key]: endpoint }] });
    expect(bodyOf('swagger', 'apigateway')).toMatchObject({ [key]: endpoint });
    expect(JSON.stringify(bodyOf('swagger'))).not.toContain(key);
  });

  it('names the resource as the cache namespace where there are cache keys', async () => {
    const api = await orchard();
    const { body } = exportApi(api, 'v1', { exportType: 'oas30', extensions: 'integrations' });
    const id = api.resources.find(({ path }) => path === '/trees')?.id;
    expect(body).toMatchObject({
      paths: { '/trees': { post: { 'x-amazon-apigateway-integration': { cacheNamespace: id } } } },
    });
    expect(JSON.stringify(body).match(/cacheNamespace/g)).toHaveLength(1);
  });

  it('leaves out what has its default, and writes an empty template as __passthrough__', async () => {
    const api = await orchard();
    const { body } = exportApi(api, 'v1', { exportType: 'oas30', extensions: 'apigateway' });
    expect(body).toMatchObject({
      paths: {
        '/trees': {
          post: {
            'x-amazon-apigateway-integration': {
              requestTemplates: { 'application/json': '$input.body', 'text/plain': '__passthrough__' },
              timeoutInMillis: 3000,
            },
          },
        },
      },
    });
    expect((body as typeof DOCUMENT).paths['/{proxy+}']['x-amazon-apigateway-any-method']).toEqual({
      parameters: [{ name: 'proxy', in: 'path', required: true, schema: { type: 'string' } }],
      'x-amazon-apigateway-integration': { type: 'mock', passthroughBehavior: 'when_no_match' },
    });
  });

  it('gives an API without a version the moment as its version', async () => {
    const api = await orchard({ ...DOCUMENT, info: { title: 'Orchard' } });
    const clock = { now: () => Date.UTC(2024, 1, 29, 12, 30, 15, 250) };
    const exported = exportApi(api, 'v1', { exportType: 'swagger', accepts: 'application/yaml' }, clock);
    expect(exported.contentDisposition).toBe('attachment; filename="swagger_2024-02-29T12:30:15Z.yaml"');
    expect(exported.body).toMatchObject({ info: { version: '2024-02-29T12:30:15Z' } });
  });

  it('refuses a stage that the API does not have', async () => {
    const api = await orchard();
    expect(() => exportApi(api, 'prod', { exportType: 'swagger' })).toThrow(
      expect.objectContaining({
        name: 'NotFoundException',
        message: 'Invalid stage identifier specified',
        statusCode: 404,
      }),
    );
  });
});
