import { describe, expect, it } from 'vitest';
import type { Access, UsagePlan } from '../../../../emulator/config/access.ts';
import type { Stage } from '../../../../emulator/config/types.ts';
import type { Deployment } from '../../../../emulator/gateway/exchange.ts';
import { clearCounters } from '../../../../emulator/gateway/method-request/usage/counters.ts';
import { createGatewayState } from '../../../../emulator/gateway/state.ts';
import { api, call, deployment, integration, request } from '../../../helpers/gateway.ts';
import { apiKey, methodSettings, usagePlan } from '../../../helpers/usage.ts';

const ADA = apiKey('ada');
const BOB = apiKey('bob');
const API = api({
  '/': { GET: { apiKeyRequired: true } },
  '/pets': { GET: { apiKeyRequired: true }, POST: { apiKeyRequired: true }, PUT: {} },
  '/pets/{id}': { ANY: {} },
});

function plan(parts: Partial<UsagePlan>): Access {
  return { apiKeys: [ADA, BOB], usagePlans: [usagePlan('plan', { keys: ['ada', 'bob'], ...parts })] };
}

/** A stage with a clock of its own, which a test moves. */
function stageWith(access: Access, settings: Partial<Stage> = {}) {
  const base = deployment(API);
  const state = createGatewayState();
  const clock = { time: Date.UTC(2024, 1, 29, 12), now: () => clock.time };
  const of = (now: Access, stage: Partial<Stage>): Deployment => ({
    ...base,
    access: now,
    stage: { ...base.stage, ...settings, ...stage },
  });
  const send = async (
    target: string,
    parts: { key?: string; method?: string; access?: Access; stage?: string } = {},
  ) => {
    const { key = ADA.value, method = 'GET' } = parts;
    const served = of(parts.access ?? access, parts.stage === undefined ? {} : { name: parts.stage });
    return call(served, request(target, { method, headers: [['x-api-key', key]] }), { state, clock });
  };
  const statuses = async (times: number, ...sent: Parameters<typeof send>) => {
    const found: number[] = [];
    for (let index = 0; index < times; index++) found.push((await send(...sent)).reply.status);
    return found;
  };
  return { send, statuses, clock, state };
}

describe('a plan’s throttle', () => {
  const access = plan({ throttle: { rateLimit: 2, burstLimit: 3 } });

  it('answers 429 Too Many Requests beyond the burst, in AWS’s bytes, and says when it frees', async () => {
    const { send, statuses } = stageWith(access);
    expect(await statuses(3, '/pets')).toEqual([200, 200, 200]);
    const trace = await send('/pets');
    expect([trace.reply.status, trace.text, trace.header('x-amzn-ErrorType'), trace.header('retry-after')]).toEqual([
      429,
      '{"message":"Too Many Requests"}',
      'TooManyRequestsException',
      undefined,
    ]);
    expect(trace.rejection?.type).toBe('THROTTLED');
    expect(trace.rejection?.explanation.what).toBe(
      'The throttle of the API key ada (******acters) in the usage plan plan is empty: 2 requests per second, 3 at once. It lets the next request through in 500 ms.',
    );
  });

  it('lets as many through as the rate says', async () => {
    const { statuses, clock } = stageWith(access);
    await statuses(3, '/pets');
    clock.time += 499;
    expect(await statuses(1, '/pets')).toEqual([429]);
    clock.time += 1;
    expect(await statuses(2, '/pets')).toEqual([200, 429]);
    clock.time += 60_000;
    expect(await statuses(4, '/pets')).toEqual([200, 200, 200, 429]);
  });

  it('counts for each key by itself, over all methods and stages of the plan together', async () => {
    const both = plan({
      throttle: { rateLimit: 1, burstLimit: 2 },
      apiStages: [{ stage: 'v1' }, { stage: 'v2' }],
    });
    const { statuses } = stageWith(both);
    expect(await statuses(1, '/pets')).toEqual([200]);
    expect(await statuses(1, '/', { stage: 'v2' })).toEqual([200]);
    expect(await statuses(1, '/pets', { method: 'POST' })).toEqual([429]);
    expect(await statuses(3, '/pets', { key: BOB.value })).toEqual([200, 200, 429]);
  });

  it('doesn’t concern methods without an API key', async () => {
    const { statuses } = stageWith(plan({ throttle: { rateLimit: 0, burstLimit: 0 } }));
    expect(await statuses(2, '/pets', { method: 'PUT' })).toEqual([200, 200]);
    expect(await statuses(1, '/pets')).toEqual([429]);
  });

  it('of 0 never lets a request through, and says so', async () => {
    const { send } = stageWith(plan({ throttle: { rateLimit: 10, burstLimit: 0 } }));
    expect((await send('/pets')).rejection?.explanation.what).toContain('never lets a request through');
  });

  it('of one method counts beside that of the plan', async () => {
    const { send, statuses } = stageWith(
      plan({
        throttle: { rateLimit: 1, burstLimit: 3 },
        apiStages: [{ stage: 'v1', throttle: { '/pets/GET': { rateLimit: 1, burstLimit: 1 } } }],
      }),
    );
    expect(await statuses(1, '/pets')).toEqual([200]);
    expect((await send('/pets')).rejection?.explanation.what).toContain(
      'The throttle for /pets/GET of the API key ada',
    );
    // The refused one took no token of the plan's.
    expect(await statuses(3, '/pets', { method: 'POST' })).toEqual([200, 200, 429]);
  });
});

