import { describe, expect, it } from 'vitest';
import { describeApi } from '../../emulator/exporters/describe.ts';
import { importOpenApi } from '../../emulator/importers/openapi.ts';

describe('describeApi', () => {
  it('leaves out what is not set', async () => {
    const document = { openapi: '3.0.1', info: { title: 'Bare' }, paths: { '/': { get: {} } } };
    const { api } = await importOpenApi({ document, stages: [] });
    expect(describeApi(api)).toEqual({
      restApi: {
        id: api.id,
        name: 'Bare',
        apiKeySource: 'HEADER',
        endpointConfiguration: { types: ['EDGE'], ipAddressType: 'ipv4' },
        disableExecuteApiEndpoint: false,
      },
      resources: [{ path: '/', methods: ['GET'] }],
      methods: { 'GET /': { apiKeyRequired: false, authorizationType: 'NONE' } },
      models: [],
      authorizers: [],
      requestValidators: [],
    });
  });

  it('describes a method with names in the place of ids, and an empty template as null', async () => {
    const { api } = await importOpenApi({
      document: {
        openapi: '3.0.1',
        info: { title: 'Bells', version: '7' },
        'x-amazon-apigateway-request-validators': { strict: { validateRequestBody: true } },
        paths: {
          '/bells': {
            put: {
              operationId: 'ring',
              'x-amazon-apigateway-request-validator': 'strict',
              security: [{ warden: [] }],
              responses: { 201: { headers: { Location: {} } } },
              'x-amazon-apigateway-integration': {
                type: 'http',
                httpMethod: 'POST',
                uri: 'https://bells.test',
                timeoutInMillis: 500,
                requestTemplates: { 'application/json': '' },
                responses: { '': { statusCode: 201, responseTemplates: { 'text/plain': 'dong' } } },
              },
            },
          },
        },
        components: {
          securitySchemes: {
            warden: {
              type: 'apiKey',
              name: 'Auth',
              in: 'header',
              'x-amazon-apigateway-authorizer': { type: 'token', authorizerUri: 'arn:x' },
            },
          },
        },
      },
      stages: [],
    });
    expect(describeApi(api).methods['PUT /bells']).toEqual({
      apiKeyRequired: false,
      authorizationType: 'CUSTOM',
      authorizer: 'warden',
      operationName: 'ring',
      requestValidator: 'strict',
      methodResponses: { 201: { statusCode: '201', responseParameters: { 'method.response.header.Location': false } } },
      methodIntegration: {
        type: 'HTTP',
        httpMethod: 'POST',
        uri: 'https://bells.test',
        connectionType: 'INTERNET',
        requestTemplates: { 'application/json': null },
        integrationResponses: {
          201: { statusCode: '201', selectionPattern: '', responseTemplates: { 'text/plain': 'dong' } },
        },
        passthroughBehavior: 'WHEN_NO_MATCH',
        timeoutInMillis: 500,
        cacheKeyParameters: [],
      },
    });
    expect(describeApi(api).authorizers).toEqual([
      {
        name: 'warden',
        type: 'TOKEN',
        authType: 'custom',
        authorizerUri: 'arn:x',
        identitySource: 'method.request.header.Auth',
      },
    ]);
    expect(describeApi(api).requestValidators).toEqual([
      { name: 'strict', validateRequestBody: true, validateRequestParameters: false },
    ]);
  });

  it('writes the short resource of a policy in full', async () => {
    const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Resource: 'execute-api:/*' }] };
    const document = { openapi: '3.0.1', 'x-amazon-apigateway-policy': policy, paths: {} };
    const { api } = await importOpenApi({ document, stages: [] });
    expect(describeApi(api).restApi.policy).toContain(`"arn:aws:execute-api:us-east-1:000000000000:${api.id}/*"`);
  });
});
