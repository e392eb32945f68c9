import { describe, expect, it } from 'vitest';
import type { MethodSettings } from '../../../emulator/config/access.ts';
import type { IamUser, Integration, Method, RestApi } from '../../../emulator/config/types.ts';
import type { Deployment, GatewayRequest } from '../../../emulator/gateway/exchange.ts';
import { createGatewayState } from '../../../emulator/gateway/state.ts';
import type { FunctionResult } from '../../../emulator/shared/function-runtime.ts';
import { api, call, deployment, integration, LAMBDA_URI, request, response, returned } from '../../helpers/gateway.ts';
import { iamUser, signedRequest } from '../../helpers/sign.ts';
import { apiKey, methodSettings } from '../../helpers/usage.ts';

const CACHED = { cachingEnabled: true };

const proxy = (parts: Partial<Integration> = {}) => integration({ type: 'AWS_PROXY', uri: LAMBDA_URI, ...parts });

interface Setup {
  readonly settings?: Readonly<Record<string, Partial<MethodSettings>>>;
  readonly stage?: Partial<Deployment['stage']>;
  readonly parts?: Partial<Deployment>;
  readonly answers?: (count: number) => FunctionResult | Promise<FunctionResult>;
}

/** A stage with a cache, whose functions answer with the number of their call. */
function cachedStage(of: RestApi, { settings = { '*/*': CACHED }, stage, parts, answers }: Setup = {}) {
  const state = createGatewayState();
  const clock = { time: Date.UTC(2025, 3, 21, 15, 8, 21), now: () => clock.time };
  const all = settings['*/*'];
  const entries = Object.entries(settings).map(([name, one]) => [
    name,
    methodSettings({ ...(name === '*/*' ? all : { ...all, cachingEnabled: undefined, ...one }) }),
  ]);
  const base = deployment(of);
  const served: Deployment = {
    ...base,
    ...parts,
    stage: { ...base.stage, cacheCluster: { size: '0.5' }, methodSettings: Object.fromEntries(entries), ...stage },
  };
  let calls = 0;
  const invoke = async () => {
    calls += 1;
    return await (answers?.(calls) ?? returned({ statusCode: 200, headers: { 'X-Call': 'yes' }, body: String(calls) }));
  };
  const send = (sent: GatewayRequest, on: Deployment = served) => call(on, sent, { invoke, state, clock });
  const get = async (target: string, sent: Partial<GatewayRequest> = {}) => (await send(request(target, sent))).text;
  return { served, send, get, state, clock, calls: () => calls };
}

const pets = (method: Partial<Method> = {}, more: Partial<RestApi> = {}) =>
  api({ '/pets': { GET: { integration: proxy(), ...method }, POST: { integration: proxy() } } }, more);

const FRESH: GatewayRequest['headers'] = [['Cache-Control', 'max-age=0']];

