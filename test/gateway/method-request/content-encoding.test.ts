import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { HeaderList } from '../../../emulator/shared/header-list.ts';
import { api, call, integration, LAMBDA_URI, request, returned } from '../../helpers/gateway.ts';

const lambda = integration({ type: 'AWS', uri: LAMBDA_URI });
const proxy = integration({ type: 'AWS_PROXY', uri: LAMBDA_URI });
const petRescue = api({ '/pets': { POST: { integration: lambda }, PUT: { integration: proxy }, PATCH: {} } });

async function post(headers: HeaderList, body: Buffer, method = 'POST') {
  let event = '';
  const trace = await call(petRescue, request('/pets', { method, body, headers }), {
    invoke: ({ payload }) => {
      event = payload;
      return returned({});
    },
  });
  return { event, trace, refusal: `${trace.reply.status} ${trace.text}` };
}

const encoded = (...codings: string[]) => codings.map((coding) => ['Content-Encoding', coding] as const);

describe('the Content-Encoding of a request', () => {
  it('is undone before anything reads the body', async () => {
    for (const [coding, body] of [
      ['gzip', gzipSync('{"a":1}')],
      ['GZip ', gzipSync('{"a":1}')],
      ['deflate', deflateSync('{"a":1}')],
      ['identity', Buffer.from('{"a":1}')],
      ['', Buffer.from('{"a":1}')],
    ] as const) {
      expect((await post(encoded(coding), body)).event).toBe('{"a":1}');
    }
  });

  it('stays among the headers of an event whose body is plain', async () => {
    const { event } = await post(encoded('gzip'), gzipSync('pets'), 'PUT');
    expect(JSON.parse(event)).toMatchObject({
      headers: { 'Content-Encoding': 'gzip' },
      body: 'pets',
      isBase64Encoded: false,
    });
  });

  it('that is unknown, several at once or not that of the body, is 415', async () => {
    const refused = '415 {"message":"Unsupported Media Type"}';
    const gzipped = gzipSync('{"a":1}');
    expect((await post(encoded('br'), Buffer.from('x'))).refusal).toBe(refused);
    expect((await post(encoded('gzip'), Buffer.from('{"a":1}'))).refusal).toBe(refused);
    expect((await post(encoded('gzip'), gzipped.subarray(0, -4))).refusal).toBe(refused);
    expect((await post(encoded('deflate'), deflateRawSync('{"a":1}'))).refusal).toBe(refused);
    expect((await post(encoded('gzip, gzip'), gzipSync(gzipped))).refusal).toBe(refused);
    expect((await post(encoded('br', 'gzip'), gzipped)).refusal).toBe(refused);
  });

  it('of no body is no matter', async () => {
    expect((await post(encoded('br'), Buffer.alloc(0))).trace.reply.status).toBe(200);
  });

  it('may make 10 MB of a body, and of more it makes 413 in plain text', async () => {
    const most = 10_485_760;
    const backend = api({ '/pets': { POST: { integration: integration({ type: 'HTTP', uri: 'http://a.test/' }) } } });
    const body = gzipSync(Buffer.alloc(most, 'x'));
    let bytes = 0;
    await call(backend, request('/pets', { method: 'POST', body, headers: encoded('gzip') }), {
      send: async (sent) => {
        bytes = sent.body.length;
        return { kind: 'answer', status: 200, headers: [], body: Buffer.alloc(0) };
      },
    });
    expect(bytes).toBe(most);
    for (const coding of ['gzip', 'deflate']) {
      const bomb = coding === 'gzip' ? gzipSync(Buffer.alloc(most + 1)) : deflateSync(Buffer.alloc(100_000_000));
      const { refusal, trace, event } = await post(encoded(coding), bomb);
      expect(refusal).toBe('413 HTTP content length exceeded 10485760 bytes.');
      expect([trace.header('content-type'), trace.header('x-amzn-errortype'), event]).toEqual([
        'text/plain',
        undefined,
        '',
      ]);
      expect(trace.rejection?.explanation.code).toBe('gateway-decoded-body-too-large');
    }
  });
});
