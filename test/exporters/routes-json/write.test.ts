import { describe, expect, it } from 'vitest';
import { loadProject } from '../../../emulator/config/load.ts';
import { calledFunctions } from '../../../emulator/config/normalize/functions-by-name.ts';
import type { FunctionConfig, RestApi } from '../../../emulator/config/types.ts';
import { canonical } from '../../../emulator/exporters/routes-json/canonical.ts';
import { writeRoutes } from '../../../emulator/exporters/routes-json/write.ts';
import { importOpenApi } from '../../../emulator/importers/openapi.ts';
import { refusalOf } from '../../../emulator/importers/refusal.ts';
import { functionArn, lambdaIntegrationUri } from '../../../emulator/shared/aws-names.ts';
import { projectFolder } from '../../helpers/emulator.ts';
import { everything, manyShips, preflight } from './documents.ts';

interface Imported {
  readonly api: RestApi;
  readonly text: string;
  readonly routes: Record<string, never>;
  readonly leftOut: readonly object[];
}

async function write(document: object): Promise<Imported> {
  const { api, problems } = await importOpenApi({
    document,
    stages: [{ name: 'v1', variables: { host: 'ships.test' } }],
  });
  expect(refusalOf(problems)).toBeUndefined();
  const { text, leftOut } = writeRoutes({ api, functions: functionsOf(api) });
  return { api, text, routes: JSON.parse(text), leftOut };
}

function functionsOf(api: RestApi): Map<string, FunctionConfig> {
  const source = { file: '/functions.js', line: 1, column: 1 };
  const defaults = { root: '/', runtime: 'nodejs22.x', timeout: 3, memorySize: 128, environment: {}, source } as const;
  return new Map(
    calledFunctions(api).map((name) => [name, { name, handler: `functions/${name}.handler`, ...defaults }]),
  );
}

/** The API of the written text, read as `offstage check` reads it. */
async function readBack({ api, text }: Imported): Promise<RestApi | undefined> {
  const files = Object.fromEntries(calledFunctions(api).map((name) => [`functions/${name}.js`, '']));
  const root = await projectFolder({ 'routes.json': text, ...files });
  const { project, problems } = await loadProject({ root, serviceEndpoints: { sqs: 'http://127.0.0.1:9324' } });
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return project?.apis[0];
}

/** Everything but places, ids, AWS's warnings, and the two models that every routes.json has. */
function comparable({ resources, models, warnings: _, stages, ...api }: RestApi): unknown {
  const own = [...models].filter(([name]) => name !== 'Empty' && name !== 'Error');
  return JSON.parse(
    canonical({
      ...api,
      models: new Map(own),
      resources: new Map(resources.map(({ id: _id, ...resource }) => [resource.path, resource])),
      stages: stages.map(({ name, variables }) => ({ name, variables })),
    }),
  );
}

it('a stage is written with its cache and its access log, and read as the same again', async () => {
  const config = {
    stages: {
      v1: {
        methodSettings: { '*/*': { cachingEnabled: true, cacheTtlInSeconds: 60 } },
        cacheClusterEnabled: true,
        cacheClusterSize: '1.6',
        accessLogSettings: { destination: 'access.log', format: '$context.requestId' },
      },
      v2: { cacheClusterEnabled: true },
    },
    resources: { '/': { GET: { integration: { type: 'MOCK', cacheNamespace: 'all' } } } },
  };
  const loaded = async (written: object | string) => {
    const root = await projectFolder({ 'routes.json': written });
    return (await loadProject({ root })).project?.apis[0] as RestApi;
  };
  const api = await loaded(config);
  const again = await loaded(writeRoutes({ api, functions: new Map() }).text);
  const without = (key: string, value: unknown) => (key === 'source' || key === 'deploymentId' ? undefined : value);
  expect(JSON.stringify(again.stages, without)).toBe(JSON.stringify(api.stages, without));
  expect(again.resources[0]?.methods.get('GET')?.integration?.cacheNamespace).toBe('all');
});

