import { describe, expect, it } from 'vitest';
import type { IamUser } from '../../../../emulator/config/types.ts';
import type { GatewayRequest } from '../../../../emulator/gateway/exchange.ts';
import { api, call, deployment, integration, LAMBDA_URI, request, returned } from '../../../helpers/gateway.ts';
import { HOST, iamUser, NOW, type SignOptions, signedRequest, type ToSign } from '../../../helpers/sign.ts';

const guarded = api({
  '/pets': { GET: { authorizationType: 'AWS_IAM' }, POST: { authorizationType: 'AWS_IAM' } },
  '/pets/{id}': { GET: { authorizationType: 'AWS_IAM' }, DELETE: { authorizationType: 'AWS_IAM' } },
});

async function answerTo(sent: GatewayRequest, users: readonly IamUser[] = [iamUser()]) {
  const trace = await call({ ...deployment(guarded), iamUsers: users }, sent);
  return {
    status: trace.reply.status,
    text: trace.text,
    message: trace.text.startsWith('{')
      ? (JSON.parse(trace.text).message ?? JSON.parse(trace.text).Message)
      : undefined,
    errorType: trace.header('x-amzn-ErrorType'),
    type: trace.rejection?.type,
    told: trace.rejection?.explanation,
  };
}

const answerToSigned = async (toSign: ToSign = {}, options: SignOptions = {}, users?: readonly IamUser[]) =>
  answerTo(await signedRequest(toSign, options), users);

function withHeader(sent: GatewayRequest, name: string, value: string | undefined): GatewayRequest {
  const others = sent.headers.filter(([one]) => one.toLowerCase() !== name.toLowerCase());
  return { ...sent, headers: value === undefined ? others : [...others, [name, value]] };
}

describe('a request that the real SDK has signed', () => {
  it('comes in, and its user is in the context', async () => {
    const lambda = api({
      '/pets': {
        GET: { authorizationType: 'AWS_IAM', integration: integration({ type: 'AWS_PROXY', uri: LAMBDA_URI }) },
      },
    });
    let event = '';
    const trace = await call({ ...deployment(lambda), iamUsers: [iamUser()] }, await signedRequest(), {
      invoke: ({ payload }) => {
        event = String(payload);
        return returned({ statusCode: 200, body: 'in' });
      },
    });
    expect([trace.reply.status, trace.text]).toEqual([200, 'in']);
    expect(Object.keys(JSON.parse(event).headers)).not.toContain('Authorization');
    const { identity, authorizer } = JSON.parse(event).requestContext;
    expect(identity).toMatchObject({
      accountId: '000000000000',
      accessKey: 'LOCALKEYOFALICE00001',
      caller: expect.stringMatching(/^AIDA[A-Z0-9]{17}$/),
      userArn: 'arn:aws:iam::000000000000:user/alice',
      cognitoIdentityId: null,
      sourceIp: '192.0.2.1',
    });
    expect(identity.user).toBe(identity.caller);
    expect(authorizer).toBeUndefined();
  });

  it.each<[string, ToSign, SignOptions?]>([
    ['with a query', { query: { b: '2', a: ['z', 'y'], 'sp ace': "*!()'+/=" } }],
    ['with a body', { method: 'POST', body: '{"name":"Rex"}', headers: { 'content-type': 'application/json' } }],
    ['with an encoded path', { path: '/v1/pets/%40me%20%2F%E2%82%AC' }],
    ['with doubled slashes', { path: '/v1//pets/7' }],
    ['with its own headers', { headers: { 'X-Pet': '  a   b ', 'x-empty': '' } }],
    ['four minutes ago', {}, { signingDate: new Date(NOW.getTime() - 4 * 60_000) }],
    ['four minutes ahead', {}, { signingDate: new Date(NOW.getTime() + 4 * 60_000) }],
    ['as a presigned URL', { query: { a: 'b c' } }, { expiresIn: 3600 }],
    ['as a presigned URL, an hour ago', {}, { expiresIn: 3600, signingDate: new Date(NOW.getTime() - 3600_000) }],
  ])('comes in %s', async (_, toSign, options = {}) => {
    expect((await answerToSigned(toSign, options)).status).toBe(200);
  });

  it('goes on to an HTTP backend without its signature', async () => {
    const proxied = api({
      '/pets': {
        GET: {
          authorizationType: 'AWS_IAM',
          integration: integration({ type: 'HTTP_PROXY', uri: 'http://pets.test' }),
        },
      },
    });
    const names: string[] = [];
    await call({ ...deployment(proxied), iamUsers: [iamUser()] }, await signedRequest({ headers: { 'x-pet': 'a' } }), {
      send: async ({ headers }) => {
        names.push(...headers.map(([name]) => name.toLowerCase()));
        return { kind: 'answer', status: 200, headers: [], body: Buffer.alloc(0) };
      },
    });
    expect(names).toEqual(expect.arrayContaining(['x-pet', 'x-amz-date']));
    expect(names).not.toContain('authorization');
  });

  it('comes in with temporary credentials, in headers and in a query', async () => {
    const user = iamUser({ sessionToken: 'a/session+token==' });
    for (const options of [{ user }, { user, expiresIn: 60 }]) {
      expect((await answerToSigned({}, options, [user])).status).toBe(200);
    }
  });

  it('comes in when the path of the request line is another than that of the stage', async () => {
    const path = '/restapis/abcdefghij/v1/_user_request_/pets';
    const sent = await signedRequest({ path });
    const routed = { ...sent, path: '/pets', stagePath: '/v1/pets', sentPath: path };
    expect((await answerTo(routed)).status).toBe(200);
  });
});

