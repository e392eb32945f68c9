import { describe, expect, it } from 'vitest';
import type { PassthroughBehavior } from '../../../emulator/config/types.ts';
import { api, call, integration, LAMBDA_URI, request, returned, template } from '../../helpers/gateway.ts';

const json = { 'application/json': template('{"templated": true}') };

async function eventFor(
  passthroughBehavior: PassthroughBehavior,
  requestTemplates: Record<string, ReturnType<typeof template>>,
  contentType: string | undefined,
) {
  let event: string | undefined;
  const lambda = integration({ type: 'AWS', uri: LAMBDA_URI, passthroughBehavior, requestTemplates });
  const petRescue = api({ '/pets': { POST: { integration: lambda } } });
  const headers: [string, string][] = contentType === undefined ? [] : [['Content-Type', contentType]];
  const trace = await call(petRescue, request('/pets', { method: 'POST', headers, body: Buffer.from('{"sent":1}') }), {
    invoke: ({ payload }) => {
      event = payload;
      return returned('ok');
    },
  });
  return event ?? `${trace.reply.status} ${trace.text}`;
}

const REFUSED = '415 {"message":"Unsupported Media Type"}';

describe('the choice of a request template', () => {
  it.each([
    ['WHEN_NO_MATCH', json, 'application/json', '{"templated": true}'],
    ['WHEN_NO_MATCH', json, 'application/json; charset=utf-8', '{"templated": true}'],
    ['WHEN_NO_MATCH', json, 'Application/JSON', '{"templated": true}'],
    ['WHEN_NO_MATCH', json, 'application/json ; q="a,b"', '{"templated": true}'],
    [
      'WHEN_NO_MATCH',
      { 'Application/JSON; charset=utf-8': json['application/json'] },
      undefined,
      '{"templated": true}',
    ],
    ['WHEN_NO_MATCH', { 'application/*': json['application/json'] }, 'application/json', '{"sent":1}'],
    ['WHEN_NO_MATCH', { '*/*': json['application/json'] }, 'application/json', '{"sent":1}'],
    ['WHEN_NO_MATCH', json, 'application/vnd.api+json', '{"sent":1}'],
    ['WHEN_NO_MATCH', json, '__proto__', '{"sent":1}'],
    ['NEVER', json, undefined, '{"templated": true}'],
    ['WHEN_NO_TEMPLATES', { $default: json['application/json'] }, 'text/plain', '{"templated": true}'],
    ['WHEN_NO_MATCH', { ...json, $default: template('{"fallback": true}') }, 'application/json', '{"templated": true}'],
    ['NEVER', { 'application/json': template('') }, 'application/json', '{"sent":1}'],
    ['WHEN_NO_MATCH', json, undefined, '{"templated": true}'],
    ['WHEN_NO_MATCH', json, 'text/plain', '{"sent":1}'],
    ['WHEN_NO_MATCH', {}, 'text/plain', '{"sent":1}'],
    ['WHEN_NO_TEMPLATES', json, 'text/plain', REFUSED],
    ['WHEN_NO_TEMPLATES', {}, 'text/plain', '{"sent":1}'],
    ['NEVER', json, 'application/json', '{"templated": true}'],
    ['NEVER', json, 'text/plain', REFUSED],
    ['NEVER', {}, 'application/json', REFUSED],
    ['NEVER', { $default: template('{"fallback": true}') }, 'text/plain', '{"fallback": true}'],
  ] as const)(
    'with %s, templates %o and Content-Type %s gives %s',
    async (behavior, templates, contentType, expected) => {
      expect(await eventFor(behavior, templates, contentType)).toBe(expected);
    },
  );

  it('asks for no template behind HTTP_PROXY, whatever the passthrough behavior', async () => {
    const proxy = integration({
      type: 'HTTP_PROXY',
      uri: 'http://backend.test/',
      httpMethod: 'POST',
      passthroughBehavior: 'NEVER',
      requestTemplates: json,
    });
    let body = '';
    const trace = await call(
      api({ '/pets': { POST: { integration: proxy } } }),
      request('/pets', {
        method: 'POST',
        headers: [['Content-Type', 'application/json']],
        body: Buffer.from('{"sent":1}'),
      }),
      {
        send: async (one) => {
          body = one.body.toString();
          return { kind: 'answer', status: 200, headers: [], body: Buffer.alloc(0) };
        },
      },
    );
    expect([trace.reply.status, body]).toEqual([200, '{"sent":1}']);
  });

  it('refuses a content type before it looks at the body’s base64', async () => {
    const lambda = integration({
      type: 'AWS',
      uri: LAMBDA_URI,
      passthroughBehavior: 'NEVER',
      contentHandling: 'CONVERT_TO_BINARY',
    });
    const trace = await call(
      api({ '/pets': { POST: { integration: lambda } } }),
      request('/pets', { method: 'POST', body: Buffer.from('no base64!') }),
    );
    expect(trace.reply.status).toBe(415);
  });
});
