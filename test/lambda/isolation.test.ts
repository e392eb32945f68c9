import { describe, expect, it } from 'vitest';
import { temporaryProject } from './temporary-project.ts';

/** Does to its environment whatever a function can do, and shows what is there. */
const hostile = `
const shared = require('./shared.js');
const { EventEmitter } = require('node:events');
const fs = require('node:fs');
const attack = () => {
  shared.touched = true;
  process.env.SHARED = 'set';
  process.env.TZ = 'Asia/Tokyo';
  delete process.env.PATH;
  globalThis.leaked = true;
  globalThis.fetch = globalThis.setTimeout = globalThis.Promise = undefined;
  Object.prototype.polluted = true;
  Array.prototype.map = () => 'broken';
  JSON.parse = JSON.stringify = () => 'broken';
  EventEmitter.prototype.emit = EventEmitter.prototype.on = () => { throw new Error('broken'); };
  fs.readFileSync = () => 'broken';
  Date.now = () => 0;
  console.log = () => {};
  process.exitCode = 7;
  process.title = 'broken';
  process.stdout.write = process.stderr.write = () => false;
  process.on('exit', () => { throw new Error('broken'); });
  try { process.chdir('/'); } catch {}
  try { process.umask(0o777); } catch {}
};
exports.handler = async (event) => {
  const seen = {
    shared: shared.touched === true,
    variable: process.env.SHARED ?? null,
    path: typeof process.env.PATH,
    leaked: 'leaked' in globalThis,
    fetch: typeof fetch,
    polluted: ({}).polluted === true,
    map: [1].map((n) => n + 1),
    read: fs.readFileSync(__filename, 'utf8') !== 'broken',
    now: Date.now() > 0,
    zone: new Date(0).getTimezoneOffset(),
    emits: new EventEmitter().on('a', () => {}).emit('a'),
  };
  if (event.attack) attack();
  return seen;
};`;

const INTACT = {
  shared: false,
  variable: null,
  path: 'string',
  leaked: false,
  fetch: 'function',
  polluted: false,
  map: [2],
  read: true,
  now: true,
  zone: new Date(0).getTimezoneOffset(),
  emits: true,
};

describe('what a function does to its own world', () => {
  it.each(["require('node:worker_threads')", "await import('node:worker_threads')"])(
    'finds no way to speak for its thread: %s',
    async (module) => {
      const code = `exports.handler = async () => { const { workerData, parentPort } = ${module}; return { workerData, parentPort }; };`;
      const { call } = temporaryProject({ 'one.js': code }, { functions: { one: {} } });
      expect(await call('one')).toEqual({ workerData: null, parentPort: null });
    },
  );

  it('reaches neither another function, nor the emulator, nor a new environment of its own', async () => {
    const files = { 'one.js': hostile, 'two.js': hostile, 'shared.js': 'exports.touched = false;' };
    const { call, answer, service, save } = temporaryProject(files, { functions: { one: {}, two: {} } });
    const folder = process.cwd();
    const mask = process.umask();
    expect(await call('two')).toEqual(INTACT);
    await answer('one', { attack: true }).catch(() => {});
    expect(await call('two')).toEqual(INTACT);
    expect([process.cwd(), process.umask(), process.exitCode, process.env.SHARED]).toEqual([
      folder,
      mask,
      undefined,
      undefined,
    ]);
    expect('polluted' in {}).toBe(false);
    // One that is broken for good is got rid of by a save, as by a deployment.
    save('one.js', `${hostile}\n`);
    expect(await call('one')).toEqual(INTACT);
    expect(await service.invoke({ functionName: 'one', payload: '{}' })).toMatchObject({ kind: 'answer' });
  });
});
