import { describe, expect, it } from 'vitest';
import { readStreamHead } from '../../../emulator/gateway/integration/stream-head.ts';

const NULS = '\0'.repeat(8);

async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

async function head(...texts: string[]) {
  const found = await readStreamHead(pieces(...texts));
  return 'instead' in found
    ? { instead: found.instead.toString(), isOver: found.isOver }
    : [found.metadata.toString(), found.first.toString()];
}

describe('the head of a streamed Lambda proxy answer', () => {
  it('ends with eight NUL bytes, wherever the pieces are cut', async () => {
    expect(await head(`{}${NULS}body`)).toEqual(['{}', 'body']);
    expect(await head('{', '}\0\0\0', '\0\0\0\0\0bo', 'dy')).toEqual(['{}', 'bo']);
    expect(await head(...`{}${NULS}`)).toEqual(['{}', '']);
    expect(await head(`{}${NULS}${NULS}`)).toEqual(['{}', NULS]);
  });

  it('is missing when the stream ends before', async () => {
    expect(await head('no', ' head')).toEqual({ instead: 'no head', isOver: true });
    expect(await head(`{}${'\0'.repeat(7)}`)).toMatchObject({ isOver: true });
    expect(await head()).toEqual({ instead: '', isOver: true });
  });

  it('has to be within the first 16 KB', async () => {
    const fits = 'x'.repeat(16_384 - 8);
    expect(await head(fits + NULS)).toEqual([fits, '']);
    expect(await head(`${fits}x${NULS}`)).toMatchObject({ isOver: false });
    expect(await head('x'.repeat(16_384), NULS)).toMatchObject({ isOver: false });
  });
});
