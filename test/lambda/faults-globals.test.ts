import { describe, expect, it } from 'vitest';
import { badFunction } from './bad-function.ts';
import { threadCount, threadsAtMost } from './thread-count.ts';

const ANSWER = { kind: 'answer' };

/** What each does before it answers 1, and what its first call gets. */
const CASES: [what: string, code: string, answer: object][] = [
  ['Promise', 'globalThis.Promise = undefined;', { payload: '1' }],
  ['JSON', 'globalThis.JSON = undefined;', { payload: expect.stringContaining('Runtime.ExitError') }],
  ['JSON.stringify by one that gives a number', 'JSON.stringify = () => 5;', ANSWER],
  ['Atomics', 'globalThis.Atomics = undefined;', ANSWER],
  ['Atomics’ methods', "Atomics.wait = () => 'ok'; Atomics.load = () => 77;", { payload: '1' }],
  ['setImmediate', 'globalThis.setImmediate = () => {};', { payload: '1' }],
  ['process.stdout', "Object.defineProperty(process, 'stdout', { value: null }); console.log('x');", { payload: '1' }],
  ['process.exit', "process.exit = () => {}; setTimeout(() => { throw new Error('x'); });", { payload: '1' }],
  [
    'the methods of arrays',
    "for (const name of ['map', 'filter', 'join', 'forEach', 'push', 'slice', 'includes']) Array.prototype[name] = null;",
    ANSWER,
  ],
  ['the iterator of arrays', 'Array.prototype[Symbol.iterator] = undefined;', { payload: '1' }],
  ['what all objects have', "Object.prototype.then = 'x'; Object.prototype.kind = 'init';", ANSWER],
  [
    'the errors that it answers, by no JSON',
    "JSON.stringify = () => 'no JSON'; process.nextTick(() => { throw new Error('x'); }); await new Promise(() => {});",
    { payload: expect.stringContaining('Runtime.ExitError') },
  ],
  ...[
    'null',
    '7',
    '[]',
    "['log', 1, 2, 3]",
    "['init', 'x', 'y']",
    "['error', 1, 'x']",
    "['error', 'no JSON', 'x']",
    "['fatal', '5', 'x']",
    "['chunk']",
    "['chunk', 1, new Uint8Array(3), 'text/plain']",
    "['stream-end', 'x']",
    "['done']",
    "['bad-event']",
    "['child', 0, 'runs']",
    "['child', -1, 'runs']",
    "['signal', 5]",
  ].map((message): [string, string, object] => [
    `what is said to the emulator by ${message}`,
    `const { prototype } = require('node:worker_threads').MessagePort; const { postMessage } = prototype;
     prototype.postMessage = function () { postMessage.call(this, ${message}); };`,
    {},
  ]),
];

describe('a function that replaces', () => {
  it.each(CASES)('%s hurts nobody else, and leaves no thread', async (_, code, answer) => {
    const threads = threadCount();
    const { service, call } = badFunction(`exports.handler = async () => { ${code} return 1; };`, { timeout: 1 });
    const bad = service.invoke({ functionName: 'bad', payload: '{}' });
    expect(await call('good')).toBe('fine');
    expect(await bad).toMatchObject(answer);
    await service.invoke({ functionName: 'bad', payload: '{}' });
    expect(await call('good')).toBe('fine');
    await service.close();
    await threadsAtMost(threads);
  });
});
