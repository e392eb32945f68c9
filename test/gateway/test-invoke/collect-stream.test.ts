import { expect, it } from 'vitest';
import { collectStream } from '../../../emulator/gateway/test-invoke/collect-stream.ts';

async function* pieces(...texts: (string | undefined)[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) {
    if (text === undefined) await new Promise(() => {});
    if (text === 'broken') throw new Error('broken off');
    yield Buffer.from(text ?? '');
  }
}

const LIMITS = { ms: 30, bytes: 4 };

it('collects a stream until it ends, breaks off, takes too long or has too many bytes', async () => {
  const collect = async (...texts: (string | undefined)[]) =>
    (await collectStream(pieces(...texts), LIMITS)).toString();
  expect(await collect('a', 'b')).toBe('ab');
  expect(await collect('a', 'broken', 'c')).toBe('a');
  expect(await collect('a', undefined)).toBe('a');
  expect(await collect('abc', 'de', 'f')).toBe('abcde');
});