describe('a quota', () => {
  const access = plan({ quota: { limit: 2, offset: 0, period: 'DAY' } });

  it('answers 429 Limit Exceeded when it is used up, in AWS’s bytes, and says when the next period begins', async () => {
    const { send, statuses } = stageWith(access);
    expect(await statuses(2, '/pets')).toEqual([200, 200]);
    const trace = await send('/pets');
    expect([trace.reply.status, trace.text, trace.header('x-amzn-ErrorType')]).toEqual([
      429,
      '{"message":"Limit Exceeded"}',
      'LimitExceededException',
    ]);
    expect(trace.rejection?.type).toBe('QUOTA_EXCEEDED');
    expect(trace.rejection?.explanation.what).toBe(
      'The API key ada (******acters) has used up the quota of the usage plan plan: 2 requests per day. The next period begins at 2024-03-01T00:00:00.000Z.',
    );
  });

  it('begins anew with the period, to the millisecond', async () => {
    const { statuses, clock } = stageWith(access);
    await statuses(2, '/pets');
    clock.time = Date.UTC(2024, 2, 1) - 1;
    expect(await statuses(1, '/pets')).toEqual([429]);
    clock.time += 1;
    expect(await statuses(3, '/pets')).toEqual([200, 200, 429]);
  });

  it('isn’t used by requests that are throttled', async () => {
    const { statuses, clock } = stageWith(plan({ ...access.usagePlans[0], throttle: { rateLimit: 1, burstLimit: 1 } }));
    expect(await statuses(5, '/pets')).toEqual([200, 429, 429, 429, 429]);
    clock.time += 1000;
    expect(await statuses(1, '/pets')).toEqual([200]);
    clock.time += 1000;
    expect(await statuses(1, '/pets')).toEqual([429]);
  });

  it('is looked at before the throttle', async () => {
    const both = plan({ quota: { limit: 1, offset: 0, period: 'DAY' }, throttle: { rateLimit: 1, burstLimit: 1 } });
    const { send } = stageWith(both);
    await send('/pets');
    expect((await send('/pets')).text).toBe('{"message":"Limit Exceeded"}');
  });

  it('of 0 lets nothing in', async () => {
    const { send } = stageWith(plan({ quota: { limit: 0, offset: 0, period: 'MONTH' } }));
    const trace = await send('/pets');
    expect(trace.text).toBe('{"message":"Limit Exceeded"}');
    expect(trace.rejection?.explanation.what).toContain('never');
  });

  it('counts a request that fails behind the check, and none that fails before', async () => {
    const of = api({
      '/pets': { GET: { apiKeyRequired: true, integration: integration({ type: 'HTTP', uri: 'http://127.0.0.1:9' }) } },
    });
    const state = createGatewayState();
    const served = { ...deployment(of), access };
    const send = (key: string) =>
      call(served, request('/pets', { headers: [['x-api-key', key]] }), {
        state,
        send: async () => ({ kind: 'failure', reason: 'unreachable', detail: '' }),
      });
    const found: number[] = [];
    for (const key of ['wrong', ADA.value, ADA.value, ADA.value]) found.push((await send(key)).reply.status);
    expect(found).toEqual([403, 500, 500, 429]);
  });
});

