import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ROUTES_SCHEMA } from '../../../emulator/config/schema.ts';
import type { Method, RestApi } from '../../../emulator/config/types.ts';
import { accessLogLine } from '../../../emulator/gateway/access-log/line.ts';
import type { Deployment, GatewayRequest, Trace } from '../../../emulator/gateway/exchange.ts';
import { ACCESS_LOG_VARIABLES } from '../../../emulator/shared/access-log-format.ts';
import { api, call, deployment, integration, LAMBDA_URI, request, returned, threw } from '../../helpers/gateway.ts';
import { iamUser, signedRequest } from '../../helpers/sign.ts';

type Effects = Parameters<typeof call>[2];

const PROXY = { integration: integration({ type: 'AWS_PROXY', uri: LAMBDA_URI }) };
const pets = (method: Partial<Method> = PROXY, more: Partial<RestApi> = {}) =>
  api({ '/pets/{id}': { GET: method } }, more);

/** `a=1 b=-`: the values of some variables for one request. */
async function logged(
  names: string,
  of: RestApi | Deployment = pets(),
  sent: GatewayRequest = request('/pets/7'),
  effects: Effects = { invoke: () => returned({ statusCode: 201, body: 'grün' }) },
): Promise<string> {
  return values(names, await call(of, sent, effects));
}

function values(names: string, trace: Trace): string {
  return accessLogLine(
    names.replace(/\S+/g, (name) => `${name}=$context.${name}`),
    trace,
  );
}

