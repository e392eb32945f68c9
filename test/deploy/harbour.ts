import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * A project with what the pet rescue has not: keys and plans, authorizers of both kinds, validators, parameters, HTTP
 * and MOCK integrations, settings of stages, an environment with a secret. Two of its routes need no function, so that
 * a control plane that runs none answers them.
 */
const ROUTES = {
  name: 'harbour',
  description: 'Boats and their berths',
  version: '2.1',
  apiKeySource: 'HEADER',
  binaryMediaTypes: ['image/png'],
  minimumCompressionSize: 1024,
  stages: {
    v1: {
      description: 'what the crews see',
      variables: { greeting: 'Ahoy', table: 'boats-v1' },
      methodSettings: {
        '*/*': { throttlingRateLimit: 50, throttlingBurstLimit: 20 },
        '/boats/{id}/GET': { cachingEnabled: true, cacheTtlInSeconds: 60 },
      },
      cacheClusterEnabled: true,
      cacheClusterSize: '0.5',
      accessLogSettings: { format: '$context.requestId $context.status' },
    },
    prod: { variables: { greeting: 'Welcome' } },
  },
  functions: {
    berth: {
      handler: 'functions/berth.handler',
      runtime: 'nodejs20.x',
      timeout: 7,
      memorySize: 256,
      environment: { TABLE: 'boats', TOKEN: '${HARBOUR_TOKEN}' },
    },
    pilot: { handler: 'functions/port/pilot.guide' },
    keeper: { handler: 'functions/keeper.handler', timeout: 5 },
  },
  models: {
    Boat: { type: 'object', required: ['name'], properties: { name: { type: 'string', maxLength: 40 } } },
  },
  requestValidators: { strict: { validateRequestBody: true, validateRequestParameters: true } },
  authorizers: {
    keeper: { type: 'TOKEN', function: 'keeper', identitySource: 'method.request.header.Authorization' },
    crew: {
      type: 'REQUEST',
      function: 'keeper',
      identitySource: 'method.request.header.X-Crew,method.request.querystring.ship',
      authorizerResultTtlInSeconds: 0,
    },
  },
  corsOnErrors: true,
  gatewayResponses: {
    THROTTLED: {
      statusCode: 429,
      responseParameters: {
        'gatewayresponse.header.Retry-After': "'7'",
        'gatewayresponse.header.Access-Control-Allow-Origin': "'*'",
      },
      responseTemplates: { 'application/json': '{"busy":$context.error.messageString}' },
    },
  },
  apiKeys: { captain: { value: '${CAPTAIN_KEY}', description: 'for the bridge' }, mate: { value: '${MATE_KEY}' } },
  usagePlans: {
    crews: {
      description: 'all crews',
      apiStages: [{ stage: 'v1' }, { stage: 'prod' }],
      throttle: { rateLimit: 5, burstLimit: 2 },
      quota: { limit: 1000, period: 'WEEK', offset: 1 },
      keys: ['captain', 'mate'],
    },
  },
  resources: {
    '/greeting': {
      GET: {
        integration: {
          type: 'MOCK',
          requestTemplates: { 'application/json': '{"statusCode": 200}' },
          responses: {
            default: {
              statusCode: '200',
              responseTemplates: { 'text/plain': '$stageVariables.greeting from the first version' },
            },
          },
        },
      },
    },
    '/boats': {
      cors: true,
      POST: {
        operationName: 'addBoat',
        authorizer: 'keeper',
        apiKeyRequired: true,
        requestValidator: 'strict',
        requestModels: { 'application/json': 'Boat' },
        requestParameters: {
          'method.request.header.X-Trip': true,
          'method.request.querystring.dry': false,
        },
        integration: {
          type: 'AWS',
          function: 'berth',
          passthroughBehavior: 'NEVER',
          timeoutInMillis: 7000,
          requestTemplates: { 'application/json': '{"boat":$input.json("$"),"trip":"$input.params(\'X-Trip\')"}' },
          responses: {
            '.*no berth.*': { statusCode: '409', responseTemplates: { 'application/json': '{"full":true}' } },
            default: { statusCode: '201' },
          },
        },
        responses: { 201: { responseModels: { 'application/json': 'Boat' } }, 409: {} },
      },
    },
    '/boats/{id}': {
      GET: {
        requestParameters: { 'method.request.path.id': true },
        integration: { type: 'AWS_PROXY', function: 'berth', cacheKeyParameters: ['method.request.path.id'] },
      },
    },
    '/boats/{id}/pilot': { ANY: { authorizer: 'crew', integration: { type: 'AWS_PROXY', function: 'pilot' } } },
    '/tides/{proxy+}': {
      GET: {
        requestParameters: { 'method.request.path.proxy': true },
        integration: {
          type: 'HTTP_PROXY',
          httpMethod: 'GET',
          uri: 'https://tides.example.com/{proxy}',
          requestParameters: { 'integration.request.path.proxy': 'method.request.path.proxy' },
        },
      },
    },
  },
  site: { root: 'site', indexDocument: 'index.html', errorDocument: 'errors/404.html' },
};

/** Its secrets, which no output may have. */
export const harbourEnv: Readonly<Record<string, string>> = {
  HARBOUR_TOKEN: 's3cret-of-the-harbour',
  CAPTAIN_KEY: 'captain-key-0123456789',
  MATE_KEY: 'mate-key-0123456789abc',
};

/** Its files beside routes.json. */
const FILES: Readonly<Record<string, string>> = {
  '.env': Object.entries(harbourEnv)
    .map(([name, value]) => `${name}=${value}\n`)
    .join(''),
  'functions/berth.js': 'exports.handler = async () => ({ statusCode: 200, body: process.env.TABLE });\n',
  'functions/port/pilot.mjs': 'export const guide = async () => ({ statusCode: 200 });\n',
  'functions/keeper.ts': 'export const handler = async (): Promise<object> => ({ principalId: "crew" });\n',
  'site/index.html': '<!doctype html><title>Harbour</title><script src="app.js"></script>\n',
  'site/app.js': 'console.log("boats");\n',
  'site/style.css': 'body { margin: 0 }\n',
  'site/boat.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
  'site/errors/404.html': '<!doctype html><title>Not here</title>\n',
};

/** The project in a folder of its own; whoever asked for it removes it. */
export function copyHarbour(): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'offstage-harbour-')));
  for (const [name, text] of Object.entries({ ...FILES, 'routes.json': JSON.stringify(ROUTES, null, 2) })) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}
