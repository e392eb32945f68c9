import { mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEmulator } from '../../emulator/emulator.ts';
import type { Emulator } from '../../emulator/options.ts';
import { packageOffstage, run } from './packaged.ts';

const offstage = packageOffstage();
let folder: string;
let stage: Emulator | undefined;
let server: Server | undefined;

const KEY = 'the-key-of-the-real-stage';
const SUITE = `
  const answer = await fetch(process.env.OFFSTAGE_TARGET + '/pets/7?x=1', { headers: { 'x-api-key': 'local' } });
  if (answer.status !== 200) process.exit(1);
`;

function routes(name: string): object {
  const template = `{"name": "${name}", "id": "$context.requestId"}`;
  const integration = {
    type: 'MOCK',
    requestTemplates: { 'application/json': '{"statusCode": 200}' },
    responses: { default: { statusCode: '200', responseTemplates: { 'application/json': template } } },
  };
  return { name: 'pets', stages: { v1: {} }, resources: { '/pets/{id}': { GET: { integration } } } };
}

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'offstage-parity-')));
  writeFileSync(join(folder, 'routes.json'), JSON.stringify(routes('Olive')));
  writeFileSync(join(folder, 'parity.json'), '["GET /pets/7?x=1", "GET /dogs"]');
  writeFileSync(join(folder, 'suite.mjs'), SUITE);
});
afterEach(async () => {
  await stage?.close();
  server?.closeAllConnections();
  server?.close();
  [stage, server] = [undefined, undefined];
  rmSync(folder, { recursive: true, force: true });
});

const parity = (...args: string[]) => run(process.execPath, [offstage.cli, 'parity', ...args], folder);

async function startStage(name = 'Olive'): Promise<string> {
  stage = await createEmulator({ config: routes(name) });
  return `${stage.url}/v1`;
}

