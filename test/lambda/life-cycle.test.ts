import { describe, expect, it } from 'vitest';
import { temporaryProject } from './temporary-project.ts';

const counting =
  'let n = 0;\nexports.handler = async ({ wait = 0 }) => { await new Promise((r) => setTimeout(r, wait)); return ++n; };';

describe('with `cold`', () => {
  it('every call gets a new environment, whose init phase is measured', async () => {
    const { answer } = temporaryProject({ 'one.js': counting }, { functions: { one: {} }, cold: true });
    for (let n = 0; n < 4; n++) {
      const { payload, initDurationMs } = await answer('one');
      expect(payload).toBe('1');
      expect(initDurationMs).toBeGreaterThan(0);
    }
  });

  it('calls at the same time are new, too, and queue behind the bound', async () => {
    const { answer } = temporaryProject(
      { 'one.js': counting },
      { functions: { one: {} }, cold: true, maxEnvironments: 3 },
    );
    const answers = await Promise.all(Array.from({ length: 20 }, () => answer('one', { wait: 5 })));
    expect(new Set(answers.map(({ payload }) => payload))).toEqual(new Set(['1']));
  });

  it('calls that fail, exit or stream end their environment, too', async () => {
    const code = `let n = 0;
      exports.handler = async ({ how }) => { n++; if (how === 'throw') throw new Error('n ' + n); if (how === 'exit') process.exit(n); return n; };`;
    const streaming = `let n = 0;
      exports.handler = awslambda.streamifyResponse(async (event, stream) => { stream.end(String(++n)); });`;
    const { call, answer } = temporaryProject(
      { 'one.js': code, 'two.js': streaming },
      { functions: { one: {}, two: {} }, cold: true },
    );
    for (let n = 0; n < 2; n++) {
      expect(await call('one', { how: 'throw' })).toMatchObject({ errorMessage: 'n 1' });
      expect(await call('one', { how: 'exit' })).toMatchObject({ errorMessage: expect.stringContaining('status 1') });
      expect(String((await answer('two')).streamed?.bytes)).toBe('1');
    }
  });
});

describe('an idle environment', () => {
  it('ends after its time, and the next call starts a new one', async () => {
    const { call } = temporaryProject(
      { 'one.js': counting },
      { functions: { one: {} }, idle: { one: 20, last: 50, look: 10 } },
    );
    expect([await call('one'), await call('one')]).toEqual([1, 2]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await call('one')).toBe(1);
  });

  it('that is the only one of its function stays longer', async () => {
    const { call } = temporaryProject(
      { 'one.js': counting },
      { functions: { one: {} }, idle: { one: 20, last: 60_000, look: 10 } },
    );
    await call('one');
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(await call('one')).toBe(2);
  });
});

describe('variables from outside', () => {
  it('that change reach the next call in a new environment', async () => {
    const { call, service } = temporaryProject(
      { 'one.js': 'exports.handler = async () => process.env.PLACE ?? "none";' },
      { functions: { one: {} } },
    );
    expect(await call('one')).toBe('none');
    service.setEnvironment({ PLACE: 'here' });
    expect(await call('one')).toBe('here');
    service.setEnvironment({ PLACE: 'there' });
    expect(await call('one')).toBe('there');
  });
});
