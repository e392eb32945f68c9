import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { PolicyFault, readPolicy } from '../../../../emulator/gateway/method-request/policy/document.ts';
import { evaluatePolicy, type PolicyQuestion } from '../../../../emulator/gateway/method-request/policy/evaluate.ts';

const ARN = 'arn:aws:execute-api:us-east-1:000000000000:api/v1/GET/pets/7';
const QUESTION: PolicyQuestion = {
  action: 'execute-api:Invoke',
  resource: ARN,
  keys: new Map([
    ['aws:sourceip', ['203.0.113.9']],
    ['aws:currenttime', ['2026-03-01T12:00:00.000Z']],
    ['aws:epochtime', ['1772366400']],
    ['aws:securetransport', ['true']],
    ['aws:useragent', ['curl/8.7.1']],
    ['aws:username', ['alice']],
    ['aws:principalarn', ['arn:aws:iam::000000000000:user/alice']],
  ]),
};

const statement = (more: object) => ({ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*', ...more });
const policyOf = (...statements: object[]) => ({ Version: '2012-10-17', Statement: statements });
const ask = (document: unknown, more: Partial<PolicyQuestion> = {}) =>
  evaluatePolicy(readPolicy(document), { ...QUESTION, ...more });
const allows = (more: object) => ask(policyOf(statement(more))).effect === 'Allow';

describe('evaluatePolicy', () => {
  it.each<[resource: string, matches: boolean]>([
    [ARN, true],
    ['*', true],
    ['arn:aws:execute-api:*', true],
    ['arn:aws:execute-api:*:*:api/v1/*', true],
    ['arn:aws:execute-api:*:*:api/*/GET/*', true],
    ['arn:aws:execute-api:*:*:*/v1/GET/pets/?', true],
    ['arn:aws:execute-api:*:*:*/v1/GET/pets/??', false],
    ['arn:aws:execute-api:*:*:api/v1/POST/*', false],
    ['arn:aws:execute-api:*:*:api/v1/get/pets/7', false],
    ['arn:aws:execute-api:*:*:api/v1/GET/pets', false],
    [`${ARN}/*`, false],
    [`${ARN}?`, false],
    [`${ARN}*`, true],
  ])('matches the resource %s as IAM does', (resource, matches) => {
    expect(allows({ Resource: resource })).toBe(matches);
    expect(allows({ Resource: undefined, NotResource: resource })).toBe(!matches);
  });

  it.each<[action: string, matches: boolean]>([
    ['execute-api:Invoke', true],
    ['execute-api:invoke', true],
    ['execute-api:*', true],
    ['*', true],
    ['execute-api:Inv?ke', true],
    ['execute-api:InvalidateCache', false],
    ['lambda:*', false],
  ])('matches the action %s, whatever its case', (action, matches) => {
    expect(allows({ Action: action })).toBe(matches);
    expect(allows({ Action: ['s3:GetObject', action] })).toBe(matches);
    expect(allows({ Action: undefined, NotAction: action })).toBe(!matches);
  });

  it('lets an explicit Deny win over every Allow, wherever it stands', () => {
    const [allow, deny] = [statement({}), statement({ Effect: 'Deny', Sid: 'No' })];
    for (const list of [
      [allow, deny],
      [deny, allow],
    ]) {
      expect(ask(policyOf(...list))).toMatchObject({ effect: 'Deny', statement: { sid: 'No' } });
    }
  });

  it('names the statement that allowed, and says nothing where none speaks', () => {
    const other = statement({ Resource: 'arn:other' });
    expect(ask(policyOf(other, statement({})))).toMatchObject({ effect: 'Allow', statement: { index: 1 } });
    expect(ask(policyOf(other))).toEqual({ effect: undefined });
  });

  it.each<[condition: object, met: boolean]>([
    [{ StringEquals: { 'aws:username': 'alice' } }, true],
    [{ StringEquals: { 'AWS:UserName': 'alice' } }, true],
    [{ StringEquals: { 'aws:username': ['bob', 'alice'] } }, true],
    [{ StringEquals: { 'aws:username': 'Alice' } }, false],
    [{ StringEqualsIgnoreCase: { 'aws:username': 'ALICE' } }, true],
    [{ StringNotEquals: { 'aws:username': ['bob', 'alice'] } }, false],
    [{ StringNotEquals: { 'aws:username': ['bob', 'carol'] } }, true],
    [{ StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }, true],
    [{ StringEquals: { 'aws:SourceVpce': 'vpce-1' } }, false],
    [{ StringEqualsIfExists: { 'aws:SourceVpce': 'vpce-1' } }, true],
    [{ StringLike: { 'aws:UserAgent': 'curl/*' } }, true],
    [{ StringEquals: { 'aws:UserAgent': 'curl/*' } }, false],
    [{ StringNotLike: { 'aws:UserAgent': 'curl/*' } }, false],
    [{ 'ForAnyValue:StringEquals': { 'aws:SourceVpce': 'x' } }, false],
    [{ 'ForAllValues:StringEquals': { 'aws:SourceVpce': 'x' } }, true],
    [{ 'ForAllValues:StringEquals': { 'aws:username': ['alice'] } }, true],
    [{ Null: { 'aws:SourceVpce': 'true' } }, true],
    [{ Null: { 'aws:SourceIp': true } }, false],
    [{ Null: { 'aws:SourceIp': false } }, true],
    [{ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, true],
    [{ IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '203.0.113.9'] } }, true],
    [{ IpAddress: { 'aws:SourceIp': '203.0.113.8' } }, false],
    [{ IpAddress: { 'aws:SourceIp': '2001:db8::/32' } }, false],
    [{ NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, true],
    [{ NotIpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '0.0.0.0/0'] } }, false],
    [{ DateGreaterThan: { 'aws:CurrentTime': '2026-03-01T11:59:59Z' } }, true],
    [{ DateLessThan: { 'aws:CurrentTime': '2026-03-01T12:00:00Z' } }, false],
    [{ DateLessThanEquals: { 'aws:CurrentTime': '2026-03-01T12:00:00Z' } }, true],
    [{ DateLessThan: { 'aws:EpochTime': '1772366401' } }, true],
    [{ NumericLessThan: { 'aws:EpochTime': 1772366401 } }, true],
    [{ NumericGreaterThanEquals: { 'aws:EpochTime': '1772366400' } }, true],
    [{ NumericEquals: { 'aws:username': '1' } }, false],
    [{ Bool: { 'aws:SecureTransport': true } }, true],
    [{ Bool: { 'aws:SecureTransport': 'false' } }, false],
    [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/al*' } }, true],
    [{ ArnEquals: { 'aws:PrincipalArn': 'arn:*:*:*:*:user/bob' } }, false],
    [{ ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/bob' } }, true],
    [{ StringLike: { 'aws:username': 'al*' }, IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, false],
    [{ StringEquals: { 'aws:username': [] } }, false],
  ])('judges the condition %j', (condition, met) => {
    expect(allows({ Condition: condition })).toBe(met);
    const denied = ask(policyOf(statement({}), statement({ Effect: 'Deny', Condition: condition })));
    expect(denied.effect).toBe(met ? 'Deny' : 'Allow');
  });

  it.each([
    [{ StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }, 'the condition key aws:PrincipalOrgID'],
    [{ StringMatches: { 'aws:username': 'alice' } }, 'the condition operator StringMatches'],
    [{ 'ForEach:StringLike': { 'aws:username': 'alice' } }, 'the condition operator ForEach:StringLike'],
    [{ constructor: { 'aws:username': 'alice' } }, 'the condition operator constructor'],
    [{ IpAddress: { 'aws:SourceIp': 'nonsense' } }, '"nonsense" as a value of IpAddress'],
    [{ IpAddress: { 'aws:SourceIp': ['203.0.113.9', '203.0.113.0/80'] } }, '"203.0.113.0/80" as a value of IpAddress'],
    [{ NotIpAddress: { 'aws:SourceIp': '203.0.113.0/-1' } }, '"203.0.113.0/-1" as a value of NotIpAddress'],
    [{ IpAddressIfExists: { 'aws:SourceIp': '1.2.3.4/8/8' } }, '"1.2.3.4/8/8" as a value of IpAddressIfExists'],
    [{ DateLessThan: { 'aws:CurrentTime': 'tomorrow' } }, '"tomorrow" as a value of DateLessThan'],
    [{ NumericNotEquals: { 'aws:EpochTime': 'soon' } }, '"soon" as a value of NumericNotEquals'],
    [{ Bool: { 'aws:SecureTransport': 'yes' } }, '"yes" as a value of Bool'],
    [{ Null: { 'aws:SourceVpce': 'yes' } }, '"yes" as a value of Null'],
    [{ ArnLike: { 'aws:PrincipalArn': 'arn:*:user/alice' } }, '"arn:*:user/alice" as a value of ArnLike'],
  ])('denies what it cannot judge: %j', (Condition, what) => {
    expect(ask(policyOf(statement({ Condition })))).toMatchObject({ effect: undefined, unsupported: { what } });
    expect(ask(policyOf(statement({}), statement({ Effect: 'Deny', Condition })))).toMatchObject({
      effect: 'Deny',
      unsupported: { what },
    });
    const missed = { ...Condition, Bool: { 'aws:SecureTransport': 'false' } };
    expect(ask(policyOf(statement({}), statement({ Effect: 'Deny', Condition: missed }))).effect).toBe('Allow');
  });

  it('takes a date without a zone for one in UTC, wherever the machine stands', () => {
    vi.stubEnv('TZ', 'America/New_York');
    onTestFinished(() => void vi.unstubAllEnvs());
    const isAt = (date: string) => allows({ Condition: { DateEquals: { 'aws:CurrentTime': date } } });
    expect(['2026-03-01T12:00', '2026-03-01T12:00:00', '2026-03-01T13:00+01:00'].map(isAt)).toEqual([true, true, true]);
  });

  it.each<[what: string, statement: object, more: Partial<PolicyQuestion>]>([
    ['a resource', { Resource: Array(9000).fill(`*${'1'.repeat(400)}?x`) }, { resource: '1'.repeat(1600) }],
    [
      'a condition',
      { Condition: { StringLike: { 'aws:UserAgent': Array(9000).fill(`*${'a'.repeat(400)}?b`) } } },
      { keys: new Map([['aws:useragent', ['a'.repeat(9000)]]]) },
    ],
    [
      'addresses',
      { Condition: { IpAddress: { 'aws:SourceIp': Array.from({ length: 120_000 }, (_, n) => `10.0.${n % 256}.1`) } } },
      {},
    ],
  ])('gives up a policy that takes too long to compare, and denies: %s', (_, costly, more) => {
    expect(ask(policyOf(statement({}), statement(costly)), more)).toMatchObject({
      effect: 'Deny',
      statement: { index: 1 },
      unsupported: { what: 'more comparisons than are made for one request' },
    });
  });

  it('takes a policy as large as a function can return it', () => {
    const many = Array.from({ length: 40_000 }, (_, n) => statement({ Resource: `${ARN.slice(0, -1)}owners/${n}/*` }));
    expect(ask(policyOf(...many, statement({ Resource: `${ARN.slice(0, -1)}*` })))).toMatchObject({ effect: 'Allow' });
  });

  it('fills in policy variables from version 2012-10-17 on', () => {
    const named = (name: string, version = '2012-10-17') =>
      ask({ Version: version, Statement: statement({ Resource: `arn:*/${name}` }) }, { resource: 'arn:aws:x/alice' })
        .effect;
    expect(named('${aws:username}')).toBe('Allow');
    expect(named("${aws:userid, 'alice'}")).toBe('Allow');
    expect(named('${aws:userid}')).toBeUndefined();
    expect(named('${constructor}')).toBeUndefined();
    expect(named('${aws:username}', '2008-10-17')).toBeUndefined();
    expect(named('${*}')).toBeUndefined();
    const star = policyOf(statement({ Resource: 'arn:${*}' }));
    expect(ask(star, { resource: 'arn:*' }).effect).toBe('Allow');
    expect(ask(star, { resource: 'arn:x' }).effect).toBeUndefined();
  });

  it('takes the wildcards in the value of a variable as text', () => {
    const keys = new Map([['aws:username', ['*']]]);
    const own = policyOf(statement({ Resource: 'arn:${aws:username}' }));
    expect(ask(own, { keys, resource: 'arn:bob' }).effect).toBeUndefined();
    expect(ask(own, { keys, resource: 'arn:*' }).effect).toBe('Allow');
  });

  it.each<[element: object, principals: string[], named: boolean]>([
    [{ Principal: '*' }, [], true],
    [{ Principal: { AWS: '*' } }, [], true],
    [{ Principal: { AWS: ['arn:a', 'arn:b'] } }, ['arn:b'], true],
    [{ Principal: { AWS: 'arn:*' } }, ['arn:b'], false],
    [{ Principal: { AWS: 'arn:b' } }, [], false],
    [{ Principal: { Service: 'lambda.amazonaws.com' } }, ['lambda.amazonaws.com'], false],
    [{ NotPrincipal: { AWS: 'arn:b' } }, ['arn:b'], false],
    [{ NotPrincipal: { AWS: 'arn:b' } }, ['arn:c'], true],
    [{}, ['arn:b'], false],
  ])('reads the principal %j of a resource policy for %j', (element, principals, named) => {
    expect(ask(policyOf(statement(element)), { principals }).effect).toBe(named ? 'Allow' : undefined);
  });

  it('matches a pattern of a thousand wildcards in bounded time', () => {
    const long = { resource: 'a'.repeat(10_000) };
    expect(ask(policyOf(statement({ Resource: `${'*a'.repeat(250)}b` })), long).effect).toBeUndefined();
  });

  const noPolicies: [document: unknown, fault: string][] = [
    [undefined, 'the policy is missing, not an object'],
    ['{}', 'the policy is "{}", not an object'],
    [[], 'the policy is a list, not an object'],
    [{}, 'it has no Statement'],
    [{ Statement: [] }, 'Statement is empty'],
    [{ Statement: null }, 'statement 1 is null, not an object'],
    [{ Version: '2020-01-01', Statement: statement({}) }, 'Version is "2020-01-01"'],
    [{ Version: '2012-10-17', Statements: [] }, 'the policy has "Statements", which policies don\'t have'],
    [policyOf(statement({ Effect: 'allow' })), 'Effect of statement 1 is "allow", not "Allow" or "Deny"'],
    [policyOf(statement({}), statement({ Condtion: {} })), 'statement 2 has "Condtion"'],
    [policyOf(statement({ Resource: undefined })), 'statement 1 has neither Resource nor NotResource'],
    [policyOf(statement({ Action: undefined })), 'statement 1 has neither Action nor NotAction'],
    [policyOf(statement({ NotAction: '*' })), 'statement 1 has Action and NotAction'],
    [policyOf(statement({ Resource: [] })), 'Resource of statement 1 is empty'],
    [policyOf(statement({ Resource: [7] })), 'Resource of statement 1 has 7 where a text is needed'],
    [policyOf(statement({ Principal: 'alice' })), 'Principal of statement 1 is "alice", not an object'],
    [policyOf(statement({ Principal: { Aws: '*' } })), 'Principal of statement 1 has "Aws"'],
    [policyOf(statement({ Condition: { Bool: 'x' } })), 'Bool in the Condition of statement 1 is "x", not an object'],
    [{ Version: JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`), Statement: [] }, 'Version is a list'],
    [policyOf(statement({ Condition: { Bool: { k: {} } } })), 'Bool k in the Condition of statement 1 has an object'],
  ];

  it.each(noPolicies.map(([document, fault]) => [fault, document] as const))(
    'refuses what is no policy: %s',
    (fault, document) => {
      expect(() => readPolicy(document)).toThrow(PolicyFault);
      expect(() => readPolicy(document)).toThrow(fault);
    },
  );
});
