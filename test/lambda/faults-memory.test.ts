import { describe, expect, it } from 'vitest';
import { badFunction } from './bad-function.ts';

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

  it('that one takes while it is loaded ends it and no other', async () => {
    const { call } = badFunction('const all = []; for (;;) all.push(new Array(10_000).fill({}));');
    const bad = call('bad');
    expect(await call('good')).toBe('fine');
    expect(await bad).toMatchObject({ errorType: 'Runtime.OutOfMemory' });
  });
});
