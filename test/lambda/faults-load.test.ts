import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { badFunction } from './bad-function.ts';
import { temporaryProject } from './temporary-project.ts';
import { threadCount, threadsAtMost } from './thread-count.ts';

describe('10,000 calls while functions reload', () => {
  it('are all answered by the old code or the new, and leave no thread', async () => {
    const threads = threadCount();
    const source = (turn: number): string => `exports.handler = async ({ n }) => [n, ${turn}];`;
    const { call, save, service } = temporaryProject(
      { 'one.js': source(0), 'two.js': source(0), 'calm.js': source(0) },
      { functions: { one: {}, two: {}, calm: {} } },
    );
    const names = ['one', 'two', 'calm'] as const;
    let turn = 0;
    for (let n = 0; n < 10_000; ) {
      turn++;
      if (turn % 5 !== 0) save(`${names[turn % 2]}.js`, source(turn));
      // A file that is broken for a moment is what an editor leaves between two writes.
      else save('one.js', 'exports.handler = async (');
      const calls = Array.from({ length: 200 }, () => {
        const own = n++;
        return call(names[own % 3] ?? 'calm', { n: own }).then((answer) => [own, answer] as const);
      });
      for (const [own, answer] of await Promise.all(calls)) {
        if (Array.isArray(answer)) expect(answer).toEqual([own, expect.any(Number)]);
        else
          expect([own % 3, answer]).toEqual([0, expect.objectContaining({ errorType: 'Runtime.UserCodeSyntaxError' })]);
        if (own % 3 === 2) expect(answer).toEqual([own, 0]);
      }
    }
    save('one.js', source(-1));
    expect(await call('one', { n: 1 })).toEqual([1, -1]);
    await service.close();
    await threadsAtMost(threads);
  });
});

describe('a file saved 100 times in a second', () => {
  it('is built in the background, and keeps no other function waiting', async () => {
    const { call, service, root } = badFunction('exports.handler = async () => 0;');
    for (let turn = 1; turn <= 100; turn++) {
      writeFileSync(join(root, 'bad.js'), `exports.handler = async () => ${turn};`);
      service.filesChanged([join(root, 'bad.js')]);
      expect(await call('good')).toBe('fine');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(await call('bad')).toBe(100);
  });
});

describe('a thread that dies during init', () => {
  it.each([
    ['process.exit(4);', 'Runtime.ExitError'],
    ['process.abort();', 'Runtime.ExitError'],
    ['process.exit(0);', 'Runtime.ExitError'],
    ["setTimeout(() => { throw new Error('x'); }); require('node:fs').readFileSync('/nowhere/at/all');", 'Error'],
    ["Promise.reject(new Error('x')); throw null;", 'handled'],
  ])('loses no call of another function, and no thread: %s', async (code, errorType) => {
    const threads = threadCount();
    const { call, service } = badFunction(code);
    const calls = Array.from({ length: 8 }, (_, n) => call(n % 2 ? 'good' : 'bad'));
    const answers = await Promise.all(calls);
    expect(answers.filter((answer) => answer === 'fine')).toHaveLength(4);
    for (const answer of answers.filter((one) => one !== 'fine')) expect(answer).toMatchObject({ errorType });
    await service.close();
    await threadsAtMost(threads);
  });
});

describe('a flood of log lines', () => {
  it('of a million ends, every line in order, while another function answers', async () => {
    let lines = 0;
    let inOrder = true;
    const { call } = temporaryProject(
      {
        'good.js': "exports.handler = async () => 'fine';",
        'bad.js':
          "exports.handler = async () => { for (let n = 0; n < 1_000_000; n++) process.stdout.write(n + '\\n'); return 'printed'; };",
      },
      {
        functions: { good: {}, bad: { timeout: 60 } },
        onEvent(event) {
          if (event.kind !== 'function-log') return;
          inOrder &&= event.text === String(lines);
          lines++;
        },
      },
    );
    let isAnswered = false;
    const bad = call('bad').finally(() => {
      isAnswered = true;
    });
    do expect(await call('good')).toBe('fine');
    while (!isAnswered);
    expect([await bad, lines, inOrder]).toEqual(['printed', 1_000_000, true]);
  });

  it('of five megabytes each is no use of memory, and each is cut where CloudWatch cuts', async () => {
    const { call, logs } = badFunction(
      "exports.handler = async () => { const text = 'x'.repeat(5_000_000); for (let n = 0; n < 400; n++) console.log(text); return 'printed'; };",
      { timeout: 60 },
    );
    expect(await call('bad')).toBe('printed');
    expect(new Set(logs('bad').map(({ length }) => length))).toEqual(new Set([262_144]));
    expect(logs('bad')).toHaveLength(400);
  });
});
