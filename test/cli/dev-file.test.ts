import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { devFilePath, findRunningDev, writeDevFile } from '../../emulator/cli/dev-file.ts';

let root: string;
const servers: Server[] = [];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'offstage-dev-file-'));
});

afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
  rmSync(root, { recursive: true, force: true });
});

function write(content: unknown): void {
  mkdirSync(join(root, '.offstage'));
  writeFileSync(devFilePath(root), typeof content === 'string' ? content : JSON.stringify(content));
}

async function listen(): Promise<string> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

describe('.offstage/dev.json', () => {
  it('tells its owner, and nobody else, where this run is', () => {
    writeDevFile(root, { url: 'http://127.0.0.1:3000', siteUrl: 'http://localhost:3001' });
    const { pid, token, ...addresses } = JSON.parse(readFileSync(devFilePath(root), 'utf8'));
    expect(pid).toBe(process.pid);
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    expect(addresses).toEqual({ url: 'http://127.0.0.1:3000', siteUrl: 'http://localhost:3001' });
    if (process.platform !== 'win32') expect(statSync(devFilePath(root)).mode & 0o777).toBe(0o600);
  });

  it('is kept out of git', () => {
    writeDevFile(root, { url: 'http://127.0.0.1:3000' });
    expect(readFileSync(join(root, '.offstage/.gitignore'), 'utf8')).toBe('*\n');
  });

  it('is removed by the run that wrote it', () => {
    const remove = writeDevFile(root, { url: 'http://127.0.0.1:3000' });
    remove();
    expect(statSync(devFilePath(root), { throwIfNoEntry: false })).toBeUndefined();
  });

  it('stays when another run has written it meanwhile', () => {
    const remove = writeDevFile(root, { url: 'http://127.0.0.1:3000' });
    writeDevFile(root, { url: 'http://127.0.0.1:4000' });
    remove();
    expect(readFileSync(devFilePath(root), 'utf8')).toContain(':4000');
  });
});

describe('a run that is looked for', () => {
  it('is found while its process lives and its address answers', async () => {
    const content = { pid: process.ppid, token: 't', url: await listen() };
    write(content);
    expect(await findRunningDev(root)).toEqual(content);
  });

  it('is gone when nothing answers, although its process id was given out again', async () => {
    write({ pid: process.ppid, token: 't', url: 'http://127.0.0.1:1' });
    expect(await findRunningDev(root)).toBeUndefined();
  });

  it('is gone when its process is', async () => {
    write({ pid: 2 ** 22 + 1, token: 't', url: await listen() });
    expect(await findRunningDev(root)).toBeUndefined();
  });

  it.each([
    ['no JSON', '{'],
    ['null', 'null'],
    ['another shape', '{"pid":"1"}'],
  ])('is none when the file holds %s', async (_what, text) => {
    write(text);
    expect(await findRunningDev(root)).toBeUndefined();
  });

  it('is none without a file', async () => {
    expect(await findRunningDev(root)).toBeUndefined();
  });
});
