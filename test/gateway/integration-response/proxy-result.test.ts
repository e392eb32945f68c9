import { describe, expect, it } from 'vitest';
import { api, call, integration, LAMBDA_URI, request, returned, threw } from '../../helpers/gateway.ts';

const proxy = integration({ type: 'AWS_PROXY', uri: LAMBDA_URI });
const petRescue = api({ '/pets': { ANY: { integration: proxy } } });
const answerTo = (value: unknown) => call(petRescue, request('/pets'), { invoke: () => returned(value) });

describe('what a Lambda proxy function returned', () => {
  it.each([
    [{}, 200, ''],
    [{ statusCode: 201, body: 'made' }, 201, 'made'],
    [{ statusCode: '201' }, 201, ''],
    [{ headers: null, body: null }, 200, ''],
    [{ body: 'dGV4dA==', isBase64Encoded: true }, 200, 'dGV4dA=='],
  ])('%j is answered with %i', async (value, status, text) => {
    expect(await answerTo(value)).toMatchObject({ reply: { status }, text });
  });

  it.each([
    ['text', 'a string instead of an object'],
    [null, 'null instead of an object'],
    [[1], 'a list instead of an object'],
    [{ statusCode: 200, wrongValue: 1 }, 'the key "wrongValue"'],
    [{ statusCode: 'test' }, 'statusCode "test"'],
    [{ statusCode: 999 }, 'statusCode 999'],
    [{ statusCode: 103 }, 'the status 103'],
    [{ body: { name: 'Joey' } }, 'a body that is an object'],
    [{ multiValueHeaders: { 'set-cookie': 'a=1' } }, 'whose value is no list'],
    [{ headers: { 'x-a': { b: 1 } } }, 'the header "x-a"'],
  ])('%j is 502, and the developer learns why', async (value, reason) => {
    const trace = await answerTo(value);
    expect(trace.reply.status).toBe(502);
    expect(trace.text).toBe('{"message": "Internal server error"}');
    expect(trace.header('x-amzn-ErrorType')).toBe('InternalServerErrorException');
    expect(trace.header('X-Amzn-Trace-Id')).toMatch(/^Root=1-/);
    expect(trace.rejection?.explanation.what).toContain(reason);
  });

  it('is 502 when the function failed', async () => {
    const trace = await call(petRescue, request('/pets'), { invoke: () => threw('boom') });
    expect(trace.reply.status).toBe(502);
  });

  it('merges multi-value headers first, one line each, under their spelling', async () => {
    const { reply } = await answerTo({
      headers: { 'test-multi': 'value-solo', 'Content-Type': 'text/plain' },
      multiValueHeaders: { 'tesT-Multi': ['value-multi'], 'Set-Cookie': ['a=1', 'b=2'] },
    });
    expect(reply.headers).toEqual([
      ['Content-Type', 'text/plain'],
      ['Content-Length', '0'],
      ['x-amzn-RequestId', '9d7959b4-3241-400a-816a-03112dc50e82'],
      ['tesT-Multi', 'value-multi'],
      ['tesT-Multi', 'value-solo'],
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
      ['x-amz-apigw-id', 'q6urq6urq6urq6u='],
      ['X-Amzn-Trace-Id', expect.stringMatching(/^Root=1-/)],
    ]);
  });

  it('renames headers that are the gateway’s own', async () => {
    const trace = await answerTo({
      headers: { Server: 'mine', Date: 'never', Connection: 'close', 'Transfer-Encoding': 'chunked' },
    });
    expect(trace.header('x-amzn-Remapped-Server')).toBe('mine');
    expect(trace.header('x-amzn-Remapped-Date')).toBe('never');
    expect(trace.header('x-amzn-Remapped-Connection')).toBe('close');
    expect(trace.header('Transfer-Encoding')).toBeUndefined();
  });

  it('is 502 when a header can’t be sent', async () => {
    const trace = await answerTo({ headers: { 'x-broken': 'a\r\nb' } });
    expect(trace).toMatchObject({
      reply: { status: 502 },
      rejection: { explanation: { code: 'gateway-unsendable-header' } },
    });
  });

  it('is decoded only when the client accepts a binary media type', async () => {
    const binary = api({ '/pets': { ANY: { integration: proxy } } }, { binaryMediaTypes: ['image/png'] });
    const answer = (accept: string, body = 'dGV4dA==') =>
      call(binary, request('/pets', { headers: [['Accept', accept]] }), {
        invoke: () => returned({ body, isBase64Encoded: true }),
      });
    expect((await answer('image/png,image/*')).text).toBe('text');
    expect((await answer('image/webp,image/png')).text).toBe('dGV4dA==');
    expect((await answer('image/png', 'no base64!')).reply.status).toBe(500);
  });
});
