import { describe, expect, it } from 'vitest';
import { loadProject } from '../../emulator/config/load.ts';
import { ROUTES_SCHEMA, resolve, type SchemaNode } from '../../emulator/config/schema.ts';
import { importOpenApi } from '../../emulator/importers/openapi.ts';
import { writeProject } from './fixture.ts';

const AUTHORIZER_URI =
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:hello/invocations';

/** A routes.json that sets every field there is, each to another value than its default. */
const EVERYTHING = {
  $schema: './routes.schema.json',
  name: 'everything',
  description: 'd',
  version: '2',
  accountConcurrency: 1000,
  accountThrottle: { rateLimit: 100.5, burstLimit: 50 },
  apiKeySource: 'AUTHORIZER',
  apiKeys: { ada: { description: 'd', value: 'a-key-of-twenty-characters', enabled: false } },
  usagePlans: {
    basic: {
      description: 'd',
      apiStages: [{ stage: 'v1', throttle: { '/pets/GET': { rateLimit: 1, burstLimit: 2 } } }],
      throttle: { rateLimit: 1, burstLimit: 2 },
      quota: { limit: 10, period: 'WEEK', offset: 1 },
      keys: ['ada'],
    },
  },
  stages: {
    v1: {
      description: 'd',
      variables: { a: 'b' },
      methodSettings: {
        '/pets/GET': {
          throttlingRateLimit: 1,
          throttlingBurstLimit: 2,
          cachingEnabled: true,
          cacheTtlInSeconds: 60,
          cacheDataEncrypted: true,
          requireAuthorizationForCacheControl: false,
          unauthorizedCacheControlHeaderStrategy: 'FAIL_WITH_403',
        },
      },
      cacheClusterEnabled: true,
      cacheClusterSize: '1.6',
      accessLogSettings: { destination: 'access.log', format: '$context.requestId' },
    },
  },
  functions: {
    hello: {
      description: 'd',
      handler: 'hello.handler',
      runtime: 'nodejs24.x',
      timeout: 4,
      memorySize: 256,
      environment: { AB: 'c' },
      reservedConcurrency: 5,
      eventInvokeConfig: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
    },
  },
  models: { Pet: { type: 'object', required: ['a'] } },
  requestValidators: { mine: { validateRequestBody: true, validateRequestParameters: true } },
  authorizers: {
    keeper: {
      description: 'd',
      type: 'TOKEN',
      function: 'hello',
      authorizerCredentials: 'arn:aws:iam::000000000000:role/a',
      authType: 'mine',
      identitySource: 'method.request.header.a',
      identityValidationExpression: 'a+',
      authorizerResultTtlInSeconds: 0,
    },
    requests: { type: 'REQUEST', authorizerUri: AUTHORIZER_URI, identitySource: 'context.path' },
    pool: {
      type: 'COGNITO_USER_POOLS',
      identitySource: 'method.request.header.a',
      providerARNs: ['arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_AbCdEfGhI'],
    },
  },
  policy: { file: 'policy.json' },
  iamUsers: {
    alice: {
      accountId: '111122223333',
      accessKeyId: 'LOCALKEYOFALICE00001',
      secretAccessKey: 's',
      sessionToken: 't',
      policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
    },
  },
  resources: {
    '/guarded': { GET: { authorizer: 'pool', authorizationScopes: ['a/b'] } },
    '/pets': {
      description: 'd',
      cors: true,
      GET: {
        description: 'd',
        operationName: 'get',
        authorizationType: 'AWS_IAM',
        apiKeyRequired: true,
        requestValidator: 'mine',
        requestModels: { 'application/json': 'Pet' },
        requestParameters: { 'method.request.header.a': true },
        integration: {
          description: 'd',
          type: 'HTTP',
          httpMethod: 'GET',
          uri: 'https://a.test',
          credentials: 'arn:aws:iam::000000000000:role/a',
          requestParameters: { 'integration.request.header.a': 'method.request.header.a' },
          requestTemplates: { 'application/json': { file: 'a.vtl' } },
          passthroughBehavior: 'NEVER',
          contentHandling: 'CONVERT_TO_TEXT',
          timeoutInMillis: 50,
          connectionType: 'INTERNET',
          responseTransferMode: 'BUFFERED',
          cacheKeyParameters: ['integration.request.header.a'],
          cacheNamespace: 'pets',
          responses: {
            default: {
              description: 'd',
              statusCode: 200,
              responseParameters: { 'method.response.header.a': "'b'" },
              responseTemplates: { 'application/json': 'x' },
              contentHandling: 'CONVERT_TO_TEXT',
            },
          },
        },
        responses: {
          200: {
            description: 'd',
            responseParameters: { 'method.response.header.a': true },
            responseModels: { 'application/json': 'Pet' },
          },
        },
      },
      ...Object.fromEntries(
        ['PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'ANY'].map((method) => [
          method,
          { integration: { type: 'AWS_PROXY', function: 'hello' } },
        ]),
      ),
    },
  },
  gatewayResponses: Object.fromEntries(
    Object.keys(ROUTES_SCHEMA.properties?.gatewayResponses?.properties ?? {}).map((type) => [
      type,
      {
        description: 'd',
        statusCode: 418,
        responseParameters: { 'gatewayresponse.header.a': "'b'" },
        responseTemplates: { 'text/plain': 'x' },
      },
    ]),
  ),
  disableExecuteApiEndpoint: true,
  customDomains: { 'api.pets.localhost': { basePathMappings: { '(none)': { stage: 'v1' } } } },
  corsOnErrors: true,
  binaryMediaTypes: ['a/b'],
  minimumCompressionSize: 0,
  site: {
    description: 'd',
    root: 'pages',
    indexDocument: 'i.html',
    errorDocument: 'e.html',
    publicList: true,
    cors: [
      {
        id: 'a',
        allowedOrigins: ['*'],
        allowedMethods: ['GET'],
        allowedHeaders: ['a'],
        exposeHeaders: ['a'],
        maxAgeSeconds: 1,
      },
    ],
  },
  serviceEndpoints: { s3: 'http://127.0.0.1:4566' },
};

