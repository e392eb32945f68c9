import { describe, expect, it } from 'vitest';
import type { Integration } from '../../../emulator/config/types.ts';
import { api, call, integration, request, response, template } from '../../helpers/gateway.ts';

const PNG = Buffer.from([137, 80, 78, 71]);

interface Case {
  readonly type?: string;
  readonly accept?: string;
  readonly body?: Buffer;
  readonly binaryMediaTypes?: string[];
  readonly contentHandling?: Integration['contentHandling'];
  readonly rendered?: boolean;
  readonly integrationType?: 'HTTP' | 'HTTP_PROXY';
}

/** The body that a client gets of a backend's answer, and the code of what was explained to the developer. */
async function get({
  type,
  accept,
  body = PNG,
  binaryMediaTypes = ['image/png'],
  contentHandling,
  rendered,
  integrationType = 'HTTP',
}: Case) {
  const responses = [
    response('200', {
      contentHandling,
      responseTemplates: rendered ? { 'application/json': template('<$input.body>') } : {},
    }),
  ];
  const backend = integration({ type: integrationType, uri: 'http://backend.test/', httpMethod: 'GET', responses });
  const petRescue = api({ '/photo': { GET: { integration: backend } } }, { binaryMediaTypes });
  const trace = await call(
    petRescue,
    request('/photo', { headers: accept === undefined ? [] : [['Accept', accept]] }),
    {
      send: async () => ({
        kind: 'answer',
        status: 200,
        headers: type === undefined ? [] : [['Content-Type', type]],
        body,
      }),
    },
  );
  return trace.rejection
    ? `${trace.reply.status} ${trace.rejection.explanation.code}`
    : (trace.reply.body as Buffer).toString('latin1');
}

const bytes = PNG.toString('latin1');
const base64 = PNG.toString('base64');
const text = Buffer.from(PNG.toString('utf8')).toString('latin1');

describe('the body of an answer', () => {
  it.each([
    ['text/plain', 'text/plain', undefined, text],
    ['text/plain', 'text/plain', 'CONVERT_TO_TEXT', text],
    ['text/plain', 'text/plain', 'CONVERT_TO_BINARY', '500 gateway-answer-is-no-base64'],
    ['text/plain', 'image/png', undefined, '500 gateway-answer-is-no-base64'],
    ['text/plain', 'image/png', 'CONVERT_TO_TEXT', text],
    ['image/png', 'text/plain', undefined, base64],
    ['image/png', 'text/plain', 'CONVERT_TO_TEXT', base64],
    ['image/png', 'text/plain', 'CONVERT_TO_BINARY', bytes],
    ['image/png', 'image/png', undefined, bytes],
    ['image/png', 'image/png', 'CONVERT_TO_TEXT', base64],
    ['image/png', 'image/png', 'CONVERT_TO_BINARY', bytes],
    ['image/png', 'text/html, image/png', undefined, base64],
    ['image/png', 'IMAGE/PNG;q=0.1, text/html', undefined, bytes],
    ['image/png', undefined, undefined, base64],
  ] as const)(
    'of type %s to a client that accepts %s, contentHandling %s',
    async (type, accept, contentHandling, got) => {
      expect(await get({ type, accept, contentHandling })).toBe(got);
      if (contentHandling === undefined) expect(await get({ type, accept, integrationType: 'HTTP_PROXY' })).toBe(got);
    },
  );

  it('in base64 becomes bytes for a client that accepts them', async () => {
    expect(await get({ type: 'text/plain', accept: 'image/png', body: Buffer.from(base64) })).toBe(bytes);
  });

  it('is bytes wherever the entry */* stands', async () => {
    expect(await get({ type: 'a/b', accept: '*/*', binaryMediaTypes: ['*/*'] })).toBe(bytes);
  });

  it('is rendered by a template as long as it is text', async () => {
    const json = { type: 'application/json', body: Buffer.from('{}'), rendered: true };
    expect(await get(json)).toBe('<{}>');
    expect(await get({ ...json, type: 'image/png', contentHandling: 'CONVERT_TO_TEXT' })).toBe('<e30=>');
  });

  it('that stays bytes can be rendered by no template', async () => {
    const needsText = '500 gateway-template-needs-text';
    expect(await get({ type: 'image/png', accept: 'image/png', rendered: true })).toBe(needsText);
    expect(await get({ type: 'image/png', contentHandling: 'CONVERT_TO_BINARY', rendered: true })).toBe(needsText);
    expect(await get({ type: 'a/b', accept: 'image/png', body: Buffer.from(base64), rendered: true })).toBe(needsText);
  });
});