describe('a request without a good signature', () => {
  it('is Missing Authentication Token when there is none', async () => {
    const { status, text, errorType, told } = await answerTo(request('/pets'));
    expect([status, text, errorType]).toEqual([
      403,
      '{"message":"Missing Authentication Token"}',
      'MissingAuthenticationTokenException',
    ]);
    expect(told?.remedy).toContain('alice');
  });

  it.each([
    [
      'Bearer eyJhbGciOiJSUzI1NiJ9',
      /^Invalid key=value pair \(missing equal-sign\) in Authorization header \(hashed with SHA-256 and encoded with Base64\): '[A-Za-z0-9+/]{43}='\.$/,
    ],
    [
      'eyJhbGciOiJSUzI1NiJ9',
      /^Authorization header requires 'Credential' parameter\. Authorization header requires 'Signature' parameter\. Authorization header requires 'SignedHeaders' parameter\. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header\. \(Hashed with SHA-256 and encoded with Base64\) Authorization=[A-Za-z0-9+/]{43}=$/,
    ],
    [
      'AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host',
      /^Authorization header requires 'Signature' parameter\. Authorization header requires existence/,
    ],
    ['AWS4-HMAC-SHA256 Credential= a/b/c/d/e', /^Invalid key=value pair/],
  ])('is an IncompleteSignatureException with Authorization: %s', async (authorization, expected) => {
    const answer = await answerTo(
      request('/pets', {
        headers: [
          ['Host', HOST],
          ['Authorization', authorization],
        ],
      }),
    );
    expect(answer).toMatchObject({ status: 403, type: 'DEFAULT_4XX', errorType: 'IncompleteSignatureException' });
    expect(answer.message).toMatch(expected);
    expect(answer.text).not.toContain('eyJ');
  });

  it('is told which parameters of a presigned URL are missing', async () => {
    const answer = await answerTo(request('/pets?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a'));
    expect(answer.errorType).toBe('IncompleteSignatureException');
    expect(answer.message).toBe(
      "AWS query-string parameters must include 'X-Amz-Signature'. AWS query-string parameters must include 'X-Amz-SignedHeaders'. AWS query-string parameters must include 'X-Amz-Date'. Re-examine the query-string parameters.",
    );
  });

  it('is refused when it is signed twice', async () => {
    const sent = await signedRequest();
    const answer = await answerTo({ ...sent, query: 'X-Amz-Algorithm=AWS4-HMAC-SHA256' });
    expect(answer).toMatchObject({
      type: 'INVALID_SIGNATURE',
      message: "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
    });
  });

  it.each([
    ['20250421', /^Date must be in ISO-8601 'basic format'\. Got '20250421'/],
    ['20250231T150821Z', /^Date must be in/],
    ['yesterday', /^Date must be in/],
  ])('is refused with the date %s', async (date, expected) => {
    const answer = await answerTo(withHeader(await signedRequest(), 'x-amz-date', date));
    expect(answer.errorType).toBe('IncompleteSignatureException');
    expect(answer.message).toMatch(expected);
  });

  it.each([
    [
      'expired',
      -6,
      'Signature expired: 20250421T150221Z is now earlier than 20250421T150321Z (20250421T150821Z - 5 min.)',
    ],
    [
      'not yet current',
      6,
      'Signature not yet current: 20250421T151421Z is still later than 20250421T151321Z (20250421T150821Z + 5 min.)',
    ],
  ])('is %s at %i minutes', async (_, minutes, message) => {
    const signingDate = new Date(NOW.getTime() + minutes * 60_000);
    expect(await answerToSigned({}, { signingDate })).toMatchObject({
      status: 403,
      type: 'INVALID_SIGNATURE',
      errorType: 'InvalidSignatureException',
      message,
    });
  });

  it('is expired when a presigned URL is over, and refused when it says nonsense', async () => {
    const signingDate = new Date(NOW.getTime() - 61_000);
    const over = await answerToSigned({}, { expiresIn: 60, signingDate });
    expect(over.message).toBe('Signature expired: 20250421T150820Z is now earlier than 20250421T150821Z');
    const sent = await signedRequest({}, { expiresIn: 60 });
    for (const nonsense of ['-1', '1e9', '999999999', 'x']) {
      const query = sent.query.replace('X-Amz-Expires=60', `X-Amz-Expires=${nonsense}`);
      expect((await answerTo({ ...sent, query })).status).toBe(403);
    }
  });

  it.each<[string, SignOptions, string]>([
    ['another region', { region: 'eu-west-1' }, "Credential should be scoped to a valid region, not 'eu-west-1'. "],
    ['another service', { service: 's3' }, "Credential should be scoped to correct service: 'execute-api'. "],
    [
      'both wrong',
      { region: 'execute-api', service: 'us-east-1' },
      "Credential should be scoped to a valid region, not 'execute-api'. Credential should be scoped to correct service: 'execute-api'. ",
    ],
  ])('is told of %s', async (_, options, message) => {
    expect(await answerToSigned({}, options)).toMatchObject({ type: 'INVALID_SIGNATURE', message });
  });

  it.each([
    [
      /Credential=[^,]+/,
      'Credential=a/b/c',
      "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/b/c'",
    ],
    [
      /aws4_request/,
      'aws5_request',
      "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'. ",
    ],
    [
      /\/20250421\//,
      '/20250420/',
      "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20250420' != '20250421', from '20250421T150821Z'.",
    ],
    [
      /^AWS4-HMAC-SHA256/,
      'AWS4-HMAC-SHA1',
      "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA1' (only AWS4-HMAC-SHA256 for now). ",
    ],
    [
      /SignedHeaders=[^,]+/,
      'SignedHeaders=x-amz-date',
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    ],
  ])('is told what is wrong when %s is %s', async (part, instead, message) => {
    const sent = await signedRequest();
    const authorization = String(sent.headers.find(([name]) => name === 'authorization')?.[1]);
    const answer = await answerTo(withHeader(sent, 'authorization', authorization.replace(part, instead)));
    expect([answer.status, answer.message]).toEqual([403, message]);
  });

  it('is an UnrecognizedClientException with the key of nobody', async () => {
    const nobody = iamUser({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE' });
    const answer = await answerToSigned({}, { user: nobody });
    expect(answer).toMatchObject({
      status: 403,
      errorType: 'UnrecognizedClientException',
      text: '{"message":"The security token included in the request is invalid."}',
    });
    expect(answer.told?.what).toContain('******XAMPLE');
    expect(answer.told?.what).not.toContain('AKIAIOSFODNN7EXAMPLE');
  });

  it('is an UnrecognizedClientException with a session token that is missing, wrong or too much', async () => {
    const [plain, temporary] = [iamUser(), iamUser({ sessionToken: 'right' })];
    const wrong = { ...temporary, sessionToken: 'wrong' };
    for (const [signedBy, known] of [
      [plain, temporary],
      [wrong, temporary],
      [temporary, plain],
    ] as const) {
      const answer = await answerToSigned({}, { user: signedBy }, [known]);
      expect([answer.status, answer.errorType]).toEqual([403, 'UnrecognizedClientException']);
    }
  });

  it('gets what should have been signed when the secret is wrong, and the developer no token', async () => {
    const user = iamUser({ sessionToken: 'tell-nobody', secretAccessKey: 'wrong' });
    const answer = await answerToSigned({ query: { b: '1' } }, { user }, [iamUser({ sessionToken: 'tell-nobody' })]);
    expect(answer).toMatchObject({ status: 403, type: 'INVALID_SIGNATURE', errorType: 'InvalidSignatureException' });
    const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    expect(answer.message).toMatch(
      /^The request signature we calculated does not match the signature you provided\. Check your AWS Secret Access Key and signing method\. Consult the service documentation for details\.\n\nThe Canonical String for this request should have been\n'GET\n\/v1\/pets\nb=1\nhost:/,
    );
    expect(answer.message).toContain(`\n\nhost;x-amz-content-sha256;x-amz-date;x-amz-security-token\n${empty}'\n\n`);
    expect(answer.message).toMatch(
      /The String-to-Sign should have been\n'AWS4-HMAC-SHA256\n20250421T150821Z\n20250421\/us-east-1\/execute-api\/aws4_request\n[0-9a-f]{64}'\n$/,
    );
    expect(answer.told?.detail).toContain('x-amz-security-token:****');
    expect(JSON.stringify(answer.told)).not.toContain('tell-nobody');
  });

  it.each<[string, (sent: GatewayRequest) => GatewayRequest]>([
    ['the body', (sent) => ({ ...sent, body: Buffer.from('{"name":"Tom"}') })],
    ['the query', (sent) => ({ ...sent, query: 'admin=true' })],
    ['the path', (sent) => ({ ...sent, stagePath: '/v1/pets/', path: '/pets/' })],
    ['a signed header', (sent) => withHeader(sent, 'x-pet', 'Tom')],
    ['the presence of a signed header', (sent) => withHeader(sent, 'x-pet', undefined)],
    ['the host', (sent) => withHeader(sent, 'host', 'other')],
    ['a second line of a signed header', (sent) => ({ ...sent, headers: [...sent.headers, ['X-Pet', 'Tom']] })],
  ])('is refused when somebody changed %s', async (_, change) => {
    const sent = await signedRequest({ method: 'POST', body: '{"name":"Rex"}', headers: { 'x-pet': 'Rex' } });
    expect((await answerTo(change(sent))).type).toBe('INVALID_SIGNATURE');
  });

  it('is signed for the method that X-HTTP-Method-Override names', async () => {
    const headers = { 'x-http-method-override': 'DELETE' };
    const sent = await signedRequest({ method: 'DELETE', path: '/v1/pets/7', headers });
    expect((await answerTo({ ...sent, method: 'POST' })).status).toBe(200);
    const other = await signedRequest({ method: 'POST', path: '/v1/pets/7', headers });
    expect((await answerTo(other)).type).toBe('INVALID_SIGNATURE');
  });

  it('is refused with an unsigned payload, which API Gateway does not take', async () => {
    const headers = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
    expect((await answerToSigned({ method: 'POST', body: 'x', headers })).type).toBe('INVALID_SIGNATURE');
  });

  it('is refused for every cut of a good header', async () => {
    const sent = await signedRequest();
    const authorization = String(sent.headers.find(([name]) => name === 'authorization')?.[1]);
    for (let length = 0; length < authorization.length; length++) {
      const answer = await answerTo(withHeader(sent, 'authorization', authorization.slice(0, length)));
      expect(answer.status).toBe(403);
      expect(answer.told?.code).not.toBe('gateway-bug');
    }
  });
});

describe('the policy of a user', () => {
  const statement = (Effect: string, Resource: string) => ({ Effect, Action: 'execute-api:Invoke', Resource });
  const withPolicy = (...statements: object[]) => iamUser({ policy: { Version: '2012-10-17', Statement: statements } });
  const GET_PETS = 'arn:aws:execute-api:us-east-1:000000000000:abcdefghij/v1/GET/pets';

  it('lets in where a statement allows', async () => {
    const user = withPolicy(statement('Allow', GET_PETS));
    expect((await answerToSigned({}, { user }, [user])).status).toBe(200);
  });

  it('refuses in AWS’s words where none does, and where one denies', async () => {
    const refused =
      'User: arn:aws:iam::000000000000:user/alice is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********0000:abcdefghij/v1/GET/pets/7';
    const user = withPolicy(statement('Allow', GET_PETS));
    const none = await answerToSigned({ path: '/v1/pets/7' }, { user }, [user]);
    expect(none).toMatchObject({
      status: 403,
      type: 'ACCESS_DENIED',
      errorType: 'AccessDeniedException',
      text: JSON.stringify({ Message: refused }),
    });
    expect(none.told?.what).toContain('no statement that allows');
    const denied = withPolicy(statement('Allow', '*'), statement('Deny', `${GET_PETS}/*`));
    const explicit = await answerToSigned({ path: '/v1/pets/7' }, { user: denied }, [denied]);
    expect(explicit.text).toBe(JSON.stringify({ Message: `${refused} with an explicit deny` }));
    expect(explicit.told?.what).toContain('statement 2');
  });

  it('may name the user in a variable', async () => {
    const user = withPolicy({
      ...statement('Allow', '*'),
      Condition: {
        StringEquals: { 'aws:username': 'alice', 'aws:PrincipalArn': 'arn:aws:iam::000000000000:user/alice' },
      },
    });
    expect((await answerToSigned({}, { user }, [user])).status).toBe(200);
  });

  it('lets nobody in when there is none, or none that can be read', async () => {
    const { policy: _, ...bare } = iamUser();
    expect((await answerToSigned({}, {}, [bare])).type).toBe('ACCESS_DENIED');
    expect((await answerToSigned({}, {}, [iamUser({ policy: 'everything' })])).status).toBe(500);
  });
});
