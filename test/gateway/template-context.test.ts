import { expect, it } from 'vitest';
import { api, call, deployment, integration, request, response, template } from '../helpers/gateway.ts';
import { apiKey, usagePlan } from '../helpers/usage.ts';
import { CONTEXT_VARIABLES, type ContextVariable } from '../mapping/constructs/context-variables.ts';

const KEY = apiKey('key1');
const PRINT_ALL = CONTEXT_VARIABLES.map(({ name }) => `${name}=$context.${name}\n`).join('');

/** What both templates of a MOCK print for each variable: the request template's text is handed to the other. */
async function valuesOfAll(apiKeyRequired: boolean): Promise<Map<string, string>> {
  const mock = integration({
    type: 'MOCK',
    requestTemplates: {
      'application/json': template(`#set($context.responseOverride.seen = "${PRINT_ALL}"){"statusCode": 200}`),
    },
    responses: [
      response('200', {
        responseTemplates: { 'application/json': template(`$context.responseOverride.seen ====\n${PRINT_ALL}`) },
      }),
    ],
  });
  const { api: petRescue, stage } = deployment(api({ '/pets/{id}': { GET: { integration: mock, apiKeyRequired } } }));
  const headers: [string, string][] = [
    ['Host', 'abcdefghij.execute-api.us-east-1.amazonaws.com'],
    ['User-Agent', 'curl/8'],
    ['x-api-key', KEY.value],
  ];
  const target = {
    api: petRescue,
    stage,
    access: { apiKeys: [KEY], usagePlans: [usagePlan('plan', { keys: [KEY.id] })] },
  };
  const { text } = await call(target, request('/pets/7', { headers }));
  const [ofRequest, ofResponse = ''] = text.split(' ====\n');
  expect(ofResponse).toBe(ofRequest);
  return new Map(
    ofResponse
      .trimEnd()
      .split('\n')
      .map((line) => /^([^=]*)=?(.*)$/.exec(line)?.slice(1) as [string, string]),
  );
}

const named = (...there: ContextVariable['there'][]): string[] =>
  CONTEXT_VARIABLES.filter((variable) => there.includes(variable.there)).map(({ name }) => name);

it('has every variable that is always there, for both templates', async () => {
  const values = await valuesOfAll(false);
  const present = [...values].filter(([, value]) => value).map(([name]) => name);
  expect(present).toEqual(named('always'));
  expect(Object.fromEntries(values)).toMatchObject({
    accountId: '000000000000',
    apiId: 'abcdefghij',
    deploymentId: 'dep123',
    domainName: 'abcdefghij.execute-api.us-east-1.amazonaws.com',
    domainPrefix: 'abcdefghij',
    extendedRequestId: 'q6urq6urq6urq6u=',
    httpMethod: 'GET',
    'identity.sourceIp': '192.0.2.1',
    'identity.userAgent': 'curl/8',
    path: '/v1/pets/7',
    protocol: 'HTTP/1.1',
    requestId: '9d7959b4-3241-400a-816a-03112dc50e82',
    requestTime: '21/Apr/2025:15:08:21 +0000',
    requestTimeEpoch: '1745248101000',
    resourceId: 'resource0',
    resourcePath: '/pets/{id}',
    stage: 'v1',
  });
});

it('has the API key where the method requires one', async () => {
  const values = await valuesOfAll(true);
  const present = [...values].filter(([, value]) => value).map(([name]) => name);
  expect(present).toEqual(named('always', 'key'));
  expect(values.get('identity.apiKey')).toBe(KEY.value);
  expect(values.get('identity.apiKeyId')).toBe(KEY.id);
});

it('has the recorded keys, those without a value too, and no others', async () => {
  const keys =
    '$context.keySet()|$context.identity.keySet()|$context.requestOverride.keySet()|$context.responseOverride.keySet()';
  const mock = integration({
    type: 'MOCK',
    responses: [response('200', { responseTemplates: { 'application/json': template(keys) } })],
  });
  const { text } = await call(api({ '/pets': { GET: { integration: mock } } }), request('/pets'));
  const [all = [], identity, requestOverride, responseOverride] = text
    .split('|')
    .map((set) => set.slice(1, -1).split(', ').sort());
  const inIdentity = named('always', 'empty').filter((name) => name.startsWith('identity.'));
  const top = named('always').filter((name) => !name.includes('.'));
  expect(all).toEqual([...top, 'identity', 'requestOverride', 'responseOverride'].sort());
  expect(identity).toEqual(inIdentity.map((name) => name.slice('identity.'.length)).sort());
  expect(requestOverride).toEqual(['header', 'path', 'querystring']);
  expect(responseOverride).toEqual(['header']);
});
