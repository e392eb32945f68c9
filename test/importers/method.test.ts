import { describe, expect, it } from 'vitest';
import { importOpenApi } from '../../emulator/importers/openapi.ts';
import { refusalOf } from '../../emulator/importers/refusal.ts';

describe('an operation', () => {
  it('has the parameters of its path, and its own instead of those of the same name', async () => {
    const { api } = await importOpenApi({
      document: {
        openapi: '3.0.1',
        paths: {
          '/{proxy+}': {
            parameters: [
              { name: 'page', in: 'query', required: true },
              { name: 'lang', in: 'header' },
              { $ref: '#/components/parameters/Trace' },
            ],
            'x-amazon-apigateway-any-method': {
              parameters: [
                { name: 'page', in: 'query' },
                { name: 'c', in: 'cookie' },
              ],
            },
          },
        },
        components: { parameters: { Trace: { name: 'trace', in: 'header', required: true } } },
      },
      stages: [],
    });
    expect(api.resources[1]?.methods.get('ANY')?.requestParameters).toEqual({
      'method.request.path.proxy': true,
      'method.request.querystring.page': false,
      'method.request.header.lang': false,
      'method.request.header.trace': true,
    });
  });

  it('takes the request validator of the document unless it names its own', async () => {
    const { api, problems } = await importOpenApi({
      document: {
        openapi: '3.0.1',
        'x-amazon-apigateway-request-validators': { all: { validateRequestBody: true }, none: {} },
        'x-amazon-apigateway-request-validator': 'all',
        paths: {
          '/': {
            get: {},
            put: { 'x-amazon-apigateway-request-validator': 'none' },
            post: { 'x-amazon-apigateway-request-validator': 'lost' },
          },
        },
      },
      stages: [],
    });
    const validators = [...(api.resources[0]?.methods.values() ?? [])].map((method) => method.requestValidator);
    expect(validators).toEqual(['all', 'none', undefined]);
    expect(problems.map((problem) => problem.explanation.code)).toEqual(['import-request-validator-unknown']);
  });

  it('without an integration is a method without one', async () => {
    const { api } = await importOpenApi({ document: { openapi: '3.0.1', paths: { '/': { get: {} } } }, stages: [] });
    expect(api.resources[0]?.methods.get('GET')?.integration).toBeUndefined();
  });

  it('that is no method of API Gateway is left out', async () => {
    const document = {
      openapi: '3.0.1',
      paths: { '/': { trace: {}, summary: 'x', get: null }, 'x-notes': { get: {} } },
    };
    const { api } = await importOpenApi({ document, stages: [] });
    expect(api.resources.map(({ path, methods }) => [path, methods.size])).toEqual([['/', 0]]);
  });

  it('has a method response for each status code, and for nothing else', async () => {
    const responses = { 200: { $ref: '#/components/responses/Fine' }, default: {}, '4XX': {}, 500: { $ref: '#/lost' } };
    const { api, problems } = await importOpenApi({
      document: {
        openapi: '3.0.1',
        paths: { '/': { get: { responses } } },
        components: { responses: { Fine: { headers: { ETag: {} } } } },
      },
      stages: [],
    });
    expect(Object.keys(api.resources[0]?.methods.get('GET')?.methodResponses ?? {})).toEqual(['200']);
    expect(problems.map((problem) => problem.explanation.code).sort()).toEqual([
      'import-reference-missing',
      'import-response-status-ignored',
      'import-response-status-ignored',
    ]);
  });

  it('survives references in a circle', async () => {
    const document = { openapi: '3.0.1', paths: { '/': { $ref: '#/a' } }, a: { $ref: '#/b' }, b: { $ref: '#/a' } };
    const { api } = await importOpenApi({ document, stages: [] });
    expect(api.resources[0]?.methods.size).toBe(0);
  });
});

describe('paths that CreateResource refuses', () => {
  it.each([
    [
      ['/{a}', '/{b}'],
      "'/{b}': A sibling ({a}) of this resource already has a variable path part -- only one is allowed",
    ],
    [['/{proxy+}/x'], "'/{proxy+}/x': Cannot create a child of a resource with a greedy path variable: {proxy+}"],
    [
      ['/a b'],
      "'/a b': Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.",
    ],
    [['/res{p}'], "'/res{p}': Resource's path part only allow"],
  ])('%s', async (paths, text) => {
    const document = { openapi: '3.0.1', paths: Object.fromEntries(paths.map((path) => [path, { get: {} }])) };
    const { problems } = await importOpenApi({ document, stages: [] });
    expect(refusalOf(problems)?.message).toContain(`Unable to create resource at path ${text}`);
  });

  it('takes the same variable twice, and repeated and trailing slashes', async () => {
    const document = { openapi: '3.0.1', paths: { '/{a}': { get: {} }, '/{a}//b/': { get: {} } } };
    const { api, problems } = await importOpenApi({ document, stages: [] });
    expect(problems).toEqual([]);
    expect(api.resources.map((resource) => resource.path)).toEqual(['/', '/{a}', '/{a}/b']);
  });

  it('tells that a path without its slash is ignored', async () => {
    const { problems } = await importOpenApi({
      document: { openapi: '3.0.1', paths: { pets: { get: {} } } },
      stages: [],
    });
    expect(problems[0]).toMatchObject({ severity: 'warning', explanation: { remedy: 'Write "/pets".' } });
  });
});
