import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Deployment } from '../../emulator/gateway/exchange.ts';
import { answer } from '../../emulator/gateway/pipeline.ts';
import {
  api,
  call,
  deployment,
  integration,
  LAMBDA_URI,
  outside,
  request,
  response,
  returned,
  template,
} from '../helpers/gateway.ts';

const saying = (text: string) =>
  api({
    '/': {
      GET: {
        integration: integration({
          type: 'MOCK',
          responses: [response('200', { responseTemplates: { 'application/json': template(text) } })],
        }),
      },
    },
  });

/** A stage whose canary gets so many of a hundred requests. */
function withCanary(percentTraffic: number): Deployment {
  const base = deployment(saying('base $context.isCanaryRequest $stageVariables.table'), { table: 'pets' });
  const canary = deployment(saying('canary $context.isCanaryRequest $stageVariables.table'), { table: 'pets2' });
  return {
    ...base,
    isCanaryRequest: false,
    canary: { percentTraffic, deployment: { ...canary, isCanaryRequest: true } },
  };
}

/** Digits that look like chance and are the same for the same seed. */
function seeded(seed: string) {
  let drawn = 0;
  const hex = (length: number): string => {
    drawn += 1;
    return createHash('sha256').update(`${seed} ${drawn}`).digest('hex').slice(0, length);
  };
  const world = outside();
  return { ...world, ids: { ...world.ids, hex } };
}

async function ask(stage: Deployment, world = outside()): Promise<string> {
  const { reply } = await answer(request('/'), stage, world);
  return String(reply.body);
}

describe('a stage with a canary', () => {
  it.each([
    ['one', 10],
    ['two', 50],
    ['three', 2.5],
  ])(
    'splits 10,000 requests within 1.5 points of its percentage (%s: %d)',
    { timeout: 60_000 },
    async (seed, percent) => {
      const world = seeded(seed);
      const stage = withCanary(percent);
      let canary = 0;
      for (let sent = 0; sent < 10_000; sent++) if ((await ask(stage, world)).startsWith('canary')) canary += 1;
      expect(Math.abs(canary / 100 - percent)).toBeLessThan(1.5);
    },
  );

  it.each([
    [0, 'base false pets'],
    [100, 'canary true pets2'],
  ])('with %d percent always answers %j', async (percent, text) => {
    const stage = withCanary(percent);
    for (const digits of ['00000000', 'ffffffff']) {
      const world = outside();
      expect(await ask(stage, { ...world, ids: { ...world.ids, hex: () => digits } })).toBe(text);
    }
  });
});

it('shows a function which it was', async () => {
  const proxy = api({ '/': { GET: { integration: integration({ type: 'AWS_PROXY', uri: LAMBDA_URI }) } } });
  const events: { requestContext: object }[] = [];
  const invoke = (call: { readonly payload: string | Buffer }) => {
    events.push(JSON.parse(String(call.payload)));
    return returned({ statusCode: 200 });
  };
  for (const isCanaryRequest of [true, false])
    await call({ ...deployment(proxy), isCanaryRequest }, request('/'), { invoke });
  await call(deployment(proxy), request('/'), { invoke });
  expect(events.map(({ requestContext }) => requestContext)).toEqual([
    expect.objectContaining({ isCanaryRequest: true }),
    expect.objectContaining({ isCanaryRequest: false }),
    expect.not.objectContaining({ isCanaryRequest: expect.anything() }),
  ]);
});

describe('a stage without a canary', () => {
  it('has no $context.isCanaryRequest', async () => {
    expect(await ask(deployment(saying('[$context.isCanaryRequest]')))).toBe('[]');
  });
});

describe('a pinned stage', () => {
  const files = api({ '/new': { GET: {} }, '/': { GET: {}, POST: {} } });
  const pinned = { ...deployment(saying('old')), files };

  it.each([
    ['/new', 'GET', '/new'],
    ['/', 'POST', '/'],
  ])('answers %s by %s as AWS does when only the files have it, and says why', async (path, method, resource) => {
    const { reply, rejection } = await answer(request(path, { method }), pinned, outside());
    expect([reply.status, String(reply.body)]).toEqual([403, '{"message":"Missing Authentication Token"}']);
    expect(rejection?.explanation).toMatchObject({
      code: 'gateway-not-deployed',
      what: expect.stringContaining(
        `${method} ${path} is ${resource} of the files, but the stage v1 serves its deployment dep123`,
      ),
      remedy: expect.stringContaining('`offstage deployment create --stage v1`'),
      source: files.source,
    });
  });

  it('says of a route that is nowhere what a live stage says', async () => {
    const { rejection } = await answer(request('/nowhere'), pinned, outside());
    expect(rejection?.explanation.code).toBe('gateway-no-resource');
  });
});