describe('a stage’s cache', () => {
  it('answers a GET without a call, with the status, the headers and the body of the first answer', async () => {
    const { send, calls } = cachedStage(pets());
    const first = await send(request('/pets'));
    const second = await send(request('/pets'));
    expect(calls()).toBe(1);
    expect([second.reply.status, second.text]).toEqual([200, '1']);
    expect(second.reply.headers).toEqual(first.reply.headers);
    expect(second.outgoing).toBeUndefined();
    expect(second.keptMs).toBe(0);
  });

  it('gives each answer the ids of its own request', async () => {
    const { send } = cachedStage(pets());
    await send(request('/pets'));
    const id = '11111111-2222-4333-8444-555555555555';
    const hit = await send(request('/pets', { headers: [['x-amzn-RequestId', id]] }));
    expect(hit.keptMs).toBe(0);
    expect(hit.header('x-amzn-RequestId')).toBe(id);
  });

  it.each([
    ['without a cluster', { stage: { cacheCluster: undefined } }],
    ['without cachingEnabled', { settings: { '*/*': {} } }],
    ['without method settings', { stage: { methodSettings: undefined } }],
    ['with a TTL of 0', { settings: { '*/*': { ...CACHED, cacheTtlInSeconds: 0 } } }],
    ['switched off for the method', { settings: { '*/*': CACHED, '/pets/GET': { cachingEnabled: false } } }],
  ] as [string, Setup][])('keeps nothing %s', async (_, setup) => {
    const { get } = cachedStage(pets(), setup);
    expect([await get('/pets'), await get('/pets')]).toEqual(['1', '2']);
  });

  it('is for GET, and for other methods that have an entry of their own', async () => {
    const post = { method: 'POST' };
    const all = cachedStage(pets());
    expect([await all.get('/pets', post), await all.get('/pets', post)]).toEqual(['1', '2']);
    const throttled = cachedStage(pets(), { settings: { '*/*': CACHED, '/pets/POST': { throttlingRateLimit: 5 } } });
    expect([await throttled.get('/pets', post), await throttled.get('/pets', post)]).toEqual(['1', '2']);
    const named = cachedStage(pets(), { settings: { '/pets/POST': CACHED } });
    expect([await named.get('/pets', post), await named.get('/pets', post)]).toEqual(['1', '1']);
    expect([await named.get('/pets'), await named.get('/pets')]).toEqual(['2', '3']);
  });

  it('keeps the GETs alone of an ANY method, unless that is named', async () => {
    const any = api({ '/pets': { ANY: { integration: proxy() } } });
    const all = cachedStage(any);
    const put = { method: 'PUT' };
    expect([await all.get('/pets'), await all.get('/pets')]).toEqual(['1', '1']);
    expect([await all.get('/pets', put), await all.get('/pets', put)]).toEqual(['2', '3']);
    const named = cachedStage(any, { settings: { '/pets/ANY': CACHED } });
    expect([await named.get('/pets', put), await named.get('/pets', put), await named.get('/pets')]).toEqual([
      '1',
      '1',
      '2',
    ]);
  });

  it('keeps an answer for 300 seconds, or as long as the settings say', async () => {
    const { get, clock } = cachedStage(pets());
    await get('/pets');
    clock.time += 299_999;
    expect(await get('/pets')).toBe('1');
    clock.time += 1;
    expect(await get('/pets')).toBe('2');
    const short = cachedStage(pets(), { settings: { '*/*': { ...CACHED, cacheTtlInSeconds: 1 } } });
    await short.get('/pets');
    short.clock.time += 1000;
    expect(await short.get('/pets')).toBe('2');
  });

  it('is apart for each deployment of a stage: base and canary', async () => {
    const { send, served } = cachedStage(pets());
    const canarySettings = { deploymentId: 'canary', percentTraffic: 50, useStageCache: true };
    const canary = (useStageCache: boolean): Deployment => ({
      ...served,
      stage: { ...served.stage, deploymentId: 'canary', canarySettings: { ...canarySettings, useStageCache } },
      isCanaryRequest: true,
    });
    const text = async (on: Deployment) => (await send(request('/pets'), on)).text;
    expect([await text(served), await text(canary(true)), await text(canary(true)), await text(served)]).toEqual([
      '1',
      '2',
      '2',
      '1',
    ]);
    expect([await text(canary(false)), await text(canary(false))]).toEqual(['3', '4']);
  });

  it('comes behind the API key', async () => {
    const access = {
      apiKeys: [apiKey('ada')],
      usagePlans: [{ id: 'p', name: 'p', apiStages: [{ stage: 'v1' }], keys: ['ada'], source: apiKey('a').source }],
    };
    const { send } = cachedStage(pets({ apiKeyRequired: true }), { parts: { access } });
    const key: GatewayRequest['headers'] = [['x-api-key', apiKey('ada').value]];
    expect((await send(request('/pets', { headers: key }))).text).toBe('1');
    expect((await send(request('/pets', { headers: key }))).text).toBe('1');
    expect((await send(request('/pets'))).reply.status).toBe(403);
  });

  it('gives one caller’s answer to another, and the developer is told', async () => {
    const keys = [apiKey('ada'), apiKey('bob')];
    const apiStages = [{ stage: 'v1' }];
    const usagePlans = [{ id: 'p', name: 'p', apiStages, keys: ['ada', 'bob'], source: apiKey('a').source }];
    const { send } = cachedStage(pets({ apiKeyRequired: true }), { parts: { access: { apiKeys: keys, usagePlans } } });
    const codes = [];
    for (const { value } of [keys[0], keys[0], keys[1]].filter((key) => key !== undefined)) {
      const { text, notes } = await send(request('/pets', { headers: [['x-api-key', value]] }));
      codes.push([text, ...notes.map(({ code }) => code)]);
    }
    expect(codes).toEqual([['1'], ['1'], ['1', 'gateway-kept-for-another-caller']]);
  });

  it('comes before the request validator', async () => {
    const validator = { name: 'p', validateRequestBody: false, validateRequestParameters: true };
    const of = pets(
      { requestValidator: 'p', requestParameters: { 'method.request.querystring.a': true } },
      { requestValidators: new Map([['p', { ...validator, source: apiKey('a').source }]]) },
    );
    const { send } = cachedStage(of);
    expect((await send(request('/pets'))).reply.status).toBe(400);
    expect((await send(request('/pets?a=1'))).reply.status).toBe(200);
    expect((await send(request('/pets'))).reply.status).toBe(200);
  });

  it('keeps what templates made of an answer', async () => {
    const custom = integration({ type: 'AWS', uri: LAMBDA_URI, responses: [response('200')] });
    const { get } = cachedStage(pets({ integration: custom }), { answers: (count) => returned({ count }) });
    expect([await get('/pets'), await get('/pets')]).toEqual(['{"count":1}', '{"count":1}']);
  });

  it('keeps an integration’s own failure, and the developer is told', async () => {
    const { send } = cachedStage(pets(), { answers: (count) => returned({ statusCode: 429, body: String(count) }) });
    const first = await send(request('/pets'));
    expect(first.notes.map(({ code }) => code)).toEqual(['gateway-failure-kept']);
    const second = await send(request('/pets'));
    expect([second.reply.status, second.text]).toEqual([429, '1']);
  });

  it('keeps no refusal of the gateway', async () => {
    const answers = (count: number) => returned(count === 1 ? 'no answer' : { statusCode: 200, body: String(count) });
    const { send } = cachedStage(pets(), { answers });
    expect((await send(request('/pets'))).reply.status).toBe(502);
    expect((await send(request('/pets'))).text).toBe('2');
  });

  it('takes a body of 1,048,576 bytes and no larger one', async () => {
    const body = (bytes: number) => cachedStage(pets(), { answers: () => returned({ body: 'x'.repeat(bytes) }) });
    const largest = body(1_048_576);
    await largest.send(request('/pets'));
    expect((await largest.send(request('/pets'))).keptMs).toBe(0);
    const larger = body(1_048_577);
    expect((await larger.send(request('/pets'))).notes.map(({ code }) => code)).toEqual(['gateway-too-large-to-keep']);
    expect((await larger.send(request('/pets'))).keptMs).toBeUndefined();
  });

  it('keeps no streamed answer', async () => {
    const streamed = integration({ type: 'HTTP_PROXY', uri: 'http://a.test', responseTransferMode: 'STREAM' });
    const { served, state } = cachedStage(pets({ integration: { ...streamed, httpMethod: 'GET' } }));
    const send = async () => ({ kind: 'answer' as const, status: 200, headers: [], body: Buffer.from('a') });
    for (const _ of [1, 2]) expect((await call(served, request('/pets'), { send, state })).keptMs).toBeUndefined();
  });

  it('forgets what was kept, and what was under way, when it is cleared', async () => {
    let release = (_: FunctionResult) => {};
    const waiting = new Promise<FunctionResult>((resolve) => {
      release = resolve;
    });
    const { send, get, state } = cachedStage(pets(), {
      answers: (count) => (count === 1 ? waiting : returned({ body: String(count) })),
    });
    const first = send(request('/pets'));
    await new Promise((resolve) => setImmediate(resolve));
    state.keptResponses.clear();
    release(returned({ body: '1' }));
    expect((await first).text).toBe('1');
    expect([await get('/pets'), await get('/pets')]).toEqual(['2', '2']);
    state.keptResponses.clear();
    expect(await get('/pets')).toBe('3');
  });
});