describe('the line of an access log', () => {
  const { examples = [] } = ROUTES_SCHEMA.definitions?.accessLogSettings?.properties?.format ?? {};

  it('is the format with the values of its variables: the console’s CLF, JSON, XML and CSV', async () => {
    const trace = await call(pets(), request('/pets/7'), { invoke: () => returned({ body: 'hello' }) });
    const id = '9d7959b4-3241-400a-816a-03112dc50e82';
    const extended = 'q6urq6urq6urq6u=';
    expect(examples.map((format) => accessLogLine(String(format), trace))).toEqual([
      `192.0.2.1 - - [21/Apr/2025:15:08:21 +0000] "GET /pets/{id} HTTP/1.1" 200 5 ${id} ${extended}`,
      `{ "requestId":"${id}", "extendedRequestId":"${extended}", "ip": "192.0.2.1", "caller":"-", "user":"-", "requestTime":"21/Apr/2025:15:08:21 +0000", "httpMethod":"GET", "resourcePath":"/pets/{id}", "status":"200", "protocol":"HTTP/1.1", "responseLength":"5" }`,
      `<request id="${id}"> <extendedRequestId>${extended}</extendedRequestId> <ip>192.0.2.1</ip> <caller>-</caller> <user>-</user> <requestTime>21/Apr/2025:15:08:21 +0000</requestTime> <httpMethod>GET</httpMethod> <resourcePath>/pets/{id}</resourcePath> <status>200</status> <protocol>HTTP/1.1</protocol> <responseLength>5</responseLength> </request>`,
      `192.0.2.1,-,-,21/Apr/2025:15:08:21 +0000,GET,/pets/{id},HTTP/1.1,200,5,${id},${extended}`,
    ]);
  });

  it('has - for what a request doesn’t have, and for what nobody knows', async () => {
    expect(await logged('identity.apiKey error.message waf.status xrayTraceId isCanaryRequest nonsense identity')).toBe(
      'identity.apiKey=- error.message=- waf.status=- xrayTraceId=- isCanaryRequest=- nonsense=- identity=-',
    );
  });

  it('takes names in braces, leaves text and other references as they are', async () => {
    const trace = await call(pets(), request('/pets/7'), { invoke: () => returned({}) });
    const format = '${context.status}00 $context.status. $stageVariables.a $context $contextual.a';
    expect(accessLogLine(format, trace)).toBe('20000 200. $stageVariables.a $context $contextual.a');
  });

  it('has each documented variable, well or not', async () => {
    for (const invoke of [() => returned({}), () => threw('no')]) {
      const trace = await call(pets(), request('/pets/7'), { invoke });
      const line = accessLogLine(ACCESS_LOG_VARIABLES.map((name) => `$context.${name}`).join('|'), trace);
      expect(line.split('|')).toHaveLength(ACCESS_LOG_VARIABLES.length);
      expect(line).not.toMatch(/undefined|\[object|NaN/);
    }
  });

  it('is one line whatever a value holds, and leaves quotes alone', async () => {
    const sent = request('/pets/7', { headers: [['User-Agent', 'a "b"']] });
    const invoke = () => threw('first\nsecond');
    expect(await logged('identity.userAgent integration.error', pets(), sent, { invoke })).toBe(
      'identity.userAgent=a "b" integration.error=Lambda Customer Function Error:first\\nsecond',
    );
  });
});

describe('the answer', () => {
  it('has its status, its length in bytes and its latency', async () => {
    const times = [0, 0, 20, 30, 40, 50];
    const clock = { now: () => times.shift() ?? 50 };
    const line = await logged('status responseLength integrationLatency responseLatency', pets(), request('/pets/7'), {
      invoke: () => returned({ statusCode: 201, body: 'grün' }),
      clock,
    });
    expect(line).toMatch(/^status=201 responseLength=5 integrationLatency=20 responseLatency=\d+$/);
  });

  it('that is streamed has the length of what was sent', async () => {
    const streamed = { httpMethod: 'GET' as const, uri: 'http://a.test', responseTransferMode: 'STREAM' };
    async function* rest() {
      yield Buffer.from('one');
      yield Buffer.from('three');
    }
    const send = async () => ({
      kind: 'answer' as const,
      status: 200,
      headers: [],
      body: Buffer.alloc(0),
      rest: rest(),
    });
    const of = pets({ integration: integration({ type: 'HTTP_PROXY', ...streamed }) });
    const trace = await call(of, request('/pets/7'), { send });
    expect(values('responseLength', trace)).toBe('responseLength=0');
    for await (const _ of trace.reply.body as AsyncIterable<Uint8Array>);
    expect(values('responseLength', trace)).toBe('responseLength=8');
  });

  it('of a refusal has its message, quoted and not, and its type', async () => {
    const names = 'status resourcePath error.message error.messageString error.responseType integration.status';
    expect(await logged(names, pets(), request('/cats'))).toBe(
      'status=403 resourcePath=- error.message=Missing Authentication Token error.messageString="Missing Authentication Token" error.responseType=MISSING_AUTHENTICATION_TOKEN integration.status=-',
    );
  });

  it('names a request that its client named otherwise than by a UUID', async () => {
    const named = (id: string) => request('/pets/7', { headers: [['x-amzn-RequestId', id]] });
    expect(await logged('requestId', pets(), named('mine'))).toBe('requestId=UUID_REPLACED_INVALID_REQUEST_ID');
    const uuid = '11111111-2222-4333-8444-555555555555';
    expect(await logged('requestId', pets(), named(uuid))).toBe(`requestId=${uuid}`);
  });
});

describe('the integration', () => {
  const names = 'integration.status integrationStatus integration.error awsEndpointRequestId integrationLatency';

  it('has the function’s status and Lambda’s', async () => {
    expect(await logged(names)).toBe(
      'integration.status=201 integrationStatus=200 integration.error=- awsEndpointRequestId=lambda-id integrationLatency=0',
    );
  });

  it('of a function that fails has its message in AWS’s words', async () => {
    expect(await logged(`${names} status`, pets(), request('/pets/7'), { invoke: () => threw('no pets') })).toBe(
      'integration.status=- integrationStatus=200 integration.error=Lambda Customer Function Error:no pets awsEndpointRequestId=lambda-id integrationLatency=0 status=502',
    );
  });

  it('that is a MOCK has nothing', async () => {
    expect(await logged(`${names} status`, pets({}))).toBe(
      'integration.status=- integrationStatus=- integration.error=- awsEndpointRequestId=- integrationLatency=- status=200',
    );
  });

  it('of a backend that is too slow says so', async () => {
    const http = integration({ type: 'HTTP_PROXY', httpMethod: 'GET', uri: 'http://a.test' });
    const send = async () => ({ kind: 'failure' as const, reason: 'timeout' as const, detail: 'slow' });
    expect(await logged(`${names} status`, pets({ integration: http }), request('/pets/7'), { send })).toBe(
      'integration.status=- integrationStatus=- integration.error=Execution failed due to a timeout error awsEndpointRequestId=- integrationLatency=0 status=504',
    );
  });
});

describe('who calls', () => {
  const phases = 'authenticate.status authorizer.status authorize.status';

  it('is nobody where nobody is asked', async () => {
    expect(await logged(`${phases} identity.user`)).toBe(
      'authenticate.status=- authorizer.status=- authorize.status=- identity.user=-',
    );
  });

  it('is an IAM user, let in or not', async () => {
    const served = (users = [iamUser()]) => ({
      ...deployment(api({ '/pets': { GET: { ...PROXY, authorizationType: 'AWS_IAM' } } })),
      iamUsers: users,
    });
    const names = `${phases} identity.userArn authenticate.error`;
    expect(await logged(names, served(), await signedRequest())).toBe(
      'authenticate.status=200 authorizer.status=- authorize.status=200 identity.userArn=arn:aws:iam::000000000000:user/alice authenticate.error=-',
    );
    const without = served([iamUser({ policy: undefined })]);
    expect(await logged(phases, without, await signedRequest())).toBe(
      'authenticate.status=200 authorizer.status=- authorize.status=403',
    );
    expect(await logged(`${phases} authenticate.error`, served(), request('/pets'))).toBe(
      'authenticate.status=403 authorizer.status=- authorize.status=- authenticate.error=Missing Authentication Token',
    );
  });

  it.each([
    ['an unknown coding', 415, '/pets/7', 'br', Buffer.from('x')],
    ['a body of more than 10 MB', 413, '/pets/7', 'gzip', gzipSync(Buffer.alloc(10_485_761))],
    ['a long path', 414, `/pets/${'x'.repeat(1600)}`, 'identity', Buffer.alloc(0)],
  ])('is not asked where %s is refused before: %i', async (_, status, target, coding, body) => {
    const sent = request(target, { headers: [['Content-Encoding', coding]], body });
    for (const authorizationType of ['AWS_IAM', 'CUSTOM', 'COGNITO_USER_POOLS'] as const) {
      expect(await logged(`status ${phases}`, pets({ ...PROXY, authorizationType }), sent)).toBe(
        `status=${status} authenticate.status=- authorizer.status=- authorize.status=-`,
      );
    }
  });

  describe('by a Lambda authorizer', () => {
    const source = { file: '/project/routes.json', line: 1, column: 1 };
    const authorizer = {
      name: 'keeper',
      type: 'TOKEN' as const,
      authorizerUri: LAMBDA_URI,
      identitySource: 'method.request.header.Authorization',
      source,
    };
    const guarded = pets(
      { ...PROXY, authorizationType: 'CUSTOM', authorizer: 'keeper' },
      { authorizers: new Map([['keeper', authorizer]]) },
    );
    const sent = request('/pets/7', { headers: [['Authorization', 'token']] });
    const policy = (Effect: string) => ({
      principalId: 'ada',
      policyDocument: { Version: '2012-10-17', Statement: [{ Effect, Action: '*', Resource: '*' }] },
      context: { team: 'blue', count: 3 },
    });
    const invoke = (result: unknown) => (of: { payload: string }) =>
      of.payload.includes('authorizationToken') ? returned(result) : returned({ statusCode: 200 });

    it('is a principal with a context, which are text', async () => {
      const names = `${phases} authorizer.principalId authorizer.team authorizer.count authorizer.integrationStatus authorizer.requestId authorizer.latency`;
      expect(await logged(names, guarded, sent, { invoke: invoke(policy('Allow')) })).toBe(
        'authenticate.status=- authorizer.status=200 authorize.status=200 authorizer.principalId=ada authorizer.team=blue authorizer.count=3 authorizer.integrationStatus=200 authorizer.requestId=lambda-id authorizer.latency=0',
      );
    });

    it('is not asked where the resource policy denies', async () => {
      const Statement = [{ Effect: 'Deny', Principal: '*', Action: 'execute-api:Invoke', Resource: '*' }];
      const denied = { ...guarded, policy: { document: { Version: '2012-10-17', Statement }, source } };
      expect(await logged(`status ${phases}`, denied, sent)).toBe(
        'status=403 authenticate.status=- authorizer.status=- authorize.status=403',
      );
    });

    it('is denied, or unknown, or the authorizer fails', async () => {
      const names = `${phases} authorizer.error authorize.error`;
      expect(await logged(names, guarded, sent, { invoke: invoke(policy('Deny')) })).toMatch(
        /authorizer.status=200 authorize.status=403 authorizer.error=- authorize.error=User is not authorized/,
      );
      expect(await logged(names, guarded, request('/pets/7'), { invoke: invoke(policy('Allow')) })).toBe(
        'authenticate.status=- authorizer.status=401 authorize.status=- authorizer.error=Unauthorized authorize.error=-',
      );
      expect(await logged(phases, guarded, sent, { invoke: invoke('nonsense') })).toBe(
        'authenticate.status=- authorizer.status=500 authorize.status=-',
      );
    });
  });

  it('has claims by name, and no claims as a whole', async () => {
    const trace = await call(pets(), request('/pets/7'), { invoke: () => returned({}) });
    const caller = { authorizer: { claims: { sub: 'abc', 'custom:role': 'vet', 'a.b': 'c' } } };
    const format =
      '$context.authorizer.claims.sub ${context.authorizer.claims.custom:role} $context.authorizer.claims.a.b $context.authorizer.claims';
    expect(accessLogLine(format, { ...trace, caller })).toBe('abc vet c -');
  });
});
