import { expect, it } from 'vitest';
import { api, call, deployment, request } from '../../helpers/gateway.ts';

const KEYS = [
  { id: 'good', value: 'the-good-key-of-20-characters', enabled: true },
  { id: 'off', value: 'the-disabled-key-of-20-chars', enabled: false },
  { id: 'loose', value: 'the-key-that-is-in-no-plan', enabled: true },
];
const access = { apiKeys: KEYS, usagePlans: [{ apiStages: [{ stage: 'v1' }], keys: ['good', 'off'] }] };
const guarded = { ...deployment(api({ '/pets': { GET: { apiKeyRequired: true } } })), access };

async function answerTo(key: string | undefined) {
  const trace = await call(guarded, request('/pets', key === undefined ? {} : { headers: [['X-Api-Key', key]] }));
  return [trace.reply.status, trace.text, trace.rejection?.explanation.what];
}

it('a method that requires an API key lets the enabled keys of the stage’s usage plans in', async () => {
  expect(await answerTo(KEYS[0]?.value)).toEqual([200, '', undefined]);
});

it.each([
  ['no key', undefined],
  ['an unknown key', 'something'],
  ['a disabled key', KEYS[1]?.value],
  ['a key outside of every plan', KEYS[2]?.value],
])('%s is 403 Forbidden, and the developer learns why', async (_, key) => {
  const [status, text, what] = await answerTo(key);
  expect([status, text]).toEqual([403, '{"message":"Forbidden"}']);
  expect(what).toEqual(expect.any(String));
});
