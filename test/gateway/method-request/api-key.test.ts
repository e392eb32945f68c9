import { expect, it } from 'vitest';
import type { Deployment, Route } from '../../../emulator/gateway/exchange.ts';
import { checkUsage } from '../../../emulator/gateway/method-request/usage/check.ts';
import { api, call, deployment, outside, request } from '../../helpers/gateway.ts';
import { apiKey, usagePlan } from '../../helpers/usage.ts';

const GOOD = apiKey('good', { value: 'the-good-key-of-20-characters' });
const OFF = apiKey('off', { value: 'the-disabled-key-of-20-chars', enabled: false });
const LOOSE = apiKey('loose', { value: 'the-key-that-is-in-no-plan' });
const ELSEWHERE = apiKey('elsewhere', { value: 'the-key-of-another-stage' });

const guarded: Deployment = {
  ...deployment(api({ '/pets': { GET: { apiKeyRequired: true }, POST: {} } })),
  access: {
    apiKeys: [GOOD, OFF, LOOSE, ELSEWHERE],
    usagePlans: [
      usagePlan('plan', { keys: ['good', 'off'] }),
      usagePlan('other', { keys: ['elsewhere'], apiStages: [{ stage: 'v2' }] }),
    ],
  },
};

const send = (of: Deployment, ...keys: string[]) =>
  call(of, request('/pets', { headers: keys.map((key) => ['X-Api-Key', key]) }));

it('a method that requires an API key lets the enabled keys of the stage’s usage plans in', async () => {
  const trace = await send(guarded, GOOD.value);
  expect([trace.reply.status, trace.rejection]).toEqual([200, undefined]);
});

it.each([
  ['no key', [], 'has no header x-api-key'],
  ['an empty key', [''], 'has no header x-api-key'],
  ['an unknown key', ['something'], 'The API key ****** is not known.'],
  ['an unknown key of a key’s length', ['nobody-has-this-key-here'], 'The API key ******y-here is not known.'],
  ['a key with a letter too many', [`${GOOD.value}x`], 'is not known'],
  ['a key in other letters', [GOOD.value.toUpperCase()], 'is not known'],
  ['a name that every object has', ['constructor'], 'is not known'],
  ['a disabled key', [OFF.value], 'The API key off (******-chars) is disabled.'],
  ['a key outside of every plan', [LOOSE.value], 'in no usage plan of the stage v1'],
  ['a key of another stage’s plan', [ELSEWHERE.value], 'in no usage plan of the stage v1'],
  ['two good keys at once', [GOOD.value, GOOD.value], 'more than one header x-api-key'],
  ['a good key behind another', ['x', GOOD.value], 'more than one header x-api-key'],
  ['a good key before another', [GOOD.value, 'x'], 'more than one header x-api-key'],
])('%s is 403 Forbidden, and the developer learns why', async (_, keys, what) => {
  const trace = await send(guarded, ...keys);
  expect([trace.reply.status, trace.text, trace.header('x-amzn-ErrorType')]).toEqual([
    403,
    '{"message":"Forbidden"}',
    'ForbiddenException',
  ]);
  expect(trace.rejection?.explanation.what).toContain(what);
});

it('no explanation shows a key', async () => {
  for (const { value } of [OFF, LOOSE, ELSEWHERE]) {
    const { rejection } = await send(guarded, value);
    expect(JSON.stringify(rejection?.explanation)).not.toContain(value.slice(0, -6));
  }
});

it('a method without it doesn’t look at keys', async () => {
  const trace = await call(guarded, request('/pets', { method: 'POST', headers: [['x-api-key', 'nonsense']] }));
  expect(trace.reply.status).toBe(200);
});

it('an API whose key source is AUTHORIZER doesn’t look at the header', async () => {
  const of = { ...guarded, api: { ...guarded.api, apiKeySource: 'AUTHORIZER' as const } };
  const trace = await send(of, GOOD.value);
  expect([trace.reply.status, trace.text]).toEqual([403, '{"message":"Forbidden"}']);
  expect(trace.rejection?.explanation.what).toContain('usageIdentifierKey');
});

it('the key of an authorizer opens such an API as a header does another', async () => {
  const of = { ...guarded, api: { ...guarded.api, apiKeySource: 'AUTHORIZER' as const } };
  // The header is another client's, which counts for nothing.
  const trace = await send(of, OFF.value);
  const route = { ...(trace.route as Route) };
  const known = { identity: { user: 'somebody' }, authorizer: { a: '1' }, usageIdentifierKey: GOOD.value };
  expect(checkUsage(trace, route, known, outside())).toEqual({
    ...known,
    identity: { user: 'somebody', apiKey: GOOD.value, apiKeyId: 'good' },
  });
  const unknown = { ...known, usageIdentifierKey: 'nobody-has-this-key-here' };
  expect(() => checkUsage(trace, route, unknown, outside())).toThrow('Forbidden');
  expect(() => checkUsage(trace, route, { ...known, usageIdentifierKey: OFF.value }, outside())).toThrow('Forbidden');
});
