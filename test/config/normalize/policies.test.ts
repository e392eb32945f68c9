import { describe, expect, it } from 'vitest';
import { type LoadResult, loadProject } from '../../../emulator/config/load.ts';
import { findPolicyFaults } from '../../../emulator/gateway/policy-faults.ts';
import { writeProject } from '../fixture.ts';

const ALLOW = { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' };
const GET = { GET: { integration: { type: 'MOCK' } } };

async function load(config: object, files: Record<string, unknown> = {}, env = {}): Promise<LoadResult> {
  const routes = { name: 'pets', stages: { v1: {} }, resources: { '/': GET }, ...config };
  return loadProject({ root: writeProject({ 'routes.json': routes, ...files }), env, findPolicyFaults });
}

const withStatement = (...Statement: object[]) => load({ policy: { Version: '2012-10-17', Statement } });

async function told(result: Promise<LoadResult>) {
  const { problems } = await result;
  return problems.map(({ severity, explanation: { code, what, source } }) => ({ severity, code, what, source }));
}

describe('a resource policy in routes.json', () => {
  it('is the API’s, with its place', async () => {
    const { project, problems } = await withStatement(ALLOW);
    expect(problems).toEqual([]);
    expect(project?.apis[0]?.policy).toMatchObject({
      document: { Statement: [ALLOW] },
      source: { line: expect.any(Number) },
    });
  });

  it('may be in a file, which is watched and has the places of its mistakes', async () => {
    const config = { policy: { file: 'policies/api.json' } };
    const good = await load(config, { 'policies/api.json': { Statement: [ALLOW] } });
    expect(good.project?.apis[0]?.policy?.document).toEqual({ Statement: [ALLOW] });
    expect(good.inputs.some((file) => file.endsWith('api.json'))).toBe(true);
    const [wrong] = await told(
      load(config, { 'policies/api.json': { Statement: [ALLOW, { ...ALLOW, Effect: 'allow' }] } }),
    );
    expect(wrong).toMatchObject({ severity: 'error', code: 'config-bad-policy' });
    expect(wrong?.source).toMatchObject({ file: expect.stringMatching(/api\.json$/), line: 9 });
    expect(await told(load(config))).toMatchObject([{ code: 'config-missing-file' }]);
    expect(await told(load(config, { 'policies/api.json': '{' }))).toMatchObject([{ code: 'config-json-syntax' }]);
    expect(await told(load(config, { 'policies/api.json': '[]' }))).toMatchObject([{ code: 'config-bad-policy' }]);
  });

  it.each<[string, object, RegExp]>([
    ['without a Principal', { ...ALLOW, Principal: undefined }, /neither Principal nor NotPrincipal/],
    [
      'with a wildcard in a principal',
      { ...ALLOW, Effect: 'Deny', Principal: { AWS: ['*', 'arn:aws:iam::000000000000:user/e*'] } },
      /"arn:aws:iam::000000000000:user\/e\*" of statement 2 is no principal/,
    ],
    [
      'with the name of a user',
      { ...ALLOW, NotPrincipal: { AWS: 'alice' }, Principal: undefined },
      /"alice".* no principal/,
    ],
    [
      'with half an address',
      { ...ALLOW, Condition: { IpAddress: { 'aws:SourceIp': '10.0/8' } } },
      /"10.0\/8" as a value of/,
    ],
    ['with another word', { ...ALLOW, Effekt: 'Deny' }, /"Effekt"/],
    ['without an Action', { ...ALLOW, Action: undefined }, /neither Action nor NotAction/],
    [
      'for another API',
      { ...ALLOW, Resource: 'arn:aws:execute-api:eu-west-1:123456789012:abc123/*' },
      /no method of this API/,
    ],
    ['for another service', { ...ALLOW, Resource: 'arn:aws:s3:::pets' }, /no method of this API/],
    ['for a VPC endpoint', { ...ALLOW, Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } }, /VPC endpoint/],
    ['for a VPC', { ...ALLOW, Condition: { StringNotEquals: { 'aws:sourceVpc': 'vpc-1' } } }, /VPC endpoint/],
    ['with an unknown key', { ...ALLOW, Condition: { StringEquals: { 'aws:Moon': 'full' } } }, /aws:Moon/],
    ['with an unknown operator', { ...ALLOW, Condition: { StringIs: { 'aws:SourceIp': '1' } } }, /StringIs/],
  ])('is refused %s, at the statement', async (_, statement, expected) => {
    const [problem, ...more] = await told(withStatement(ALLOW, statement));
    expect(more).toEqual([]);
    expect(problem).toMatchObject({
      severity: 'error',
      code: 'config-bad-policy',
      what: expect.stringMatching(expected),
    });
    expect(problem?.what).toContain('statement 2');
    expect(problem?.source?.line).toBeGreaterThan(16);
  });

  it.each([
    {},
    { Version: '2012-10-17' },
    { Statement: [] },
    { Statement: 'x' },
    { file: 'a.json', Statement: [ALLOW] },
    { file: 7 },
    { Version: '2020-01-01', Statement: [ALLOW] },
  ])('is refused when it is %j', async (policy) => {
    expect(await told(load({ policy }))).toMatchObject([{ severity: 'error', code: 'config-bad-policy' }]);
  });

  it.each([
    '*',
    'arn:aws:execute-api:*:*:*/*/GET/*',
    'execute-api:/v1/GET/pets',
    'arn:aws:execute-api:us-east-1:000000000000:*',
  ])('may name its methods as %s', async (Resource) => {
    expect(await told(withStatement({ ...ALLOW, Resource }))).toEqual([]);
  });

  it('can’t stand beside an OpenAPI document, which has its own', async () => {
    const { problems } = await loadProject({
      root: writeProject({
        'routes.json': { stages: { v1: {} }, openapi: 'api.json', policy: { Statement: [ALLOW] } },
        'api.json': {},
      }),
    });
    expect(problems.map(({ explanation }) => explanation.code)).toContain('config-beside-openapi');
  });
});

