import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endAll, packageOffstage, type Running, start } from './packaged.ts';
import { runSplit } from './run-split.ts';

const offstage = packageOffstage();
let folder: string;
const started: Running[] = [];

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'offstage-invoke-')));
  mkdirSync(join(folder, 'functions'));
  const routes = {
    name: 'greeter',
    stages: { v1: {} },
    functions: { greet: { handler: 'functions/greet.handler' }, fail: { handler: 'functions/fail.handler' } },
    resources: { '/greet': { GET: { integration: { type: 'AWS_PROXY', function: 'greet' } } } },
  };
  writeFileSync(join(folder, 'routes.json'), JSON.stringify(routes, undefined, 2));
  writeFileSync(
    join(folder, 'functions', 'greet.js'),
    "let calls = 0; exports.handler = async (event) => { console.log('greeting', event.name); return { calls: ++calls, event }; };",
  );
  writeFileSync(
    join(folder, 'functions', 'fail.js'),
    "exports.handler = async () => { throw new TypeError('no luck'); };",
  );
});
afterEach(async () => {
  await endAll(started);
  rmSync(folder, { recursive: true, force: true });
});

const cli = (args: string[], input = ''): ReturnType<typeof runSplit> =>
  runSplit(process.execPath, [offstage.cli, ...args], folder, input);

async function serve(): Promise<Running> {
  const ports = ['--port', '0', '--site-port', '0', '--control-port', '0'];
  const running = start(process.execPath, [offstage.cli, 'dev', ...ports], folder);
  started.push(running);
  await running.printed(/GET +\/greet/);
  return running;
}

describe('offstage invoke', () => {
  it('calls a function on its own: the answer to stdout, the log to stderr', async () => {
    writeFileSync(join(folder, 'event.json'), '{"name":"Rex"}');
    const { status, stdout, stderr } = await cli(['invoke', 'greet', '-e', 'event.json']);
    expect([status, stdout]).toEqual([0, '{"calls":1,"event":{"name":"Rex"}}\n']);
    expect(stderr).toMatch(/^INIT_START .*\nSTART .*\n.*\tINFO\tgreeting Rex\nEND .*\nREPORT .*\t\n$/);
  });

  it('calls it in the dev that runs, where it is warm, with an event from the standard input', async () => {
    const running = await serve();
    expect((await cli(['invoke', 'greet'])).stdout).toBe('{"calls":1,"event":{}}\n');
    const second = await cli(['invoke', 'greet', '-e', '-'], '{"name":"Bo"}');
    expect(second.stdout).toBe('{"calls":2,"event":{"name":"Bo"}}\n');
    expect(second.stderr).toMatch(/^START .*\n.*\tINFO\tgreeting Bo\nEND .*\nREPORT .*/);
    await running.printed(/greet │ greeting Bo/);
  });

  it('tells a warning about the project as a warning', async () => {
    const file = join(folder, 'routes.json');
    const routes = JSON.parse(readFileSync(file, 'utf8'));
    routes.functions.greet.timeout = 60;
    writeFileSync(file, JSON.stringify(routes));
    const { status, stderr } = await cli(['invoke', 'greet']);
    expect(status).toBe(0);
    expect(stderr).toMatch(/warning {2}config-timeout-order/);
    expect(stderr).not.toMatch(/error {2}/);
  });

  it('ends with 1 for a function that failed, and explains it', async () => {
    const { status, stdout, stderr } = await cli(['invoke', 'fail']);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ errorType: 'TypeError', errorMessage: 'no luck' });
    expect(stderr).toMatch(/functions\/fail\.js:1:\d+ {2}error/);
    await serve();
    const there = await cli(['invoke', 'fail']);
    expect([there.status, JSON.parse(there.stdout).errorMessage]).toEqual([1, 'no luck']);
  });

  it.each([
    [['invoke', 'gret'], /gret[\s\S]*greet/],
    [['invoke', 'greet', '-e', 'nowhere.json'], /nowhere\.json can't be read/],
    [['logs', 'greet'], /No `offstage dev` runs the project/],
  ])('refuses %j with what to do', async (args, message) => {
    const { status, stdout, stderr } = await cli(args);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('says nothing of other functions that are broken', async () => {
    writeFileSync(join(folder, 'functions', 'fail.js'), 'exports.handler = async () => {');
    const { status, stderr } = await cli(['invoke', 'greet']);
    expect([status, stderr.includes('fail')]).toEqual([0, false]);
    const broken = await cli(['invoke', 'fail']);
    expect([broken.status, broken.stderr.split('lambda-syntax').length]).toEqual([1, 2]);
  });

  it('names the nearest function to a dev that runs, and prints no empty log', async () => {
    writeFileSync(join(folder, 'functions', 'fail.js'), 'exports.handler = async () => {');
    await serve();
    const { status, stderr } = await cli(['invoke', 'gret']);
    expect(status).toBe(1);
    expect(stderr).toMatch(/no function "gret"[\s\S]*greet/);
    expect((await cli(['invoke', 'fail'])).stderr).toBe('');
  });

  it('refuses an event that is no JSON in Lambda’s words', async () => {
    await serve();
    const { status, stderr } = await cli(['invoke', 'greet', '-e', '-'], '{name}');
    expect(status).toBe(1);
    expect(stderr).toContain('Could not parse request body into json');
  });
});

describe('offstage logs', () => {
  it('prints what the dev keeps, and with --follow what comes, until the dev ends', async () => {
    const running = await serve();
    await cli(['invoke', 'greet']);
    const kept = await cli(['logs', 'greet']);
    expect([kept.status, kept.stderr]).toEqual([0, '']);
    expect(kept.stdout).toMatch(/^INIT_START .*\nSTART .*\n.*\tINFO\tgreeting undefined\nEND .*\nREPORT .*\n$/);
    const following = start(process.execPath, [offstage.cli, 'logs', 'greet', '--follow'], folder);
    started.push(following);
    await following.printed(/REPORT/);
    await cli(['invoke', 'greet', '-e', '-'], '{"name":"Bo"}');
    await following.printed(/greeting Bo\nEND .*\nREPORT /);
    running.interrupt();
    expect(await following.ended).toBe(0);
  });

  it('names the nearest function', async () => {
    await serve();
    const { status, stderr } = await cli(['logs', 'gret']);
    expect(status).toBe(1);
    expect(stderr).toContain('Did you mean "greet"?');
  });
});

describe('offstage dev --platform-logs', () => {
  it('prints Lambda’s own lines under the function’s name', async () => {
    const ports = ['--port', '0', '--site-port', '0', '--control-port', '0', '--platform-logs'];
    const running = start(process.execPath, [offstage.cli, 'dev', ...ports], folder);
    started.push(running);
    await running.printed(/GET +\/greet/);
    await cli(['invoke', 'greet']);
    await running.printed(
      /greet │ START RequestId: .*\n +greet │ greeting undefined\n +greet │ END .*\n +greet │ REPORT /,
    );
  });
});
