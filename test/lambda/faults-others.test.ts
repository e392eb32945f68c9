import { describe, expect, it } from 'vitest';
import { badFunction } from './bad-function.ts';
import { threadCount, threadsAtMost } from './thread-count.ts';

const error = (errorType: string): object => ({ payload: expect.stringContaining(`"errorType":"${errorType}"`) });

const TIMED_OUT = error('Sandbox.Timedout');

/** What a function does wrong, and what its caller gets. */
const FAULTS: [what: string, code: string, answer: object][] = [
  ['loops for ever', 'for (;;);', TIMED_OUT],
  ['chains promises for ever', 'const again = () => Promise.resolve().then(again); await again();', TIMED_OUT],
  ['exits', 'process.exit(3);', error('Runtime.ExitError')],
  ['aborts', 'process.abort();', error('Runtime.ExitError')],
  ['rejects after its answer', "setImmediate(() => Promise.reject(new Error('late'))); return 1;", { payload: '1' }],
  [
    'writes to streams that it has closed',
    "for (const stream of [process.stdout, process.stderr]) { stream.end(); stream.write('x'); stream.destroy(); } console.log('x'); return 1;",
    { payload: '1' },
  ],
  ['answers 50 MB', "return 'x'.repeat(50_000_000);", error('Function.ResponseSizeTooLarge')],
  ['deletes its own source', "require('node:fs').rmSync(__filename, { force: true }); return 1;", { payload: '1' }],
  ['prints without end', "for (;;) process.stdout.write('line of the log\\n');", TIMED_OUT],
];

describe('while a function', () => {
  it.each(FAULTS)('%s, another answers every request, and no thread is left at the end', async (_, code, answer) => {
    const threads = threadCount();
    const timeout = answer === TIMED_OUT ? 1 : 30;
    const { service, call } = badFunction(`exports.handler = async () => { ${code} };`, { timeout });
    const bad = Array.from({ length: 4 }, () => service.invoke({ functionName: 'bad', payload: '{}' }));
    let isOver = false;
    const over = Promise.all(bad).finally(() => {
      isOver = true;
    });
    do expect(new Set(await Promise.all([call('good'), call('good'), call('good')]))).toEqual(new Set(['fine']));
    while (!isOver);
    for (const one of await over) expect(one).toMatchObject(answer);
    expect(await call('good')).toBe('fine');
    await service.close();
    await threadsAtMost(threads);
  });
});
