import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import request from 'supertest';
import { expect, it } from 'vitest';
import type { EmulatorEvent } from '../../emulator/events.ts';
import { projectFolder, save, startEmulator } from '../helpers/emulator.ts';

const counting = (text: string) =>
  `let calls = 0; exports.handler = async () => ({ headers: { 'Content-Type': 'text/plain' }, body: '${text} ' + ++calls });`;

const routes = (stage: object) => ({
  name: 'test',
  stages: { v1: stage },
  functions: { pets: { handler: 'pets.handler' } },
  resources: { '/pets': { GET: { integration: { type: 'AWS_PROXY', function: 'pets' } } } },
});

const CACHED = { cacheClusterEnabled: true, methodSettings: { '*/*': { cachingEnabled: true } } };

const isReload = (event: EmulatorEvent): event is Extract<EmulatorEvent, { kind: 'reload' }> => event.kind === 'reload';
const isLine = (event: EmulatorEvent): event is Extract<EmulatorEvent, { kind: 'access-log' }> =>
  event.kind === 'access-log';

it('a stage with a cache answers from it until a file is saved', async () => {
  const root = await projectFolder({ 'routes.json': routes(CACHED), 'pets.js': counting('old') });
  const { emulator, next } = await startEmulator({ root, watch: true });
  const get = async () => (await request(emulator.server).get('/v1/pets')).text;
  expect([await get(), await get()]).toEqual(['old 1', 'old 1']);
  await save(root, 'pets.js', counting('new'));
  await next(isReload);
  expect([await get(), await get()]).toEqual(['new 1', 'new 1']);
});

it('an access log goes to its file, a line for each request, all of them there once the emulator is closed', async () => {
  const accessLogSettings = {
    destination: 'logs/access.log',
    format: '$context.httpMethod $context.path $context.status $context.requestId',
  };
  const root = await projectFolder({ 'routes.json': routes({ accessLogSettings }), 'pets.js': counting('a') });
  const { emulator, events } = await startEmulator({ root });
  const ids = [];
  for (const path of ['/v1/pets', '/v1/cats', '/v1/pets']) {
    ids.push((await request(emulator.server).get(path)).headers['x-amzn-requestid']);
  }
  await emulator.close();
  expect(await readFile(join(root, 'logs/access.log'), 'utf8')).toBe(
    `GET /v1/pets 200 ${ids[0]}\nGET /v1/cats 403 ${ids[1]}\nGET /v1/pets 200 ${ids[2]}\n`,
  );
  expect(events.filter(isLine)).toEqual([]);
});

it('an access log without a destination is told, behind the request', async () => {
  const accessLogSettings = { format: '$context.extendedRequestId $context.responseLength\n' };
  const root = await projectFolder({ 'routes.json': routes({ accessLogSettings }), 'pets.js': counting('a') });
  const { emulator, events, next } = await startEmulator({ root });
  const { headers } = await request(emulator.server).get('/v1/pets');
  const { text } = await next(isLine);
  expect(text).toBe(`${headers['x-amz-apigw-id']} 3`);
  expect(events.map(({ kind }) => kind).slice(-2)).toEqual(['exchange', 'access-log']);
});
