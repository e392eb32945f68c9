import { describe, expect, it } from 'vitest';
import { badFunction } from './bad-function.ts';

const HANDLED = {
  errorType: 'handled',
  errorMessage:
    'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
};
const UNSERIALISABLE = { errorType: 'Error', errorMessage: 'Unable to stringify response body' };

describe('what an async handler throws', () => {
  it.each([
    ['null', { errorType: 'string', errorMessage: 'handled', trace: [] }],
    ['undefined', { errorType: 'string', errorMessage: 'handled', trace: [] }],
    ["''", { errorType: 'string', errorMessage: '', trace: [] }],
    ['7', { errorType: 'number', errorMessage: '7', trace: [] }],
    ["Symbol('s')", { errorType: 'symbol', errorMessage: 'Symbol(s)', trace: [] }],
    ['Object.create(null)', HANDLED],
    ["new Proxy({}, { get() { throw new Error('trap'); } })", HANDLED],
    ['(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; })()', HANDLED],
    ["Object.defineProperty(new Error('a'), 'stack', { get() { throw new Error('trap'); } })", HANDLED],
    ["Object.assign(new Error('a'), { message: { toJSON() { throw new Error('trap'); } } })", HANDLED],
    ["Object.assign(new Error('a'), { stack: undefined })", HANDLED],
    ["Object.assign(new Error('a\\x7Fb'), { name: 'N\\x7F' })", { errorType: 'N%7F', errorMessage: 'a%7Fb' }],
    [
      "Object.assign(new Error('a'), { self: 1n, toJSON() { throw new Error('trap'); } })",
      { errorType: 'Error', errorMessage: 'a' },
    ],
    [
      "new AggregateError([new Error('one')], 'several')",
      { errorType: 'AggregateError', errorMessage: 'several', trace: expect.any(Array) },
    ],
    [
      "new Error('x'.repeat(8_000_000))",
      {
        errorType: 'Function.ResponseSizeTooLarge',
        errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
      },
    ],
  ])('is answered: %s', async (thrown, payload) => {
    const { call, answer } = badFunction(`exports.handler = async () => { throw ${thrown}; };`, { memorySize: 512 });
    expect(await call('bad')).toMatchObject(payload);
    const again = await answer('bad');
    expect(again).toMatchObject({ functionError: 'Unhandled', explanation: { code: expect.any(String) } });
    // Thrown in the same environment: it was not lost.
    expect(again.initDurationMs).toBeUndefined();
    expect(await call('good')).toBe('fine');
  });

  it('without being async is like a callback: null and undefined are no error', async () => {
    for (const thrown of ['null', 'undefined']) {
      const { answer } = badFunction(`exports.handler = () => { throw ${thrown}; };`);
      expect(await answer('bad')).toMatchObject({ payload: 'null' });
      expect((await answer('bad')).functionError).toBeUndefined();
    }
  });
});

describe('a result', () => {
  it.each([
    "{ toJSON() { throw new Error('no'); } }",
    '{ toJSON() { return { again: JSON.stringify(this) }; } }',
    '(() => { let deep = []; for (let n = 0; n < 100_000; n++) deep = [deep]; return deep; })()',
    'new Proxy({}, { ownKeys() { throw null; } })',
    'Symbol()',
  ])('that is no JSON is an error: %s', async (result) => {
    const { call } = badFunction(`exports.handler = async () => (${result});`);
    expect(await call('bad')).toMatchObject(UNSERIALISABLE);
    expect(await call('good')).toBe('fine');
  });

  it('may have 6,291,556 bytes and no more', async () => {
    const { answer } = badFunction('exports.handler = async ({ length }) => "ä".repeat(length / 2 - 1);');
    const most = await answer('bad', { length: 6_291_556 });
    expect([Buffer.byteLength(most.payload), most.functionError]).toEqual([6_291_556, undefined]);
    const more = await answer('bad', { length: 6_291_558 });
    expect(JSON.parse(more.payload)).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' });
  });
});

describe('a handler that never ends', () => {
  it.each([
    ['while (true) await null;', 'Sandbox.Timedout'],
    ['const again = () => process.nextTick(again); again(); await new Promise(() => {});', 'Sandbox.Timedout'],
    ['const again = () => setImmediate(again); again(); await new Promise(() => {});', 'Sandbox.Timedout'],
    ['Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);', 'Sandbox.Timedout'],
    ["/(x+x+)+y/.test('x'.repeat(40));", 'Sandbox.Timedout'],
    ['const deep = () => deep() + 1; return deep();', 'RangeError'],
  ])('is answered while another function is: %s', async (code, errorType) => {
    const { call, answer } = badFunction(`exports.handler = async () => { ${code} };`, { timeout: 1 });
    let isAnswered = false;
    const bad = answer('bad').finally(() => {
      isAnswered = true;
    });
    do expect(await call('good')).toBe('fine');
    while (!isAnswered);
    expect(JSON.parse((await bad).payload)).toMatchObject({ errorType });
  });
});
