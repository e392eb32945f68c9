import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { api, call, integration, LAMBDA_URI, request, returned } from '../../helpers/gateway.ts';

const lambda = integration({ type: 'AWS', uri: LAMBDA_URI });
const petRescue = api({ '/pets': { POST: { integration: lambda } } });

async function eventOf(coding: string, body: Buffer) {
  let event = '';
  const trace = await call(
    petRescue,
    request('/pets', { method: 'POST', body, headers: [['Content-Encoding', coding]] }),
    {
      invoke: ({ payload }) => {
        event = payload;
        return returned('ok');
      },
    },
  );
  return event || `${trace.reply.status} ${trace.text}`;
}

describe('the Content-Encoding of a request', () => {
  it('is undone before anything reads the body', async () => {
    expect(await eventOf('gzip', gzipSync('{"a":1}'))).toBe('{"a":1}');
    expect(await eventOf('deflate', deflateSync('{"a":1}'))).toBe('{"a":1}');
    expect(await eventOf('identity', Buffer.from('{"a":1}'))).toBe('{"a":1}');
  });

  it('that is unknown, or is not that of the body, is 415', async () => {
    expect(await eventOf('br', Buffer.from('x'))).toBe('415 {"message":"Unsupported Media Type"}');
    expect(await eventOf('gzip', Buffer.from('{"a":1}'))).toBe('415 {"message":"Unsupported Media Type"}');
  });
});
