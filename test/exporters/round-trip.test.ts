import { describe, expect, it } from 'vitest';
import type { RestApi } from '../../emulator/config/types.ts';
import { type Description, describeApi } from '../../emulator/exporters/describe.ts';
import { toJsonText } from '../../emulator/exporters/json-text.ts';
import { exportApi } from '../../emulator/exporters/openapi.ts';
import { toYamlText } from '../../emulator/exporters/yaml-text.ts';
import { importOpenApi } from '../../emulator/importers/openapi.ts';
import { readProject } from '../../emulator/read-project.ts';

const STAGES = [{ name: 'v1' }];

/** Everything that one dialect or the other could lose. */
const LIBRARY = {
  openapi: '3.0.1',
  info: { title: 'Library', version: '2', description: 'Books, "lent" and kept: # 1' },
  servers: [
    {
      url: 'https://library.test',
      'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint: true, vpcEndpointIds: ['vpce-1'] },
    },
  ],
  'x-amazon-apigateway-api-key-source': 'AUTHORIZER',
  'x-amazon-apigateway-minimum-compression-size': 0,
  'x-amazon-apigateway-binary-media-types': ['*/*'],
  'x-amazon-apigateway-policy': {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'arn:aws:execute-api:*' }],
  },
  'x-amazon-apigateway-request-validators': {
    'Validate body': { validateRequestBody: true, validateRequestParameters: false },
  },
  'x-amazon-apigateway-gateway-responses': {
    ACCESS_DENIED: { statusCode: 404, responseTemplates: { 'application/json': '{"message":"none"}' } },
    DEFAULT_5XX: { responseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" } },
  },
  paths: {
    '/': { get: { 'x-amazon-apigateway-integration': { type: 'mock' } } },
    '/books/{id}': {
      get: {
        operationId: 'oneBook',
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'edition', in: 'query', schema: { type: 'string' } },
          { name: 'Accept-Language', in: 'header', required: true, schema: { type: 'string' } },
        ],
        security: [{ sigv4: [] }],
        responses: {
          200: {},
          404: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Book' } } } },
        },
        'x-amazon-apigateway-integration': {
          type: 'aws',
          httpMethod: 'POST',
          credentials: 'arn:aws:iam::000000000000:role/r',
          uri: 'arn:aws:apigateway:us-east-1:dynamodb:action/GetItem',
          passthroughBehavior: 'never',
          timeoutInMillis: 50,
          cacheKeyParameters: ['method.request.path.id'],
          requestParameters: { 'integration.request.header.X-Id': 'method.request.path.id' },
          requestTemplates: { 'application/json': '#set($id = $input.params("id"))\n{ "Key": "$id" }' },
          responses: {
            '4\\d{2}': { statusCode: '404', responseTemplates: { 'application/json': '$input.json("$")' } },
            default: { statusCode: '200', contentHandling: 'CONVERT_TO_BINARY' },
          },
        },
      },
      put: {
        security: [{ guard: [] }, { api_key: [] }],
        'x-amazon-apigateway-request-validator': 'Validate body',
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Book' } } } },
        'x-amazon-apigateway-integration': {
          type: 'http_proxy',
          httpMethod: 'ANY',
          uri: 'http://books.test/{id}',
          connectionType: 'VPC_LINK',
          connectionId: 'link',
          requestParameters: { 'integration.request.path.id': 'method.request.path.id' },
        },
      },
    },
    '/{proxy+}': {
      'x-amazon-apigateway-any-method': {
        security: [{ pool: ['read', 'write'] }],
        'x-amazon-apigateway-integration': {
          type: 'aws_proxy',
          httpMethod: 'POST',
          uri: 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:rest/invocations',
        },
      },
    },
  },
  components: {
    schemas: {
      Book: {
        type: 'object',
        required: ['title'],
        properties: { title: { type: 'string' }, next: { $ref: '#/components/schemas/Book' } },
      },
    },
    securitySchemes: {
      api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
      sigv4: { type: 'apiKey', name: 'Authorization', in: 'header', 'x-amazon-apigateway-authtype': 'awsSigv4' },
      guard: {
        type: 'apiKey',
        name: 'Unused',
        in: 'header',
        'x-amazon-apigateway-authtype': 'custom',
        'x-amazon-apigateway-authorizer': {
          type: 'request',
          authorizerUri: 'arn:uri',
          identitySource: 'method.request.header.Auth, method.request.querystring.q',
          authorizerResultTtlInSeconds: 0,
        },
      },
      pool: {
        type: 'apiKey',
        name: 'Authorization',
        in: 'header',
        'x-amazon-apigateway-authtype': 'cognito_user_pools',
        'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: ['arn:pool'] },
      },
    },
  },
};