describe('the cache key', () => {
  const keyed = (cacheKeyParameters: string[], parts: Partial<Integration> = {}) =>
    api({
      '/pets/{id}': { GET: { integration: proxy({ cacheKeyParameters, ...parts }) } },
      '/dogs/{id}': { GET: { integration: proxy({ cacheKeyParameters, ...parts }) } },
    });

  it('has nothing of a request but its parameters: without any, every path gets the same answer', async () => {
    const { send } = cachedStage(keyed([]));
    await send(request('/pets/1?a=b'));
    const other = await send(request('/pets/2'));
    expect(other.text).toBe('1');
    expect(other.notes.map(({ what }) => what)).toEqual([
      'The answer to /pets/2 came from the cache, and was made for /pets/1?a=b: the integration has no cache key parameters, so that all requests to the method are one.',
    ]);
    expect((await send(request('/dogs/1'))).text).toBe('2');
  });

  it.each([
    ['method.request.path.id', request('/pets/1'), request('/pets/2')],
    ['method.request.querystring.a', request('/pets/1?a=1'), request('/pets/1')],
    ['method.request.querystring.a', request('/pets/1?a=1&a=2'), request('/pets/1?a=2')],
    [
      'method.request.header.X-Kind',
      request('/pets/1', { headers: [['X-Kind', 'a']] }),
      request('/pets/1', { headers: [['X-Kind', 'b']] }),
    ],
    ['integration.request.header.k', request('/pets/1?k=1'), request('/pets/1?k=2')],
  ])('tells by %s', async (parameter, one, other) => {
    const requestParameters = { 'integration.request.header.k': 'method.request.querystring.k' };
    const { send } = cachedStage(keyed([parameter], { requestParameters }));
    const texts = [];
    for (const sent of [one, other, one, other]) texts.push((await send(sent)).text);
    expect(texts).toEqual(['1', '2', '1', '2']);
  });

  it('shares a namespace among resources', async () => {
    const { get } = cachedStage(keyed(['method.request.path.id'], { cacheNamespace: 'animals' }));
    expect([await get('/pets/1'), await get('/dogs/1'), await get('/dogs/2')]).toEqual(['1', '1', '2']);
  });
});

