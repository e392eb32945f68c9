import type { Method, Resource, RestApi } from '../../emulator/config/types.ts';
import { ClientInput } from '../../emulator/gateway/client-input.ts';
import type { GatewayRequest, Trace } from '../../emulator/gateway/exchange.ts';

const source = { file: '/project/routes.json', line: 1, column: 1 };

const method: Method = {
  httpMethod: 'GET',
  authorizationType: 'NONE',
  apiKeyRequired: false,
  requestParameters: {},
  requestModels: {},
  methodResponses: {},
  source: { ...source, line: 12 },
};

const resource: Resource = {
  id: 'abc123',
  path: '/pets/{id}',
  pathPart: '{id}',
  parent: '/pets',
  methods: new Map([['GET', method]]),
  source: { ...source, line: 11 },
};

const api: RestApi = {
  kind: 'rest',
  id: 'a1b2c3d4e5',
  name: 'petRescue',
  apiKeySource: 'HEADER',
  binaryMediaTypes: [],
  disableExecuteApiEndpoint: false,
  resources: [resource],
  models: new Map(),
  requestValidators: new Map(),
  authorizers: new Map(),
  gatewayResponses: new Map(),
  stages: [{ name: 'v1', deploymentId: 'd1', variables: {}, source }],
  warnings: [],
  source,
};

/** The route of GET /pets/7. */
export const onePetRoute: Trace['route'] = { resource, method, pathParameters: { id: '7' } };

/** A call of onePet as integration request makes it. */
export const onePetCall: Trace['outgoing'] = {
  kind: 'lambda',
  functionName: 'onePet',
  qualifier: undefined,
  functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:onePet',
  payload: '{"id":"7"}',
  invocationType: 'RequestResponse',
  traceId: 'Root=1-00000000-000000000000000000000000',
  headers: [],
};

/** The trace of one request to the stage v1, answered 200 after 4 ms unless `trace` says otherwise. */
export function sampleTrace(request: Partial<GatewayRequest> = {}, trace: Partial<Trace> = {}): Trace {
  const full: GatewayRequest = {
    method: 'GET',
    path: '/pets/7',
    stagePath: `/v1${request.path ?? '/pets/7'}`,
    query: '',
    headers: [['Host', 'localhost']],
    body: Buffer.alloc(0),
    domainName: 'localhost',
    sourceIp: '127.0.0.1',
    protocol: 'HTTP/1.1',
    signal: new AbortController().signal,
    ...request,
  };
  return {
    deployment: { api, stage: api.stages[0] ?? fail(), access: { apiKeys: [], usagePlans: [] } },
    request: full,
    input: new ClientInput(full),
    context: {
      requestId: '00000000-0000-4000-8000-000000000000',
      extendedRequestId: 'AAAAAAAAAAAAAAA=',
      requestTime: '01/Jan/2026:00:00:00 +0000',
      requestTimeEpoch: 1_000,
      traceId: 'Root=1-00000000-000000000000000000000000',
    },
    endedAt: 1_004,
    notes: [],
    reply: { status: 200, headers: [], body: Buffer.from('{}') },
    ...trace,
  };
}

function fail(): never {
  throw new Error('The sample API has no stage.');
}
