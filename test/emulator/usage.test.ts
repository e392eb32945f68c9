import request from 'supertest';
import { expect, it } from 'vitest';
import type { EmulatorEvent } from '../../emulator/events.ts';
import { projectFolder, save, startEmulator } from '../helpers/emulator.ts';

const VALUE = 'a-key-of-twenty-characters';
const MOCK = { type: 'MOCK', requestTemplates: { 'application/json': '{"statusCode": 200}' } };

const routes = (limit: number, more: object = {}) => ({
  name: 'test',
  stages: { v1: {} },
  apiKeys: { ada: { value: '${ADA_KEY}' }, bob: { value: 'another-key-of-characters', enabled: false } },
  usagePlans: {
    basic: {
      apiStages: [{ stage: 'v1' }],
      keys: ['ada', 'bob'],
      throttle: { rateLimit: 0, burstLimit: 50 },
      quota: { limit, period: 'MONTH' },
    },
  },
  resources: { '/pets': { GET: { apiKeyRequired: true, integration: MOCK } }, ...more },
});

async function start(written: object = routes(2)) {
  const root = await projectFolder({ 'routes.json': written });
  const watched = await startEmulator({ root, env: { ADA_KEY: VALUE }, watch: true, controlPort: 0 });
  const { emulator } = watched;
  const get = async (key = VALUE) => (await request(emulator.server).get('/v1/pets').set('x-api-key', key)).status;
  const usage = (query = '', init: RequestInit = {}) => fetch(`${emulator.controlUrl}/-/usage${query}`, init);
  return { root, get, usage, ...watched };
}

const isReload = (event: EmulatorEvent): event is Extract<EmulatorEvent, { kind: 'reload' }> => event.kind === 'reload';

it('a project’s keys open its stage, and the counters survive a reload of routes.json', async () => {
  const { root, get, next } = await start();
  expect([await get('nonsense'), await get(), await get(), await get()]).toEqual([403, 200, 200, 429]);
  await save(root, 'routes.json', routes(3, { '/more': {} }));
  await next(isReload);
  expect([await get(), await get()]).toEqual([200, 429]);
});

it('/-/usage shows what was used, and DELETE clears it', async () => {
  const { get, usage } = await start();
  await get();
  await get();
  const response = await usage();
  const text = await response.text();
  expect(text).not.toContain(VALUE);
  expect(JSON.parse(text)).toEqual({
    names: ['basic', 'ada', 'bob'],
    entries: [
      {
        plan: 'basic',
        key: 'ada',
        keyValue: '******acters',
        enabled: true,
        quota: { limit: 2, period: 'MONTH', used: 2, resetsAt: expect.stringMatching(/-01T00:00:00.000Z$/) },
        throttle: { rateLimit: 0, burstLimit: 50, tokens: 48 },
      },
      expect.objectContaining({ key: 'bob', enabled: false, quota: expect.objectContaining({ used: 0 }) }),
    ],
  });
  expect(await get()).toBe(429);
  const cleared = (await (await usage('?name=ada', { method: 'DELETE' })).json()) as { entries: readonly object[] };
  expect(cleared.entries).toMatchObject([{ key: 'ada', quota: { used: 0 }, throttle: { tokens: 50 } }]);
  expect(await get()).toBe(200);
});

it('/-/usage knows no other names, and refuses pages of another origin, to look and to clear', async () => {
  const { get, usage } = await start();
  await get();
  const unknown = await usage('?name=nobody');
  expect([unknown.status, await unknown.json()]).toEqual([
    404,
    { message: 'There is no usage plan and no API key nobody.', names: ['basic', 'ada', 'bob'] },
  ]);
  const headers = { origin: 'https://example.org' };
  expect((await usage('', { headers })).status).toBe(403);
  expect((await usage('', { headers, method: 'DELETE' })).status).toBe(403);
  expect(await (await usage('?name=ada')).json()).toMatchObject({ entries: [{ quota: { used: 1 } }] });
});

it('a reset of everything clears throttles of stages and of the account as well', async () => {
  const { get, usage } = await start({
    ...routes(10),
    stages: { v1: { methodSettings: { '/pets/GET': { throttlingRateLimit: 0, throttlingBurstLimit: 1 } } } },
  });
  expect([await get(), await get()]).toEqual([200, 429]);
  await usage('?name=ada', { method: 'DELETE' });
  expect(await get()).toBe(429);
  await usage('', { method: 'DELETE' });
  expect(await get()).toBe(200);
});

it('the keys of the options count beside those of the project', async () => {
  const { emulator } = await startEmulator({
    config: { ...routes(2), apiKeys: { ada: { value: VALUE }, bob: { value: `${VALUE}-2` } } },
    apiKeys: [{ id: 'k', name: 'mine', value: 'my-own-key-of-20-characters', enabled: true }],
    usagePlans: [
      {
        id: 'p',
        name: 'mine',
        apiStages: [{ stage: 'v1' }],
        keys: ['k'],
        quota: { limit: 1, offset: 0, period: 'DAY' },
      },
    ],
  });
  const get = async (key: string) => (await request(emulator.server).get('/v1/pets').set('x-api-key', key)).status;
  expect([
    await get(VALUE),
    await get('my-own-key-of-20-characters'),
    await get('my-own-key-of-20-characters'),
  ]).toEqual([200, 200, 429]);
});