const DOCUMENT = { stages: { v1: {} }, openapi: 'api.json' };

const FILES = {
  'hello.js': 'exports.handler = async () => ({});',
  'a.vtl': 'x',
  'policy.json': {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: 'execute-api:/*' }],
  },
  'api.json': { openapi: '3.0.1', info: { title: 'a' }, paths: { '/': { get: { responses: {} } } } },
  'site/index.html': '',
  'pages/i.html': '',
  'pages/e.html': '',
};

type Path = readonly (string | number)[];

interface Field {
  /** Where the sample has it. */
  readonly path: Path;
  /** `a method/integration` */
  readonly name: string;
  readonly schema: SchemaNode;
}

/** Every named property of the schema that a sample has. */
function fieldsOf(value: unknown, schema: SchemaNode, path: Path = []): Field[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => fieldsOf(item, resolve(schema.items ?? {}), [...path, index]));
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const named = schema.properties?.[key];
    const other = Object.values(schema.patternProperties ?? {})[0] ?? schema.additionalProperties;
    const node = resolve(named ?? (typeof other === 'object' ? other : {}));
    const below = fieldsOf(child, node, [...path, key]);
    return named ? [{ path: [...path, key], name: `${schema.title}/${key}`, schema: node }, ...below] : below;
  });
}

function without(value: unknown, [key, ...rest]: Path): unknown {
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? without(item, rest) : item));
  const entries = Object.entries(value as object);
  return Object.fromEntries(
    rest.length === 0
      ? entries.filter(([name]) => name !== key)
      : entries.map(([name, child]) => [name, name === key ? without(child, rest) : child]),
  );
}

function withValue(value: unknown, [key, ...rest]: Path, put: unknown): unknown {
  if (key === undefined) return put;
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? withValue(item, rest, put) : item));
  return { ...(value as object), [key]: withValue((value as Record<string, unknown>)[String(key)], rest, put) };
}

/** The project without what the text alone decides: places, and the deployment's id. */
async function projectOf(root: string, config: object): Promise<string> {
  const { project, problems } = await loadProject({ root, config, importOpenApi });
  if (!project) return problems.map(({ explanation }) => explanation.code).join();
  return JSON.stringify(project, (key, value) => {
    if (key === 'source' || key === 'deploymentId' || key === 'inputs') return undefined;
    return value instanceof Map ? [...value] : value;
  });
}

async function errorsOf(root: string, config: object) {
  const { problems } = await loadProject({ root, config, importOpenApi });
  return problems.filter(({ severity }) => severity === 'error').map(({ explanation }) => explanation);
}

