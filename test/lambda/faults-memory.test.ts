import { describe, expect, it } from 'vitest';
import { badFunction } from './bad-function.ts';
import { temporaryProject } from './temporary-project.ts';
import { threadCount, threadsAtMost } from './thread-count.ts';

describe('memory', () => {
  it('of many functions that each keep within theirs is nobody’s fault', async () => {
    const { call } = badFunction(
      'exports.handler = async () => { const held = Buffer.alloc(70_000_000, 1); await new Promise((r) => setTimeout(r, 500)); return held.length; };',
    );
    const answers = await Promise.all(Array.from({ length: 8 }, () => call('bad')));
    expect(new Set(answers)).toEqual(new Set([70_000_000]));
  });

  it.each([
    ['SharedArrayBuffers', 'new Uint8Array(new SharedArrayBuffer(50_000_000)).fill(1)'],
    ['ArrayBuffers', 'new Uint8Array(50_000_000).fill(1)'],
    ['WebAssembly.Memory', 'new Uint8Array(new WebAssembly.Memory({ initial: 800 }).buffer).fill(1)'],
  ])('that one function takes in %s ends it and no other', async (_, piece) => {
    const { call, answer } = badFunction(
      `exports.handler = async () => { const all = []; for (;;) { all.push(${piece}); await null; } };`,
      { timeout: 60 },
    );
    const bad = answer('bad');
    expect(await call('good')).toBe('fine');
    const { payload, explanation } = await bad;
    expect([JSON.parse(payload).errorType, explanation?.code]).toEqual(['Runtime.OutOfMemory', 'lambda-out-of-memory']);
    expect(await call('good')).toBe('fine');
  });

  it.each([
    ['large strings', "'x'.repeat(30_000_000) + Math.random()"],
    ['Buffers', 'Buffer.alloc(30_000_000, 1)'],
  ])(
    'that one function takes in %s is not put down to one that waits, or computes, and leaves no thread',
    async (_, piece) => {
      const threads = threadCount();
      const { call, service } = temporaryProject(
        {
          'bad.js': `exports.handler = async () => { const all = []; for (;;) { const piece = ${piece}; piece.indexOf('y'); all.push(piece); } };`,
          'waits.js':
            "exports.handler = async () => { await new Promise((r) => setTimeout(r, 2500)); return 'waited'; };",
          'computes.js':
            "exports.handler = async () => { for (const end = Date.now() + 2500; Date.now() < end; ); return 'computed'; };",
        },
        { functions: { bad: { timeout: 60 }, waits: { timeout: 60 }, computes: { timeout: 60 } } },
      );
      const others = [call('waits'), call('waits'), call('computes')];
      const [first, second] = await Promise.all([call('bad'), call('bad')]);
      expect(first).toMatchObject({ errorType: 'Runtime.OutOfMemory' });
      expect(second).toMatchObject({ errorType: 'Runtime.OutOfMemory' });
      expect(await Promise.all(others)).toEqual(['waited', 'waited', 'computed']);
      await service.close();
      await threadsAtMost(threads);
    },
  );

  it('that a function keeps from call to call ends its environment', async () => {
    const { call } = badFunction(
      'const all = []; exports.handler = async () => all.push(Buffer.alloc(20_000_000, 1));',
    );
    const kept: unknown[] = [];
    for (let turn = 0; turn < 60; turn++) kept.push(await call('bad'));
    expect(kept.lastIndexOf(1)).toBeGreaterThan(0);
    for (const count of kept.filter((one) => typeof one !== 'number'))
      expect(count).toMatchObject({ errorType: 'Runtime.OutOfMemory' });
  });

  it('that one takes while it is loaded ends it and no other', async () => {
    const { call } = badFunction('const all = []; for (;;) all.push(new Array(10_000).fill({}));', { timeout: 60 });
    const bad = call('bad');
    expect(await call('good')).toBe('fine');
    expect(await bad).toMatchObject({ errorType: 'Runtime.OutOfMemory' });
  });
});