describe('counters', () => {
  const access = plan({ quota: { limit: 3, offset: 0, period: 'DAY' } });

  it('go on when the plan stays and its limits change', async () => {
    const { statuses } = stageWith(access);
    expect(await statuses(3, '/pets')).toEqual([200, 200, 200]);
    const raised = plan({ quota: { limit: 4, offset: 0, period: 'DAY' } });
    expect(await statuses(2, '/pets', { access: raised })).toEqual([200, 429]);
    expect(await statuses(1, '/pets', { access })).toEqual([429]);
  });

  it('let no more in however many come at once', async () => {
    const { send } = stageWith(access);
    const answers = await Promise.all(Array.from({ length: 20 }, () => send('/pets')));
    expect(answers.filter(({ reply }) => reply.status === 200)).toHaveLength(3);
  });

  it('of one key are cleared without those of another', async () => {
    const { statuses, state } = stageWith(access);
    await statuses(3, '/pets');
    await statuses(3, '/pets', { key: BOB.value });
    expect(clearCounters(state.usage, { keyId: 'ada' })).toBe(1);
    expect(await statuses(1, '/pets')).toEqual([200]);
    expect(await statuses(1, '/pets', { key: BOB.value })).toEqual([429]);
  });
});

describe('a stage’s throttle', () => {
  const none: Access = { apiKeys: [ADA], usagePlans: [] };
  const one = methodSettings({ throttlingRateLimit: 1, throttlingBurstLimit: 1 });

  it('counts for each method by itself, for all clients together', async () => {
    const { send, statuses } = stageWith(none, { methodSettings: { '*/*': one } });
    expect(await statuses(2, '/pets', { method: 'PUT' })).toEqual([200, 429]);
    expect(await statuses(1, '/pets/7')).toEqual([200]);
    const trace = await send('/pets/8', { method: 'DELETE' });
    expect(trace.rejection?.explanation.what).toContain("The stage's throttle for /pets/{id}/ANY is empty");
    expect(trace.text).toBe('{"message":"Too Many Requests"}');
  });

  it('of one method stands instead of that of all, and -1 is none', async () => {
    const { statuses } = stageWith(none, {
      methodSettings: {
        '*/*': methodSettings({ throttlingRateLimit: 0, throttlingBurstLimit: 0 }),
        '/pets/PUT': one,
        '/pets/{id}/ANY': methodSettings({ throttlingRateLimit: -1, throttlingBurstLimit: -1 }),
      },
    });
    expect(await statuses(2, '/pets', { method: 'PUT' })).toEqual([200, 429]);
    expect(await statuses(3, '/pets/7')).toEqual([200, 200, 200]);
  });

  it('of one HTTP method on an ANY method stands before that of ANY', async () => {
    const { statuses } = stageWith(none, { methodSettings: { '/pets/{id}/GET': one } });
    expect(await statuses(2, '/pets/7')).toEqual([200, 429]);
    expect(await statuses(2, '/pets/7', { method: 'PUT' })).toEqual([200, 200]);
  });

  it('comes after the plan’s, whose quota a refused request doesn’t use', async () => {
    const { statuses, clock } = stageWith(plan({ quota: { limit: 2, offset: 0, period: 'DAY' } }), {
      methodSettings: { '//GET': one },
    });
    expect(await statuses(3, '/')).toEqual([200, 429, 429]);
    clock.time += 1000;
    expect(await statuses(1, '/')).toEqual([200]);
  });
});

it('the account’s throttle counts for all methods and stages together', async () => {
  const { send, statuses } = stageWith({
    apiKeys: [],
    usagePlans: [],
    accountThrottle: { rateLimit: 1, burstLimit: 2 },
  });
  expect(await statuses(1, '/pets', { method: 'PUT' })).toEqual([200]);
  expect(await statuses(1, '/pets/7', { stage: 'v2' })).toEqual([200]);
  const trace = await send('/pets/7');
  expect([trace.reply.status, trace.rejection?.explanation.what]).toEqual([
    429,
    expect.stringContaining("The account's throttle is empty"),
  ]);
});

it('a key shows itself in $context.identity', async () => {
  const echo = integration({
    type: 'MOCK',
    responses: [
      {
        statusCode: '200',
        responseParameters: {},
        responseTemplates: {
          'application/json': {
            text: '$context.identity.apiKey $context.identity.apiKeyId',
            source: { file: 'a', line: 1, column: 1 },
            inline: true,
          },
        },
        source: { file: 'a', line: 1, column: 1 },
      },
    ],
  });
  const of = api({ '/pets': { GET: { apiKeyRequired: true, integration: echo } } });
  const served = { ...deployment(of), access: plan({}) };
  const trace = await call(served, request('/pets', { headers: [['x-api-key', ADA.value]] }));
  expect(trace.text).toBe(`${ADA.value} ada`);
});
