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
});