describe('Cache-Control: max-age=0', () => {
  const everybody = { '*/*': { ...CACHED, requireAuthorizationForCacheControl: false } };

  it('gets an answer made anew, which stands in the place of the kept one', async () => {
    const { get } = cachedStage(pets(), { settings: everybody });
    expect([await get('/pets'), await get('/pets', { headers: FRESH }), await get('/pets')]).toEqual(['1', '2', '2']);
  });

  it.each([
    ['no-cache, max-age=0', '2'],
    ['MAX-AGE=0', '2'],
    ['max-age=00', '2'],
    ['max-age=1', '1'],
    ['no-cache', '1'],
    ['s-max-age=0', '1'],
  ])('is a directive of the header: %s', async (value, expected) => {
    const { get } = cachedStage(pets(), { settings: everybody });
    await get('/pets');
    expect(await get('/pets', { headers: [['cache-control', value]] })).toBe(expected);
  });

  it('of somebody who may not is ignored, with a Warning header that is not kept', async () => {
    const { send } = cachedStage(pets());
    const warning = '199 Cache-control headers were ignored because the caller was unauthorized.';
    const first = await send(request('/pets', { headers: FRESH }));
    const second = await send(request('/pets', { headers: FRESH }));
    expect([first.text, first.header('Warning')]).toEqual(['1', warning]);
    expect([second.text, second.header('Warning')]).toEqual(['1', warning]);
    expect(second.notes.map(({ code }) => code)).toEqual(['gateway-cache-control']);
    expect((await send(request('/pets'))).header('Warning')).toBeUndefined();
  });

  it('is ignored in silence with SUCCEED_WITHOUT_RESPONSE_HEADER', async () => {
    const strategy = { unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITHOUT_RESPONSE_HEADER' } as const;
    const { send } = cachedStage(pets(), { settings: { '*/*': { ...CACHED, ...strategy } } });
    await send(request('/pets'));
    const hit = await send(request('/pets', { headers: FRESH }));
    expect([hit.text, hit.header('Warning')]).toEqual(['1', undefined]);
  });

  it('is 403 with FAIL_WITH_403', async () => {
    const strategy = { unauthorizedCacheControlHeaderStrategy: 'FAIL_WITH_403' } as const;
    const { send } = cachedStage(pets(), { settings: { '*/*': { ...CACHED, ...strategy } } });
    const refused = await send(request('/pets', { headers: FRESH }));
    expect([refused.reply.status, refused.rejection?.type]).toEqual([403, 'ACCESS_DENIED']);
    expect(refused.text).toBe(
      '{"Message":"User: anonymous is not authorized to perform: execute-api:InvalidateCache on resource: arn:aws:execute-api:us-east-1:********0000:abcdefghij/v1/GET/pets"}',
    );
    expect((await send(request('/pets'))).reply.status).toBe(200);
  });

  it('means nothing where nothing is kept', async () => {
    const { send } = cachedStage(pets(), { settings: { '*/*': {} } });
    expect((await send(request('/pets', { headers: FRESH }))).header('Warning')).toBeUndefined();
  });

  const allow = (action: string, effect = 'Allow') => ({ Effect: effect, Action: action, Resource: '*' });
  const policyOf = (...statements: object[]) => ({ Version: '2012-10-17', Statement: statements });
  const invoke = allow('execute-api:Invoke');
  const ofApi = (...actions: string[]) => ({
    document: policyOf(...actions.map((action) => ({ ...allow(action), Principal: '*' }))),
    source: apiKey('a').source,
  });

  it.each([
    ['execute-api:InvalidateCache', { policy: policyOf(invoke, allow('execute-api:InvalidateCache')) }, undefined, '2'],
    ['execute-api:*', { policy: policyOf(allow('execute-api:*')) }, undefined, '2'],
    ['execute-api:Invoke alone', { policy: policyOf(invoke) }, undefined, '1'],
    ['it in the resource policy', { policy: policyOf(invoke) }, ofApi('execute-api:InvalidateCache'), '2'],
    [
      'an explicit Deny',
      { policy: policyOf(allow('execute-api:*'), allow('execute-api:InvalidateCache', 'Deny')) },
      undefined,
      '1',
    ],
    [
      'one of two accounts',
      { accountId: '111122223333', policy: policyOf(allow('execute-api:*')) },
      ofApi('execute-api:Invoke'),
      '1',
    ],
    [
      'both accounts',
      { accountId: '111122223333', policy: policyOf(allow('execute-api:*')) },
      ofApi('execute-api:*'),
      '2',
    ],
  ])('of an IAM user with %s', async (_, user: Partial<IamUser>, policy, expected) => {
    const of = pets({ authorizationType: 'AWS_IAM' }, policy && { policy });
    const { send } = cachedStage(of, { parts: { iamUsers: [iamUser(user)] } });
    expect((await send(await signedRequest())).text).toBe('1');
    const sent = await signedRequest();
    expect((await send({ ...sent, headers: [...sent.headers, ...FRESH] })).text).toBe(expected);
  });
});