describe('a routes.json that was written from an import', () => {
  it.each([
    ['with every extension', everything],
    ['of sixty resources and 360 methods', manyShips(60)],
    [
      'of Swagger',
      {
        swagger: '2.0',
        info: { title: 'a' },
        paths: { '/x': { get: { 'x-amazon-apigateway-integration': { type: 'mock' } } } },
      },
    ],
    ['with nothing in it', { openapi: '3.0.0', info: { title: 'nothing' }, paths: {} }],
  ])('is read as the same API: %s', async (_, document) => {
    const imported = await write(document);
    const again = await readBack(imported);
    expect(again && comparable(again)).toEqual(comparable(imported.api));
    expect(imported.leftOut).toEqual([]);
  });

  it('is the same when it is written once more', async () => {
    const imported = await write(everything);
    const again = await readBack(imported);
    expect(again && writeRoutes({ api: again, functions: functionsOf(imported.api) }).text).toBe(imported.text);
  });

  it('has the fields in one order, and on one line what fits there', async () => {
    const { text, routes } = await write(everything);
    expect(Object.keys(routes)).toEqual([
      'name',
      'description',
      'version',
      'binaryMediaTypes',
      'minimumCompressionSize',
      'stages',
      'functions',
      'models',
      'requestValidators',
      'corsOnErrors',
      'gatewayResponses',
      'resources',
    ]);
    expect(text).toContain('\n  "stages": { "v1": { "variables": { "host": "ships.test" } } },\n');
    const wide = text.split('\n').filter((line) => line.length > 110);
    expect(wide.filter((line) => !/^ *"[^"]+": "(?:[^"\\]|\\.)*",?$/.test(line))).toEqual([]);
  });
});

describe('the short forms', () => {
  it('stand where they say exactly the same', async () => {
    const { routes } = await write(everything);
    const { resources, models, requestValidators, gatewayResponses } = routes as Record<string, Record<string, object>>;
    expect(resources?.['/ships']).toMatchObject({
      cors: true,
      POST: { requestValidator: 'body', integration: { type: 'AWS_PROXY', function: 'createShip' } },
    });
    expect(resources?.['/ships']).not.toHaveProperty('OPTIONS');
    expect(resources?.['/ships']).not.toHaveProperty('POST.responses');
    expect(JSON.stringify(resources?.['/ships'])).not.toContain('Access-Control-Allow-Origin');
    // The console's Empty has a description, which a document can't say beside the schema.
    expect(Object.keys(models ?? {})).toEqual(['Empty', 'Fleet', 'Ship']);
    expect(Object.keys(requestValidators ?? {})).toEqual(['both', 'none']);
    expect(gatewayResponses?.DEFAULT_4XX).toEqual({
      responseParameters: { 'gatewayresponse.header.x-path': 'method.request.path.id' },
    });
    expect(gatewayResponses).not.toHaveProperty('DEFAULT_5XX');
  });

  it('stand for the console’s OPTIONS below a path variable, which an import declares for every method', async () => {
    const { '/ships': ships } = everything.paths;
    const imported = await write({ ...everything, paths: { '/ships/{id}': ships } });
    expect(imported.routes).toMatchObject({ resources: { '/ships/{id}': { cors: true } } });
    expect(imported.routes).not.toHaveProperty(['resources', '/ships/{id}', 'OPTIONS']);
    const again = await readBack(imported);
    const [options] = again?.resources.flatMap(({ methods }) => methods.get('OPTIONS') ?? []) ?? [];
    expect(options?.integration).toMatchObject({ type: 'MOCK' });
  });

  it('give way to the uri where account, region or alias are others', async () => {
    const { routes } = await write(everything);
    expect(routes).toHaveProperty(['resources', '/alias', 'GET', 'integration', 'uri']);
    expect(routes).toHaveProperty(['resources', '/elsewhere', 'GET', 'integration', 'uri']);
  });

  it.each([
    [
      'another origin',
      { responseParameters: { 'method.response.header.Access-Control-Allow-Origin': "'http://a.test'" } },
    ],
    ['a response template', { responseTemplates: { 'application/json': '{}' } }],
  ])('leave OPTIONS as it is with %s', async (_, change) => {
    const integration = preflight['x-amazon-apigateway-integration'];
    const response = { ...integration.responses.default, ...change };
    const options = {
      ...preflight,
      'x-amazon-apigateway-integration': { ...integration, responses: { default: response } },
    };
    const { routes, ...imported } = await write({
      ...everything,
      paths: { '/ships': { ...everything.paths['/ships'], options } },
    });
    expect(routes).toHaveProperty(['resources', '/ships', 'OPTIONS']);
    expect(routes).not.toHaveProperty(['resources', '/ships', 'cors']);
    const again = await readBack({ routes, ...imported });
    expect(again && comparable(again)).toEqual(comparable(imported.api));
  });

  it('leave a validator that is called like the console one and does something else', async () => {
    const validators = { 'Validate body': { validateRequestParameters: true }, body: { validateRequestBody: true } };
    const imported = await write({
      ...everything,
      'x-amazon-apigateway-request-validators': { ...validators, both: {} },
    });
    const again = await readBack(imported);
    const ships = again?.resources.find(({ path }) => path === '/ships');
    expect(ships?.methods.get('POST')?.requestValidator).toBe('Validate body');
    expect(again?.requestValidators.get('Validate body')).toMatchObject({ validateRequestBody: false });
  });
});

describe('an integration that streams its response', () => {
  it('keeps `function` as the short form of its uri', async () => {
    const uri =
      'arn:aws:apigateway:us-east-1:lambda:path/2021-11-15/functions/arn:aws:lambda:us-east-1:000000000000:function:pets/response-streaming-invocations';
    const get = {
      'x-amazon-apigateway-integration': {
        type: 'aws_proxy',
        httpMethod: 'POST',
        uri,
        timeoutInMillis: 900_000,
        responseTransferMode: 'STREAM',
      },
    };
    const imported = await write({ openapi: '3.0.1', info: { title: 'streams' }, paths: { '/': { get } } });
    expect(imported.routes).toMatchObject({
      resources: {
        '/': { GET: { integration: { type: 'AWS_PROXY', function: 'pets', responseTransferMode: 'STREAM' } } },
      },
    });
    expect(imported.leftOut).toEqual([]);
    expect(comparable(imported.api)).toEqual(comparable((await readBack(imported)) as RestApi));
  });
});

describe('the authorizers of an import', () => {
  const lambdaUri = lambdaIntegrationUri(functionArn('keeper'));
  const scheme = (authorizer: object, authtype = 'custom') => ({
    type: 'apiKey',
    name: 'Authorization',
    in: 'header',
    'x-amazon-apigateway-authtype': authtype,
    'x-amazon-apigateway-authorizer': authorizer,
  });
  const guarded = (security: object[]) => ({
    get: { security, 'x-amazon-apigateway-integration': { type: 'mock' } },
  });

  it('are the same in routes.json, with the function in the place of its uri', async () => {
    const imported = await write({
      openapi: '3.0.1',
      info: { title: 'guarded' },
      paths: {
        '/token': guarded([{ token: [] }]),
        '/request': guarded([{ request: [] }]),
        '/pool': guarded([{ pool: ['pets/read'] }]),
        '/iam': guarded([{ iam: [] }]),
      },
      components: {
        securitySchemes: {
          token: scheme({ type: 'token', authorizerUri: lambdaUri, identityValidationExpression: 'a.*' }),
          request: scheme(
            {
              type: 'request',
              authorizerUri: lambdaUri.replace(':keeper/', ':keeper:live/'),
              authorizerResultTtlInSeconds: 0,
            },
            'oauth',
          ),
          pool: scheme(
            {
              type: 'cognito_user_pools',
              providerARNs: ['arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_AbCdEfGhI'],
            },
            'cognito_user_pools',
          ),
          iam: { type: 'apiKey', name: 'Authorization', in: 'header', 'x-amazon-apigateway-authtype': 'awsSigv4' },
        },
      },
    });
    expect(imported.leftOut).toEqual([]);
    expect(imported.routes.authorizers).toEqual({
      token: {
        type: 'TOKEN',
        function: 'keeper',
        identitySource: 'method.request.header.Authorization',
        identityValidationExpression: 'a.*',
      },
      request: {
        type: 'REQUEST',
        authType: 'oauth',
        authorizerUri: expect.stringContaining(':keeper:live/'),
        authorizerResultTtlInSeconds: 0,
      },
      pool: {
        type: 'COGNITO_USER_POOLS',
        identitySource: 'method.request.header.Authorization',
        providerARNs: ['arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_AbCdEfGhI'],
      },
    });
    expect(imported.routes.resources).toMatchObject({
      '/token': { GET: { authorizer: 'token' } },
      '/pool': { GET: { authorizer: 'pool', authorizationScopes: ['pets/read'] } },
      '/iam': { GET: { authorizationType: 'AWS_IAM' } },
    });
    expect(comparable(imported.api)).toEqual(comparable((await readBack(imported)) as RestApi));
  });
});

describe('what routes.json has no word for', () => {
  it('is left out and told with its place, each method once', async () => {
    const document = {
      openapi: '3.0.1',
      info: { title: 'guarded' },
      paths: {
        '/a': {
          get: {
            'x-amazon-apigateway-integration': {
              type: 'http',
              httpMethod: 'GET',
              uri: 'http://a.test',
              connectionType: 'VPC_LINK',
              connectionId: 'link',
              tlsConfig: { insecureSkipVerification: true },
            },
          },
        },
      },
    };
    const imported = await write(document);
    const told = imported.leftOut as readonly { where: string; fields: readonly string[] }[];
    expect(told.map(({ where, fields }) => [where, ...fields])).toEqual([
      ['GET /a', 'connectionType', 'connectionId', 'tlsConfig'],
    ]);
    expect(await readBack(imported)).toBeDefined();
  });
});
