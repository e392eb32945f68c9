import { performance } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { explain } from '../../emulator/errors/explanation.ts';
import { StreamBroken, type StreamSource, streamWithin } from '../../emulator/gateway/answer-stream.ts';
import { idleLimit, isStreamed } from '../../emulator/gateway/stream-limits.ts';
import { api, integration } from '../helpers/gateway.ts';

/** A stream of these pieces; `never` is one that doesn't come. */
function stream(pieces: readonly (string | Error | 'never')[], parts: Partial<StreamSource> = {}) {
  const stopped: true[] = [];
  async function* source(): AsyncGenerator<Uint8Array> {
    for (const piece of pieces) {
      if (piece instanceof Error) throw piece;
      if (piece === 'never') await new Promise(() => {});
      yield Buffer.from(piece as string);
    }
  }
  const answer = streamWithin({
    pieces: source(),
    stop: () => void stopped.push(true),
    deadline: performance.now() + 10_000,
    idleMs: 10_000,
    explain: (reason) =>
      explain('gateway-stream-cut', { reason, functionName: 'pets', timeoutInMillis: 50, idleMs: 20 }),
    ...parts,
  });
  return { answer, stopped };
}

async function read(answer: AsyncIterable<Uint8Array>): Promise<{ text: string; broken?: string }> {
  let text = '';
  try {
    for await (const piece of answer) text += Buffer.from(piece).toString();
  } catch (error) {
    return { text, broken: error instanceof StreamBroken ? error.explanation.what : String(error) };
  }
  return { text };
}

describe('a streamed answer', () => {
  it('begins with what came with its head, and stops its call at the end', async () => {
    const { answer, stopped } = stream(['b', '', 'c'], { first: Buffer.from('a') });
    expect(await read(answer)).toEqual({ text: 'abc' });
    expect(stopped).toEqual([true]);
  });

  it('breaks off when it is silent for too long', async () => {
    const { answer, stopped } = stream(['a', 'never'], { idleMs: 20 });
    expect(await read(answer)).toEqual({
      text: 'a',
      broken: 'The streamed answer of pets was cut off: nothing came for 0.02 s.',
    });
    expect(stopped).toEqual([true]);
  });

  it('breaks off at the deadline of its integration', async () => {
    const { answer } = stream(['a', 'never'], { deadline: performance.now() + 20 });
    expect((await read(answer)).broken).toContain("longer than the integration's 50 ms");
  });

  it('breaks off with its backend, and when it ended with an error', async () => {
    expect((await read(stream(['a', new Error('reset')]).answer)).broken).toContain('The streamed answer of pets');
    const failed = explain('gateway-backend-broke-off', { url: 'http://a.test', reason: 'reset' });
    expect(await read(stream(['a'], { failure: async () => failed }).answer)).toEqual({
      text: 'a',
      broken: 'The connection to http://a.test broke: reset.',
    });
  });

  it('stops its call when its reader leaves, or never comes', async () => {
    const left = stream(['a', 'b']);
    for await (const _ of left.answer) break;
    expect(left.stopped).toEqual([true]);
    const unread = stream(['a']);
    unread.answer.stop();
    expect(unread.stopped).toEqual([true]);
  });
});

describe('the limits of streaming', () => {
  it('are 30 seconds of silence for an edge-optimized API, 5 minutes for others', () => {
    const of = (types?: string[]) =>
      idleLimit(api({}, types && { endpointConfiguration: { types, ipAddressType: 'ipv4' } }));
    expect([of(), of(['REGIONAL']), of(['PRIVATE']), of(['EDGE'])]).toEqual([300_000, 300_000, 300_000, 30_000]);
  });

  it('let proxies alone stream', () => {
    const streamed = (type: 'AWS' | 'AWS_PROXY' | 'HTTP' | 'HTTP_PROXY' | 'MOCK') =>
      isStreamed(integration({ type, responseTransferMode: 'STREAM' }));
    expect(['AWS', 'HTTP', 'MOCK'].map((type) => streamed(type as 'AWS'))).toEqual([false, false, false]);
    expect([streamed('AWS_PROXY'), streamed('HTTP_PROXY')]).toEqual([true, true]);
    expect(isStreamed(integration({ type: 'AWS_PROXY' }))).toBe(false);
  });
});