describe('the IAM users of routes.json', () => {
  const alice = { accessKeyId: 'LOCALKEYOFALICE00001', secretAccessKey: '${ALICE_SECRET}' };
  const env = { ALICE_SECRET: 'from .env', NOTHING: '' };

  it('have their secrets from .env', async () => {
    const policy = { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
    const { project, problems } = await load({ iamUsers: { alice: { ...alice, policy } } }, {}, env);
    expect(problems).toEqual([]);
    expect(project?.iamUsers).toMatchObject([
      { name: 'alice', accountId: '000000000000', secretAccessKey: 'from .env', policy },
    ]);
  });

  it.each<[string, object, string]>([
    ['a name that .env does not have', { alice: { ...alice, sessionToken: '${NO}' } }, 'config-env-unset'],
    ['a secret that is empty', { alice: { ...alice, secretAccessKey: '${NOTHING}' } }, 'config-bad-value'],
    ['no secret', { alice: { accessKeyId: 'LOCALKEYOFALICE00001' } }, 'config-missing-property'],
    ['a short access key', { alice: { ...alice, accessKeyId: 'short' } }, 'config-bad-value'],
    ['an account of eleven digits', { alice: { ...alice, accountId: '12345678901' } }, 'config-bad-value'],
    ['one access key twice', { alice, bob: alice }, 'config-access-key-twice'],
    ['a name with a slash', { 'a/b': alice }, 'config-bad-name'],
    ['a policy with a Principal', { alice: { ...alice, policy: { Statement: [ALLOW] } } }, 'config-bad-policy'],
  ])('are refused with %s', async (_, iamUsers, code) => {
    expect(await told(load({ iamUsers }, {}, env))).toMatchObject([{ severity: 'error', code }]);
  });

  it('have no secret in what is shown of their line', async () => {
    const users = { alice: { ...alice, secretAccessKey: 'very-s3cret' }, bob: { ...alice, sessionToken: 'tok"en' } };
    const root = writeProject({ 'routes.json': JSON.stringify({ stages: { v1: {} }, iamUsers: users }) });
    const { problems } = await loadProject({ root, env });
    const shown = problems.map(({ explanation }) => explanation.detail).join('\n');
    expect(shown).toContain('"accessKeyId"');
    expect(shown).not.toMatch(/s3cret|tok|en"/);
  });
});
