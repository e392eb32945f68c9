import { gunzipSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { testInvokeMethod } from '../../../emulator/gateway/test-invoke/test-invoke.ts';
import type { HeaderList } from '../../../emulator/shared/header-list.ts';
import {
  api,
  call,
  integration,
  LAMBDA_URI,
  outside,
  request,
  response,
  returned,
  template,
} from '../../helpers/gateway.ts';

const proxy = integration({ type: 'AWS_PROXY', uri: LAMBDA_URI });

interface Case {
  /** What the function returns. */
  readonly answer?: object;
  readonly minimum?: number;
  readonly accept?: string;
  readonly headers?: HeaderList;
  readonly binaryMediaTypes?: string[];
}

const LONG = 'x'.repeat(1000);

async function get({ answer = { body: LONG }, minimum = 0, accept, headers = [], binaryMediaTypes = [] }: Case) {
  const petRescue = api(
    { '/pets': { GET: { integration: proxy } } },
    { minimumCompressionSize: minimum, binaryMediaTypes },
  );
  const sent: HeaderList = [
    ['Host', 'a'],
    ...(accept === undefined ? [] : [['Accept-Encoding', accept] as const]),
    ...headers,
  ];
  const { reply, header, text } = await call(petRescue, request('/pets', { headers: sent }), {
    invoke: () => returned(answer),
  });
  return { status: reply.status, headers: reply.headers, body: reply.body as Buffer, header, text };
}

const codingOf = async (parts: Case) => (await get(parts)).header('content-encoding');

describe('a response', () => {
  it('is compressed with the coding that the client prefers, and says so', async () => {
    const gzipped = await get({ accept: 'gzip' });
    expect(gunzipSync(gzipped.body).toString()).toBe(LONG);
    expect(gzipped.headers.slice(0, 3)).toEqual([
      ['Content-Type', 'application/json'],
      ['Content-Length', String(gzipped.body.length)],
      ['Content-Encoding', 'gzip'],
    ]);
    const deflated = await get({ accept: 'deflate' });
    expect(inflateSync(deflated.body).toString()).toBe(LONG);
    expect(deflated.header('content-encoding')).toBe('deflate');
  });

  it('of many bytes is compressed as well', async () => {
    const body = 'pet '.repeat(100_000);
    expect(gunzipSync((await get({ accept: 'gzip', answer: { body } })).body).toString()).toBe(body);
  });

  it('is left alone by an API that has no minimumCompressionSize', async () => {
    const petRescue = api({ '/pets': { GET: { integration: proxy } } });
    const answer = await call(petRescue, request('/pets', { headers: [['Accept-Encoding', 'gzip']] }), {
      invoke: () => returned({ body: LONG }),
    });
    expect([answer.text, answer.header('content-encoding')]).toEqual([LONG, undefined]);
  });

  it('is compressed from minimumCompressionSize bytes on', async () => {
    expect(await codingOf({ accept: 'gzip', minimum: 1000 })).toBe('gzip');
    expect(await codingOf({ accept: 'gzip', minimum: 1001 })).toBeUndefined();
    // Bytes count, not characters.
    expect(await codingOf({ accept: 'gzip', minimum: 1001, answer: { body: `${LONG.slice(1)}é` } })).toBe('gzip');
  });

  it.each([
    ['deflate,gzip', 'deflate'],
    ['gzip, deflate, br', 'gzip'],
    ['GZIP', 'gzip'],
    ['deflate;q=0.5,gzip;q=1.0', 'gzip'],
    ['deflate ; q=0.5 , gzip ; Q=0.8', 'gzip'],
    ['gzip;q=1.0,identity;q=0.5,*;q=0', 'gzip'],
    [', gzip', 'gzip'],
    ['br;q=0.1, gzip;q=0.2', 'gzip'],
    ['br, gzip', undefined],
    ['br;q=1.0, gzip;q=0.9', undefined],
    ['identity, gzip', undefined],
    ['identity;q=0, gzip;q=0.1', 'gzip'],
    ['gzip;q=0', undefined],
    ['*', undefined],
    ['', undefined],
    [undefined, undefined],
    ['gzip;q=2', undefined],
    ['gzip;q', undefined],
    ['g zip', undefined],
    ['x-gzip', undefined],
  ])('to Accept-Encoding: %s is %s', async (accept, coding) => {
    expect(await codingOf({ accept })).toBe(coding);
  });

  it('to an Accept-Encoding of several lines is that of the whole list', async () => {
    expect(await codingOf({ accept: 'gzip;q=0.5', headers: [['accept-encoding', 'deflate']] })).toBe('deflate');
  });

  it('that brings a Content-Encoding is not compressed again', async () => {
    const answer = { headers: { 'content-encoding': 'br' }, body: LONG };
    const { header, text } = await get({ accept: 'gzip', answer });
    expect([header('content-encoding'), text]).toEqual(['br', LONG]);
  });

  it('without a body stays without one', async () => {
    for (const answer of [{ statusCode: 200 }, { statusCode: 204, body: LONG }, { statusCode: 304, body: LONG }]) {
      expect(await codingOf({ accept: 'gzip', answer })).toBeUndefined();
    }
  });

  it('is compressed after base64 was decoded', async () => {
    const bytes = Buffer.from([0, 255, 1, 254, ...Buffer.alloc(100)]);
    const answer = { isBase64Encoded: true, body: bytes.toString('base64') };
    const { body } = await get({ accept: 'gzip', binaryMediaTypes: ['*/*'], answer });
    expect(gunzipSync(body)).toEqual(bytes);
  });

  it('of a template is measured and compressed as the template made it', async () => {
    const mock = integration({
      type: 'MOCK',
      responses: [response('200', { responseTemplates: { 'application/json': template('{"pets":[1,2,3]}') } })],
    });
    const petRescue = api({ '/pets': { GET: { integration: mock } } }, { minimumCompressionSize: 16 });
    const { reply } = await call(petRescue, request('/pets', { headers: [['Accept-Encoding', 'gzip']] }));
    expect(gunzipSync(reply.body as Buffer).toString()).toBe('{"pets":[1,2,3]}');
  });

  it('by which the gateway refuses is not compressed', async () => {
    expect(await codingOf({ accept: 'gzip', answer: { statusCode: 'none' } })).toBeUndefined();
  });

  it('of the console’s Test is shown as text', async () => {
    const petRescue = api({ '/pets': { GET: { integration: proxy } } }, { minimumCompressionSize: 0 });
    const input = { resourcePath: '/pets', httpMethod: 'GET', headers: { 'Accept-Encoding': 'gzip' } };
    const { result } = await testInvokeMethod(input, petRescue, outside({ invoke: () => returned({ body: LONG }) }));
    expect(result.body).toBe(LONG);
  });
});
