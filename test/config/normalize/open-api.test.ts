import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadProject } from '../../../emulator/config/load.ts';
import { importOpenApi } from '../../../emulator/importers/openapi.ts';
import { codes, only, writeProject } from '../fixture.ts';

const uri = (name: string) =>
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:${name}/invocations`;

const document = (name: string, part: object = {}) => ({
  openapi: '3.0.1',
  info: { title: 'petRescue', version: '1' },
  paths: {
    '/pets': {
      get: { 'x-amazon-apigateway-integration': { type: 'aws', httpMethod: 'POST', uri: uri(name), ...part } },
    },
  },
});

const ROUTES = {
  openapi: 'api.json',
  stages: { v1: { variables: { a: 'b' } } },
  functions: { hello: { handler: 'hello.handler' } },
};

async function load(api: unknown, routes: object = ROUTES) {
  const root = writeProject({ 'routes.json': routes, 'hello.js': '', ...(api !== undefined && { 'api.json': api }) });
  return { root, ...(await loadProject({ root, importOpenApi })) };
}

describe('an OpenAPI document in the place of resources', () => {
  it('gives the API, with the stages and functions of routes.json and nothing added', async () => {
    const { root, project, problems, inputs } = await load(document('hello'));
    expect(problems).toEqual([]);
    const [api] = project?.apis ?? [];
    expect(api?.name).toBe('petRescue');
    expect(api?.stages).toMatchObject([
      { name: 'v1', variables: { a: 'b' }, source: { file: join(root, 'routes.json'), line: 4 } },
    ]);
    const method = api?.resources.find(({ path }) => path === '/pets')?.methods.get('GET');
    expect(method?.methodResponses).toEqual({});
    expect(method?.integration?.responses).toEqual([]);
    expect([...(api?.models.keys() ?? [])]).toEqual([]);
    expect(inputs).toEqual([join(root, 'routes.json'), join(root, 'api.json')]);
  });

  it('may be YAML', async () => {
    const { project } = await load("swagger: '2.0'\ninfo: { title: pets }\npaths: { /pets: {} }\n");
    expect(project?.apis[0]?.resources.map(({ path }) => path)).toEqual(['/', '/pets']);
  });

  it('with a function that isn’t there is refused', async () => {
    const { root, problems } = await load(document('helo'));
    expect(codes(problems)).toEqual(['error config-unknown-function']);
    expect(problems[0]?.explanation.source?.file).toBe(join(root, 'api.json'));
    expect(problems[0]?.explanation.detail).toContain('x-amazon-apigateway-integration');
  });

  it.each([3601, -1, 0.5])('with an authorizer that keeps its answers %s seconds is refused', async (ttl) => {
    const extension = { type: 'token', authorizerUri: uri('hello'), authorizerResultTtlInSeconds: ttl };
    const guard = { type: 'apiKey', in: 'header', name: 'Authorization', 'x-amazon-apigateway-authorizer': extension };
    const { problems } = await load({ ...document('hello'), components: { securitySchemes: { guard } } });
    expect(codes(problems)).toEqual(['error config-authorizer']);
    expect(only(problems).what).toContain(`a number of seconds that AWS refuses: "${ttl}"`);
  });

  it('with a pattern that Java refuses is refused', async () => {
    const { problems } = await load(document('hello', { responses: { '(': { statusCode: '200' } } }));
    expect(codes(problems)).toContain('error config-selection-pattern');
  });

  it('that isn’t there, or is none, is told', async () => {
    expect(only((await load(undefined)).problems)).toMatchObject({ code: 'config-missing-file', place: '2:14' });
    expect(codes((await load('{}')).problems)).toEqual(['error import-unreadable']);
    expect(codes((await load('{ "openapi": ')).problems)).toEqual(['error import-unreadable']);
  });

  it('can’t stand beside what it says itself', async () => {
    const { problems } = await load(document('hello'), { ...ROUTES, resources: {}, name: 'x' });
    expect(codes(problems)).toEqual(['error config-beside-openapi', 'error config-beside-openapi']);
  });
});
