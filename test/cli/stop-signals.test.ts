import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageOffstage, type Running, start } from './packaged.ts';

const offstage = packageOffstage();
let folder: string;
let running: Running | undefined;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'offstage-stop-')));
});
afterEach(async () => {
  running?.process.kill('SIGKILL');
  await running?.ended;
  rmSync(folder, { recursive: true, force: true });
});

/** Serves one function, and waits until it does. */
async function serve(handler: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Running> {
  const routes = {
    stages: { v1: {} },
    functions: { one: { handler: 'one.handler', timeout: 60 } },
    resources: { '/one': { GET: { integration: { type: 'AWS_PROXY', function: 'one' } } } },
  };
  writeFileSync(join(folder, 'routes.json'), JSON.stringify(routes));
  writeFileSync(join(folder, 'one.js'), handler);
  const ports = ['--port', '0', '--site-port', '0', '--control-port', '0'];
  running = start(process.execPath, [offstage.cli, 'dev', ...ports, ...args], folder, env);
  await running.printed(/GET +\/one/);
  return running;
}

async function get(dev: Running): Promise<Response> {
  const [, url = ''] = await dev.printed(/Stage v1: +(\S+)/);
  return fetch(`${url}/one`);
}

describe('dev', () => {
  it('stops while a function waits for a process, and the process is gone with what it has begun', async () => {
    const file = join(folder, 'pids');
    const dev = await serve(`const { execSync } = require('node:child_process');
      exports.handler = async () => { execSync('trap "" INT TERM; sleep 120 & echo $$ $! > ${file}; wait'); };`);
    void get(dev).catch(() => {});
    await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8')).toMatch(/\d+ \d+\n/);
    dev.process.kill('SIGTERM');
    expect(await dev.ended).toBe(0);
    const isThere = (pid: string): boolean => {
      try {
        process.kill(Number(pid), 0);
        return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
      } catch {
        return false;
      }
    };
    const pids = readFileSync(file, 'utf8').trim().split(' ');
    await expect.poll(() => pids.filter(isThere)).toEqual([]);
  });

  it.each([[[]], [['--inline']]])('%j goes on after a mistake of its own, which it tells', async (args) => {
    const mistake = 'process.on("SIGUSR2", () => { throw new Error("our own") });';
    const dev = await serve('exports.handler = async () => ({ body: "fine" });', args, {
      NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(mistake)}`,
    });
    dev.process.kill('SIGUSR2');
    await dev.printed(/our own/);
    expect(await (await get(dev)).text()).toBe('fine');
  });

  it('--inline keeps the errors of functions to their answers', async () => {
    const dev = await serve('exports.handler = () => setTimeout(() => { throw new TypeError("theirs") }, 1);', [
      '--inline',
    ]);
    expect((await get(dev)).status).toBe(502);
    await dev.printed(/theirs/);
    expect(dev.output()).not.toContain('mistake in Offstage');
    expect((await get(dev)).status).toBe(502);
  });
});
