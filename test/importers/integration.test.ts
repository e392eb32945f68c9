import { describe, expect, it } from 'vitest';
import type { Integration } from '../../emulator/config/types.ts';
import { type ImportResult, importOpenApi } from '../../emulator/importers/openapi.ts';
import { refusalOf } from '../../emulator/importers/refusal.ts';

const LAMBDA =
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:fn/invocations';

function importWith(integration: object, operation: object = {}): Promise<ImportResult> {
  const get = { ...operation, 'x-amazon-apigateway-integration': integration };
  return importOpenApi({ document: { openapi: '3.0.1', paths: { '/kites': { get } } }, stages: [] });
}

async function integrationOf(integration: object, operation?: object): Promise<Integration | undefined> {
  const { api } = await importWith(integration, operation);
  return api.resources[1]?.methods.get('GET')?.integration;
}

async function refusalFor(integration: object, operation?: object): Promise<string | undefined> {
  return refusalOf((await importWith(integration, operation)).problems)?.message;
}

describe('x-amazon-apigateway-integration', () => {
  it('puts words in upper case and takes AWS defaults', async () => {
    expect(
      await integrationOf({
        type: 'http',
        httpMethod: 'get',
        uri: 'https://kites.test/',
        passthroughBehavior: 'never',
      }),
    ).toMatchObject({
      type: 'HTTP',
      httpMethod: 'GET',
      passthroughBehavior: 'NEVER',
      connectionType: 'INTERNET',
      timeoutInMillis: 29000,
      cacheKeyParameters: [],
      responses: [],
    });
  });

  it('keeps no httpMethod and no uri on a MOCK, and a connectionType on HTTP only', async () => {
    const mock = await integrationOf({
      type: 'mock',
      httpMethod: 'POST',
      uri: 'https://kites.test',
      connectionType: 'VPC_LINK',
    });
    expect([mock?.httpMethod, mock?.uri, mock?.connectionType]).toEqual([undefined, undefined, undefined]);
    const lambda = await integrationOf({ type: 'aws', httpMethod: 'POST', uri: LAMBDA, credentials: '' });
    expect([lambda?.connectionType, lambda?.credentials]).toEqual([undefined, undefined]);
  });

  it('makes every key of responses but default a selection pattern, in the order of their status', async () => {
    const integration = await integrationOf({
      type: 'mock',
      responses: {
        '5\\d{2}': { statusCode: 502 },
        default: { statusCode: '200', contentHandling: 'convert_to_binary' },
      },
    });
    expect(integration?.responses).toMatchObject([
      { statusCode: '200', selectionPattern: undefined, contentHandling: 'CONVERT_TO_BINARY' },
      { statusCode: '502', selectionPattern: '5\\d{2}' },
    ]);
  });

  it('keeps the later of two responses with the same status', async () => {
    const responses = { 'a.*': { statusCode: '400' }, 'b.*': { statusCode: '400' } };
    expect((await integrationOf({ type: 'mock', responses }))?.responses.map((one) => one.selectionPattern)).toEqual([
      'b.*',
    ]);
  });

  it('takes a template that is null, empty or __passthrough__ as an empty one', async () => {
    const requestTemplates = { 'a/a': null, 'b/b': '', 'c/c': '__passthrough__', 'd/d': 'x' };
    const integration = await integrationOf({ type: 'mock', requestTemplates });
    expect(Object.values(integration?.requestTemplates ?? {}).map((template) => template.text)).toEqual([
      '',
      '',
      '',
      'x',
    ]);
  });

  it('follows a reference', async () => {
    const document = {
      openapi: '3.0.1',
      paths: { '/': { get: { 'x-amazon-apigateway-integration': { $ref: '#/components/x-mocks/plain' } } } },
      components: { 'x-mocks': { plain: { type: 'mock' } } },
    };
    const { api } = await importOpenApi({ document, stages: [] });
    expect(api.resources[0]?.methods.get('GET')?.integration?.type).toBe('MOCK');
  });

  it('accepts a function that nobody has, and stage variables anywhere in a uri', async () => {
    for (const uri of [LAMBDA, LAMBDA.replace('fn', '${stageVariables.fn}')]) {
      expect(await refusalFor({ type: 'aws_proxy', httpMethod: 'POST', uri })).toBeUndefined();
    }
    expect(
      await refusalFor({ type: 'http', httpMethod: 'GET', uri: 'http://${stageVariables.host}/' }),
    ).toBeUndefined();
  });
});

