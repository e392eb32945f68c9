import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { endAll, packageOffstage, type Running, run, start } from './packaged.ts';

const offstage = packageOffstage();
let folder: string;
const started: Running[] = [];

const MOCK = { type: 'MOCK', requestTemplates: { 'application/json': '{"statusCode": 200}' } };
const ROUTES = {
  name: 'keys',
  stages: { v1: {} },
  apiKeys: { ada: { value: '${ADA_KEY}' } },
  usagePlans: { basic: { apiStages: [{ stage: 'v1' }], keys: ['ada'], quota: { limit: 5, period: 'DAY' } } },
  resources: { '/pets': { GET: { apiKeyRequired: true, integration: MOCK } } },
};
const KEY = 'a-key-of-twenty-characters';

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'offstage-usage-')));
  writeFileSync(join(folder, 'routes.json'), JSON.stringify(ROUTES, undefined, 2));
  writeFileSync(join(folder, '.env'), `ADA_KEY=${KEY}\n`);
});
afterEach(async () => {
  await endAll(started);
  rmSync(folder, { recursive: true, force: true });
});

const usage = (...args: string[]): ReturnType<typeof run> =>
  run(process.execPath, [offstage.cli, 'usage', ...args], folder);

it('offstage usage shows what the keys of a running project have used, and clears it', async () => {
  const ports = ['--port', '0', '--site-port', '0', '--control-port', '0'];
  const running = start(process.execPath, [offstage.cli, 'dev', ...ports], folder);
  started.push(running);
  const [, url = ''] = await running.printed(/Stage v1: +(\S+)/);
  await running.printed(/GET +\/pets/);
  const response = await fetch(`${url.replace(/\/$/, '')}/pets`, { headers: { 'x-api-key': KEY } });
  expect(response.status).toBe(200);

  const shown = await usage();
  expect(shown).toMatchObject({ status: 0, output: expect.stringMatching(/basic +ada +\*{6}acters +1 of 5 per day/) });
  expect(shown.output).not.toContain(KEY);
  const cleared = await usage('ada', '--reset');
  expect(cleared).toMatchObject({ status: 0, output: expect.stringContaining('The counters of ada are cleared.') });
  expect(cleared.output).toContain('0 of 5 per day');
  const unknown = await usage('basics');
  expect(unknown).toMatchObject({ status: 1, output: expect.stringContaining('Did you mean basic?') });
});

it('offstage usage without a running project says so', async () => {
  expect(await usage()).toMatchObject({
    status: 1,
    output: expect.stringContaining('No `offstage dev` runs the project'),
  });
});
