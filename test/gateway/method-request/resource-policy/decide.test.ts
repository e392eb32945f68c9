import { describe, expect, it } from 'vitest';
import type { RestApi } from '../../../../emulator/config/types.ts';
import { explain } from '../../../../emulator/errors/explanation.ts';
import { ClientInput } from '../../../../emulator/gateway/client-input.ts';
import type { Arrival, GatewayRequest } from '../../../../emulator/gateway/exchange.ts';
import { GatewayReject } from '../../../../emulator/gateway/gateway-responses/reject.ts';
import { combine } from '../../../../emulator/gateway/method-request/resource-policy/decide.ts';
import { nameRequest } from '../../../../emulator/gateway/request-context.ts';
import { api, call, deployment, outside, request } from '../../../helpers/gateway.ts';
import { iamUser, signedRequest } from '../../../helpers/sign.ts';

const source = { file: '/project/routes.json', line: 2, column: 3 };
const ALLOW = { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' };
const DENY = { ...ALLOW, Effect: 'Deny' };
const ELSEWHERE = { ...ALLOW, Resource: 'execute-api:/v1/DELETE/nowhere' };

function withPolicy(statements: readonly object[], authorizationType: 'NONE' | 'AWS_IAM' = 'NONE'): RestApi {
  return api(
    {
      '/': { GET: { authorizationType } },
      '/pets/{id}': { GET: { authorizationType }, DELETE: { authorizationType } },
    },
    { policy: { document: { Version: '2012-10-17', Statement: statements }, source } },
  );
}

async function answerTo(of: RestApi, sent: GatewayRequest) {
  const trace = await call({ ...deployment(of), iamUsers: [iamUser()] }, sent);
  return {
    status: trace.reply.status,
    text: trace.text,
    type: trace.rejection?.type,
    errorType: trace.header('x-amzn-ErrorType'),
    told: trace.rejection?.explanation,
  };
}

const ANONYMOUS =
  'User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********0000:abcdefghij/v1/';

describe('a resource policy alone', () => {
  it('lets in what a statement allows, in the short form of this API', async () => {
    const onlyGet = withPolicy([{ ...ALLOW, Resource: 'execute-api:/v1/GET/pets/*' }]);
    expect((await answerTo(onlyGet, request('/pets/7'))).status).toBe(200);
    expect((await answerTo(onlyGet, request('/pets/7', { method: 'DELETE' }))).status).toBe(403);
  });

  it('refuses what no statement allows, in AWS’s words', async () => {
    const { told, ...answer } = await answerTo(withPolicy([ELSEWHERE]), request('/pets/7'));
    expect(answer).toEqual({
      status: 403,
      text: JSON.stringify({ Message: `${ANONYMOUS}GET/pets/7` }),
      type: 'ACCESS_DENIED',
      errorType: 'AccessDeniedException',
    });
    expect(told).toMatchObject({ code: 'resource-policy-refuses', source });
    expect((await answerTo(withPolicy([ELSEWHERE]), request('/'))).text).toContain(`${ANONYMOUS}GET/"`);
  });

  it('refuses what a statement denies, whatever allows it, and names the statement', async () => {
    const { text, told } = await answerTo(withPolicy([ALLOW, DENY]), request('/pets/7'));
    expect(text).toBe(JSON.stringify({ Message: `${ANONYMOUS}GET/pets/7 with an explicit deny` }));
    expect(told?.what).toContain('statement 2');
  });

  it('asks for the address of the connection, and believes no header', async () => {
    const office = withPolicy([{ ...ALLOW, Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } }]);
    expect((await answerTo(office, request('/pets/7'))).status).toBe(200);
    const headers = [
      ['Host', 'localhost'],
      ['X-Forwarded-For', '192.0.2.1'],
    ] as const;
    const here = await answerTo(office, request('/pets/7', { sourceIp: '127.0.0.1', headers }));
    expect(here.status).toBe(403);
    expect(here.told?.remedy).toContain('--source-ip');
  });

  it('names nobody where a Principal is a user', async () => {
    const alices = withPolicy([{ ...ALLOW, Principal: { AWS: 'arn:aws:iam::000000000000:user/alice' } }]);
    expect((await answerTo(alices, request('/pets/7'))).status).toBe(403);
  });

  it('denies what it can’t judge, and says what that is', async () => {
    const odd = withPolicy([ALLOW, { ...DENY, Condition: { StringEquals: { 'aws:Moon': 'full' } } }]);
    const { status, told } = await answerTo(odd, request('/pets/7'));
    expect([status, told?.what]).toEqual([403, expect.stringContaining('aws:Moon')]);
  });

  it('answers 500 when it is none', async () => {
    const broken = api({ '/pets': { GET: {} } }, { policy: { document: { Statement: [] }, source } });
    expect((await answerTo(broken, request('/pets'))).told?.code).toBe('policy-unreadable');
  });
});

const [MINE, FOREIGN] = ['000000000000', '111122223333'];
const own = ({ Principal: _, ...statement }: typeof ALLOW, Resource = '*') => ({ ...statement, Resource });