describe('what PutIntegration refuses', () => {
  const PUT = "Errors found during import:\n\tUnable to put integration on 'GET' for resource at path '/kites': ";
  const INVALID = 'Invalid mapping expression specified: Validation Result: warnings : [], errors : ';

  it.each<[string, object, string]>([
    ['no httpMethod', { type: 'aws', uri: LAMBDA }, 'Enumeration value for HttpMethod must be non-empty'],
    ['a word as URL', { type: 'http', httpMethod: 'GET', uri: 'kites' }, 'Invalid HTTP endpoint specified for URI'],
    ['a wrong ARN', { type: 'aws', httpMethod: 'POST', uri: 'arn:kites' }, 'Invalid ARN specified in the request'],
    [
      'an ARN without path or action',
      { type: 'aws', httpMethod: 'POST', uri: 'arn:aws:apigateway:us-east-1:sqs:kites' },
      'AWS ARN for integration must contain path or action',
    ],
    [
      'a cache key parameter that is not declared',
      { type: 'mock', cacheKeyParameters: ['method.request.header.a'] },
      'Invalid cache key parameter specified',
    ],
    [
      'a parameter that is not declared',
      { type: 'mock', requestParameters: { 'integration.request.header.a': 'method.request.header.a' } },
      `${INVALID}[Invalid mapping expression parameter specified: method.request.header.a]`,
    ],
    [
      'a static value without quotes',
      { type: 'mock', requestParameters: { 'integration.request.header.a': 'true' } },
      `${INVALID}[Invalid mapping expression specified: true]`,
    ],
  ])('%s', async (_, integration, reason) => {
    expect(await refusalFor(integration)).toBe(`${PUT}${reason}`);
  });

  it('takes declared parameters, multi values, bodies, context and stage variables', async () => {
    const requestParameters = {
      'integration.request.header.a': 'method.request.header.wind',
      'integration.request.header.b': 'method.request.multivalueheader.wind',
      'integration.request.header.c': 'method.request.body.kite.colour',
      'integration.request.header.d': 'context.requestId',
      'integration.request.header.e': 'stageVariables.x',
      'integration.request.header.f': "'text'",
    };
    const parameters = [{ name: 'wind', in: 'header', schema: { type: 'string' } }];
    expect(await refusalFor({ type: 'mock', requestParameters }, { parameters })).toBeUndefined();
  });
});

describe('what PutIntegrationResponse refuses', () => {
  const mapped = (expression: string): object => ({
    type: 'mock',
    responses: { default: { statusCode: '200', responseParameters: { 'method.response.header.Allow': expression } } },
  });
  const declared = { responses: { 200: { headers: { Allow: {} } } } };

  it('a header of a status without method response', async () => {
    expect(await refusalFor(mapped("'*'"))).toContain('[No method response exists for method.]');
  });

  it('a header that the method response does not declare', async () => {
    expect(await refusalFor(mapped("'*'"), { responses: { 200: {} } })).toContain(
      '[Invalid mapping expression parameter specified: method.response.header.Allow]',
    );
  });

  it('a static value without its quotes', async () => {
    expect(await refusalFor(mapped('*'), declared)).toContain('[Invalid mapping expression specified: *]');
    expect(await refusalFor(mapped("'*'"), declared)).toBeUndefined();
    expect(await refusalFor(mapped('integration.response.header.Allow'), declared)).toBeUndefined();
  });

  it('a status that is none', async () => {
    expect(await refusalFor({ type: 'mock', responses: { default: {} } })).toContain(
      'Invalid response status code specified',
    );
  });
});