describe('offstage parity', () => {
  it('compares the requests of parity.json, and ends with 0 when all is the same', async () => {
    const { status, output } = await parity(await startStage());
    expect(output).toMatch(/✓ GET +\/pets\/7\?x=1 +200 +[\d.]+ ms +200/);
    expect(output).toMatch(/✓ 2 requests: the emulator and http:\/\/127\.0\.0\.1:\d+\/v1 answer the same\./);
    expect(output).toMatch(/id ×\d+ +a UUID is made for each request/);
    expect(status).toBe(0);
  });

  it('shows what differs on both sides, and ends with 1', async () => {
    const { status, output } = await parity(await startStage('Kiwi'), '--json', 'p.json', '--html', 'p.html');
    expect(output).toMatch(/✗ GET +\/pets\/7/);
    expect(output).toMatch(/body \$\.name +"Olive" +"Kiwi"/);
    expect(output).toMatch(/✗ 1 of 2 requests is answered differently/);
    expect(status).toBe(1);
    const report = JSON.parse(readFileSync(join(folder, 'p.json'), 'utf8'));
    expect(report.summary).toEqual({ requests: 2, same: 1, different: 1 });
    expect(report.comparisons[0].differences).toEqual([
      { where: 'body', name: '$.name', emulator: '"Olive"', stage: '"Kiwi"' },
    ]);
    expect(readFileSync(join(folder, 'p.html'), 'utf8')).toContain('1 of 2 differ');
  });

  it('runs a suite on both sides, with the key of the stage there, which is in no report', async () => {
    const keys: unknown[] = [];
    const upstream = await startStage();
    server = createServer(async (message, response) => {
      keys.push(message.headers['x-api-key']);
      const answer = await fetch(`${new URL(upstream).origin}${message.url}`);
      const body = await answer.text();
      response.sendDate = false;
      response.writeHead(answer.status, [...answer.headers, ['X-Echo', String(keys.at(-1))]].flat()).end(body);
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    const files = ['--json', 'p.json', '--html', 'p.html', '--record'];
    const { status, output } = await parity(url, '--suite', 'node suite.mjs', '-H', `x-api-key: ${KEY}`, ...files);
    expect(output).toMatch(/Tests: passed on the emulator, passed on the stage/);
    expect(output).toMatch(/header x-echo +\(missing\) +\*\*\*\*/);
    expect([status, keys]).toEqual([1, [KEY, KEY]]);
    const recording = join(folder, '.offstage', `parity-${new URL(url).host.replace(':', '-')}-v1.json`);
    for (const file of ['p.json', 'p.html', recording].map((name) => join(name.startsWith('/') ? '' : folder, name))) {
      expect(readFileSync(file, 'utf8')).not.toContain(KEY);
      expect(readFileSync(file, 'utf8')).toContain('****');
    }
    expect(output).not.toContain(KEY);
    if (process.platform !== 'win32') expect(statSync(recording).mode & 0o777).toBe(0o600);
  });

  it('says that a suite fails on the stage, and ends with 1', async () => {
    const url = await startStage();
    // The first run leaves a file, the second fails because of it.
    writeFileSync(
      join(folder, 'suite.mjs'),
      `import { existsSync, writeFileSync } from 'node:fs';${SUITE}
       if (existsSync('seen')) process.exit(1);
       writeFileSync('seen', '');`,
    );
    const { status, output } = await parity(url, '--suite', 'node suite.mjs');
    expect(output).toMatch(/Tests: passed on the emulator, failed on the stage/);
    expect(status).toBe(1);
  });

  it('compares with what it has recorded when the stage is gone', async () => {
    const url = await startStage();
    const recorded = await parity(url, '--record');
    expect(recorded.output).toMatch(/✓ 2 answers are kept in .*parity-127\.0\.0\.1-\d+-v1\.json/);
    await stage?.close();
    stage = undefined;
    const same = await parity(url, '--recorded');
    expect(same.output).toMatch(/answer the same|as recorded on/);
    expect(same.status).toBe(0);
    writeFileSync(join(folder, 'routes.json'), JSON.stringify(routes('Kiwi')));
    writeFileSync(join(folder, 'parity.json'), '["GET /pets/7?x=1", "GET /cats"]');
    const other = await parity(url, '--recorded');
    expect(other.output).toMatch(/body \$\.name +"Kiwi" +"Olive"/);
    expect(other.output).toMatch(/no answer: nothing is recorded for this request/);
    expect(other.status).toBe(1);
  });
});

describe('offstage parity with bad input', () => {
  const URL_OF_NOBODY = 'http://127.0.0.1:1/v1';

  it.each([
    [['http://127.0.0.1:1/v1'], /can't be reached: nothing listens there/],
    [[URL_OF_NOBODY, '-H', 'x-api-key swordfish'], /"x-ap…" is no header/],
    [[URL_OF_NOBODY, '--requests', 'nope.json'], /nope\.json can't be read/],
    [[URL_OF_NOBODY, '--suite', 'true', '--requests', 'parity.json'], /both say which requests/],
    [[URL_OF_NOBODY, '--record', '--recorded'], /--recorded does without it/],
    [[URL_OF_NOBODY, '--recorded'], /Nothing is recorded of http:\/\/127\.0\.0\.1:1\/v1/],
    [[URL_OF_NOBODY, '--stage', 'v2'], /No API here has a stage "v2"/],
    [[URL_OF_NOBODY, '--ignore', 'x-name'], /it names neither a header nor a part of bodies/],
    [[URL_OF_NOBODY, '--timeout', '0'], /A waiting time is a number of seconds above 0/],
    [[URL_OF_NOBODY, '--folder', 'nowhere'], /There is no folder/],
  ])('answers %j with one clear message, and 1', async (args, message) => {
    const { status, output } = await parity(...args);
    expect(output).toMatch(message);
    expect(output).not.toMatch(/^\s+at /m);
    expect(status).toBe(1);
  });

  it('says so when nothing names the requests', async () => {
    rmSync(join(folder, 'parity.json'));
    const { status, output } = await parity(URL_OF_NOBODY);
    expect(output).toMatch(/there is no parity\.json, and no --suite was given/);
    expect(status).toBe(1);
  });

  it('compares, and then says that a recording can’t be kept', async () => {
    const url = await startStage();
    writeFileSync(join(folder, '.offstage'), 'a file');
    const { status, output } = await parity(url, '--record');
    expect(output).toMatch(/answer the same[\s\S]*The recording can't be kept in /);
    expect(output).not.toMatch(/^\s+at /m);
    expect(status).toBe(1);
  });
});