async function imported(document: object | string): Promise<RestApi> {
  const { api, problems } = await importOpenApi({ document, stages: STAGES });
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return api;
}

/** Ids and the order of lists are an import's own. */
function described(api: RestApi): Description {
  const sorted = <T extends Readonly<Record<string, unknown>>>(list: readonly T[], key: string): T[] =>
    [...list].sort((a, b) => (String(a[key]) < String(b[key]) ? -1 : 1));
  const description = JSON.parse(JSON.stringify(describeApi(api)).replaceAll(api.id, 'ID')) as Description;
  return {
    ...description,
    resources: sorted(description.resources, 'path'),
    authorizers: sorted(description.authorizers, 'name'),
  };
}

describe.each(['oas30', 'swagger'] as const)('an export as %s with all extensions', (exportType) => {
  it.each([
    ['JSON', toJsonText],
    ['YAML', toYamlText],
  ])('is imported as the same API from %s', async (_, toText) => {
    const api = await imported(LIBRARY);
    const { body } = exportApi(api, 'v1', { exportType, extensions: 'apigateway' });
    expect(described(await imported(toText(body)))).toEqual(described(api));
  });

  it('is what an import of it is exported as', async () => {
    const { body } = exportApi(await imported(LIBRARY), 'v1', { exportType, extensions: 'apigateway' });
    const again = await imported(body);
    const normal = (document: object, id: string): string =>
      JSON.stringify(document)
        .replaceAll(id, 'ID')
        .replace(/"cacheNamespace":"\w+"/, '');
    const first = /https?:\/\/(\w+)\.execute-api|"host":"(\w+)\./.exec(JSON.stringify(body));
    expect(normal(exportApi(again, 'v1', { exportType, extensions: 'apigateway' }).body, again.id)).toBe(
      normal(body, first?.[1] ?? first?.[2] ?? ''),
    );
  });

  it('of the pet rescue refers to nothing that is not in it', async () => {
    const { project } = await readProject({ root: '.' });
    const [api] = project?.apis ?? [];
    if (api === undefined) throw new Error('The pet rescue has no API.');
    const { body } = exportApi(api, 'v1', { exportType, extensions: 'apigateway' });
    const again = described(await imported(toYamlText(body)));
    const before = described(api);
    // An export has an order of its own, where routes.json has another.
    const sorted = ({ resources }: Description) =>
      resources.map(({ methods, ...resource }) => ({ ...resource, methods: [...(methods as string[])].sort() }));
    expect(sorted(again)).toEqual(sorted(before));
    const { paths } = body as { paths: Readonly<Record<string, object>> };
    expect(Object.keys(paths['/pets/{id}'] ?? {})).toEqual(['get', 'delete', 'options']);
    // An import declares the path variables that an OPTIONS method of "cors" doesn't.
    const named = ({ methods }: Description): [string, unknown][] =>
      Object.entries(methods)
        .filter(([name]) => !name.startsWith('OPTIONS '))
        .sort();
    expect(named(again)).toEqual(named(before));
    expect(again.models.map(({ name }) => name)).toEqual(expect.arrayContaining(['Empty', 'NewPet']));
  });
});
