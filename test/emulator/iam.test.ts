import { describe, expect, it } from 'vitest';
import type { EmulatorOptions } from '../../emulator/options.ts';
import { startEmulator } from '../helpers/emulator.ts';
import { iamUser, queryText, sign } from '../helpers/sign.ts';

const { name, accountId: _, source: __, ...credentials } = iamUser();
const MOCK = { integration: { type: 'MOCK', requestTemplates: { 'application/json': '{"statusCode":200}' } } };

const CONFIG = {
  name: 'pets',
  stages: { v1: {} },
  iamUsers: { [name]: credentials },
  apiKeys: { key: { value: 'a-key-of-twenty-characters' } },
  usagePlans: { plan: { apiStages: [{ stage: 'v1' }], keys: ['key'] } },
  resources: {
    '/pets': {
      GET: { authorizationType: 'AWS_IAM', ...MOCK },
      PUT: { authorizationType: 'AWS_IAM', apiKeyRequired: true, ...MOCK },
    },
  },
};

async function start(options: Partial<EmulatorOptions> = {}) {
  const { emulator, events } = await startEmulator({ config: CONFIG, ...options });
  const host = new URL(emulator.url).host;
  const warnings = events.flatMap((event) => (event.kind === 'problem' ? event.explanations : []));
  return { url: emulator.url, host, apiId: emulator.project.apis[0]?.id, warnings };
}

describe('a method with IAM authorization, over a socket', () => {
  it('lets a request in that the real SDK signed, in its headers and in its URL', async () => {
    const { url, host, apiId } = await start();
    const options = { signingDate: new Date() };
    const { headers } = await sign({ path: '/v1/pets', query: { a: 'b c' }, host }, options);
    expect((await fetch(`${url}/v1/pets?a=b%20c`, { headers })).status).toBe(200);
    const { query } = await sign({ path: '/v1/pets', host }, { ...options, expiresIn: 60 });
    expect((await fetch(`${url}/v1/pets?${queryText(query)}`)).status).toBe(200);
    const path = `/restapis/${apiId}/v1/_user_request_/pets`;
    const again = await sign({ path, host }, options);
    expect((await fetch(url + path, { headers: again.headers })).status).toBe(200);
  });

  it('refuses one that nobody signed', async () => {
    const { url } = await start();
    const answer = await fetch(`${url}/v1/pets`);
    expect([answer.status, await answer.text()]).toEqual([403, '{"message":"Missing Authentication Token"}']);
  });
});

describe('--disable-authorizer', () => {
  it('is loud, and lets everybody in but without an API key', async () => {
    const { url, warnings } = await start({ disableAuthorizer: true });
    expect(warnings).toMatchObject([{ code: 'authorizers-disabled', what: expect.stringContaining('GET /pets') }]);
    expect((await fetch(`${url}/v1/pets`)).status).toBe(200);
    expect((await fetch(`${url}/v1/pets`, { method: 'PUT' })).status).toBe(403);
    const headers = { 'x-api-key': 'a-key-of-twenty-characters' };
    expect((await fetch(`${url}/v1/pets`, { method: 'PUT', headers })).status).toBe(200);
  });

  it('can’t be said in routes.json', async () => {
    for (const word of ['disableAuthorizer', 'disable-authorizer', 'authorizersDisabled']) {
      await expect(start({ config: { ...CONFIG, [word]: true } })).rejects.toThrow(word);
    }
  });

  it('leaves the resource policy in force', async () => {
    const policy = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Principal: '*', Action: '*', Resource: 'execute-api:/*' }],
    };
    const { url } = await start({ config: { ...CONFIG, policy }, disableAuthorizer: true });
    expect((await fetch(`${url}/v1/pets`)).status).toBe(403);
  });
});

describe('--source-ip', () => {
  const office = { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };
  const policy = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: 'execute-api:/*', Condition: office }],
  };
  const config = { name: 'open', stages: { v1: {} }, policy, resources: { '/pets': { GET: MOCK } } };

  it('rehearses another address, which a header can’t', async () => {
    const here = await start({ config });
    const headers = { 'X-Forwarded-For': '203.0.113.7' };
    expect((await fetch(`${here.url}/v1/pets`, { headers })).status).toBe(403);
    const there = await start({ config, sourceIp: '203.0.113.7' });
    expect((await fetch(`${there.url}/v1/pets`)).status).toBe(200);
    expect(there.warnings).toMatchObject([{ code: 'source-ip-set' }]);
  });

  it('is an IP address', async () => {
    await expect(start({ config, sourceIp: 'office' })).rejects.toThrow('no IP address');
  });
});