const SAMPLES = [EVERYTHING, DOCUMENT];
const FIELDS = SAMPLES.flatMap((sample) =>
  fieldsOf(sample, ROUTES_SCHEMA).map((field) => ({ ...field, sample: sample as object })),
);

/** A remark, or a field whose only value is its default: nothing can depend on it. */
function decidesNothing({ name, schema }: Field): boolean {
  const remark = /^(A remark for people|A name for the rule)\.$/.test(schema.description ?? '');
  return remark || name === 'routes.json/$schema' || schema.enum?.length === 1;
}

describe('a field of routes.json', () => {
  it('is in the samples of this test, each one', async () => {
    const all = [ROUTES_SCHEMA, ...Object.values(ROUTES_SCHEMA.definitions ?? {})].flatMap((node) => [
      node,
      ...Object.values(node.properties ?? {}),
    ]);
    const names = all.flatMap((node) => Object.keys(node.properties ?? {}).map((name) => `${node.title}/${name}`));
    const sampled = new Set(FIELDS.map(({ name }) => name));
    expect(names.filter((name) => !sampled.has(name))).toEqual([]);
    const root = writeProject(FILES);
    for (const sample of SAMPLES) expect(await errorsOf(root, sample)).toEqual([]);
  });

  it('has an effect on the project: without it another one is made', async () => {
    const root = writeProject(FILES);
    const whole = new Map<object, string>();
    for (const sample of SAMPLES) whole.set(sample, await projectOf(root, sample));
    const ignored: string[] = [];
    for (const field of FIELDS.filter((one) => !decidesNothing(one))) {
      const less = await projectOf(root, without(field.sample, field.path) as object);
      if (less === whole.get(field.sample)) ignored.push(field.path.join('/'));
    }
    expect(ignored).toEqual([]);
  });
});

/** Every object of the samples whose schema names things of AWS that come later, once for each schema. */
const OWNERS = new Map(
  [{ path: [], name: '', schema: ROUTES_SCHEMA }, ...objectsOf(EVERYTHING, ROUTES_SCHEMA)]
    .filter(({ schema }) => schema['x-notSupportedYet'])
    .map((owner) => [owner.schema.title, owner]),
);

function objectsOf(value: unknown, schema: SchemaNode, path: Path = []): Field[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const other = Object.values(schema.patternProperties ?? {})[0] ?? schema.additionalProperties;
    const node = resolve(schema.properties?.[key] ?? (typeof other === 'object' ? other : {}));
    return [{ path: [...path, key], name: key, schema: node }, ...objectsOf(child, node, [...path, key])];
  });
}

it.each([...OWNERS.values()])(
  'what $schema.title can’t have yet is an error at its line, each',
  async ({ path, schema }) => {
    const later = schema['x-notSupportedYet'] ?? {};
    const owner = path.reduce((value: unknown, key) => (value as Record<string, unknown>)[String(key)], EVERYTHING);
    const added = Object.fromEntries(Object.keys(later).map((name) => [name, {}]));
    const config = withValue(EVERYTHING, path, { ...(owner as object), ...added }) as object;
    const lines = JSON.stringify(config, null, 2).split('\n');
    const errors = await errorsOf(writeProject(FILES), config);
    expect(errors.map(({ code, source }) => [code, lines[(source?.line ?? 0) - 1]?.trim().replace(/,$/, '')])).toEqual(
      Object.keys(later).map((name) => ['config-not-supported-yet', `"${name}": {}`]),
    );
    for (const [index, feature] of Object.values(later).entries()) expect(errors[index]?.what).toContain(feature);
  },
);

const VALUES = FIELDS.filter(({ schema }) => schema['x-valuesNotSupportedYet']).flatMap((field) =>
  Object.entries(field.schema['x-valuesNotSupportedYet'] ?? {}).map(([value, feature]) => ({ field, value, feature })),
);

it.each(VALUES)('the value $value is an error that names $feature', async ({ field, value, feature }) => {
  const put = value === 'true' ? true : value;
  const [error, ...others] = await errorsOf(writeProject(FILES), withValue(EVERYTHING, field.path, put) as object);
  expect(others).toEqual([]);
  expect(error).toMatchObject({ code: 'config-not-supported-yet', what: expect.stringContaining(feature) });
});