describe('a resource policy with IAM authorization', () => {
  const USER = { Allow: own(ALLOW), Deny: own(DENY), None: own(ELSEWHERE, 'arn:aws:s3:::x') };
  const API = { Allow: ALLOW, Deny: DENY, None: ELSEWHERE };

  it.each([
    // Table A: the caller is of the account that owns the API.
    [MINE, 'Allow', 'Allow', 200],
    [MINE, 'Allow', 'None', 200],
    [MINE, 'Allow', 'Deny', 'explicit'],
    [MINE, 'None', 'Allow', 200],
    [MINE, 'None', 'None', 'implicit'],
    [MINE, 'None', 'Deny', 'explicit'],
    [MINE, 'Deny', 'Allow', 'explicit'],
    [MINE, 'Deny', 'None', 'explicit'],
    [MINE, 'Deny', 'Deny', 'explicit'],
    // Table B: the caller is of another account.
    [FOREIGN, 'Allow', 'Allow', 200],
    [FOREIGN, 'Allow', 'None', 'implicit'],
    [FOREIGN, 'Allow', 'Deny', 'explicit'],
    [FOREIGN, 'None', 'Allow', 'implicit'],
    [FOREIGN, 'None', 'None', 'implicit'],
    [FOREIGN, 'None', 'Deny', 'explicit'],
    [FOREIGN, 'Deny', 'Allow', 'explicit'],
    [FOREIGN, 'Deny', 'None', 'explicit'],
    [FOREIGN, 'Deny', 'Deny', 'explicit'],
  ] as const)('of account %s: %s of the user and %s of the API is %s', async (accountId, users, apis, outcome) => {
    const user = iamUser({ accountId, policy: { Version: '2012-10-17', Statement: USER[users] } });
    const of = { ...deployment(withPolicy([API[apis]], 'AWS_IAM')), iamUsers: [user] };
    const trace = await call(of, await signedRequest({ path: '/v1/pets/7' }, { user }));
    const who = `User: arn:aws:iam::${accountId}:user/alice is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********0000:abcdefghij/v1/GET/pets/7`;
    const [status, message] = [trace.reply.status, trace.text && JSON.parse(trace.text).Message];
    expect(status).toBe(outcome === 200 ? 200 : 403);
    if (outcome === 'implicit') expect(message).toBe(who);
    if (outcome === 'explicit') expect(message).toBe(`${who} with an explicit deny`);
  });

  it('refuses a caller of another account when there is no resource policy', async () => {
    const user = iamUser({ accountId: FOREIGN });
    const of = { ...deployment(api({ '/pets': { GET: { authorizationType: 'AWS_IAM' } } })), iamUsers: [user] };
    const trace = await call(of, await signedRequest({}, { user }));
    expect([trace.reply.status, trace.rejection?.explanation.what]).toEqual([
      403,
      expect.stringContaining('another account'),
    ]);
  });

  it.each([
    [{ AWS: 'arn:aws:iam::000000000000:user/alice' }, 200],
    [{ AWS: '000000000000' }, 200],
    [{ AWS: ['arn:aws:iam::000000000000:root'] }, 200],
    [{ AWS: 'arn:aws:iam::000000000000:user/bob' }, 403],
    [{ Service: 'lambda.amazonaws.com' }, 403],
  ])('knows the user as %j: %i', async (Principal, status) => {
    const user = iamUser({ policy: { Version: '2012-10-17', Statement: USER.None } });
    const of = { ...deployment(withPolicy([{ ...ALLOW, Principal }], 'AWS_IAM')), iamUsers: [user] };
    expect((await call(of, await signedRequest({ path: '/v1/pets/7' }, { user }))).reply.status).toBe(status);
  });

  it('is asked after the signature', async () => {
    expect((await answerTo(withPolicy([DENY], 'AWS_IAM'), request('/pets/7'))).type).toBe(
      'MISSING_AUTHENTICATION_TOKEN',
    );
  });
});

describe('a resource policy with what a Lambda authorizer permits', () => {
  const refusal = new GatewayReject('ACCESS_DENIED', 'of the authorizer', explain('gateway-bug', { message: '' }));
  const caller = { authorizer: { principalId: 'me' } };

  function arrivalAt(statements: readonly object[] | undefined): Arrival {
    const of = statements === undefined ? api({ '/pets': { GET: {} } }) : withPolicy(statements);
    const sent = request('/pets');
    const input = new ClientInput(sent);
    const { clock, ids } = outside();
    return { deployment: deployment(of), request: sent, input, context: nameRequest(input, clock, ids) };
  }

  it.each([
    [[ALLOW], 'comes in', 'comes in', 'of the authorizer'],
    [[ELSEWHERE], 'comes in', 'of the authorizer', 'of the authorizer'],
    [[DENY], 'explicit deny', 'explicit deny', 'of the authorizer'],
    [undefined, 'comes in', 'of the authorizer', 'of the authorizer'],
  ])('%j: an Allow %s, no statement %s, a Deny %s', (statements, allowed, silent, denied) => {
    const outcomeOf = (permission: Parameters<typeof combine>[0]) => {
      try {
        return combine(permission, arrivalAt(statements)) === caller ? 'comes in' : '?';
      } catch (error) {
        return String((error as GatewayReject).clientMessage);
      }
    };
    expect(outcomeOf({ effect: 'Allow', caller })).toContain(allowed);
    expect(outcomeOf({ effect: 'None', caller, refusal })).toContain(silent);
    expect(outcomeOf({ effect: 'Deny', refusal })).toContain(denied);
  });
});
