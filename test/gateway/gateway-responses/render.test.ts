import { describe, expect, it } from 'vitest';
import type { GatewayResponse, GatewayResponseType } from '../../../emulator/config/types.ts';
import { explain } from '../../../emulator/errors/explanation.ts';
import { GatewayReject } from '../../../emulator/gateway/gateway-responses/reject.ts';
import { renderGatewayResponse } from '../../../emulator/gateway/gateway-responses/render.ts';
import { api, call, deployment, integration, LAMBDA_URI, request, threw } from '../../helpers/gateway.ts';

const source = { file: 'routes.json', line: 1, column: 1 };

function withResponses(...responses: Partial<GatewayResponse>[]) {
  const entries = responses.map((one): [GatewayResponseType, GatewayResponse] => [
    one.responseType as GatewayResponseType,
    { responseParameters: {}, source, ...one } as GatewayResponse,
  ]);
  return api(
    { '/pets': { GET: {} }, '/broken': { GET: { integration: integration({ type: 'MOCK', requestTemplates: {} }) } } },
    { gatewayResponses: new Map(entries) },
  );
}

describe('a gateway response', () => {
  it('without a setting is the built-in one, to the byte', async () => {
    const trace = await call(withResponses(), request('/nowhere'));
    expect(trace.reply.status).toBe(403);
    expect(trace.text).toBe('{"message":"Missing Authentication Token"}');
    expect(trace.reply.headers).toEqual([
      ['Content-Type', 'application/json'],
      ['Content-Length', '42'],
      ['x-amzn-RequestId', '9d7959b4-3241-400a-816a-03112dc50e82'],
      ['x-amzn-ErrorType', 'MissingAuthenticationTokenException'],
      ['x-amz-apigw-id', 'q6urq6urq6urq6u='],
    ]);
  });

  it('of the execution has a blank after the colon', async () => {
    const trace = await call(withResponses(), request('/broken'));
    expect(trace.reply.status).toBe(500);
    expect(trace.text).toBe('{"message": "Internal server error"}');
    expect(trace.header('Content-Length')).toBe('36');
  });

  it('that is configured replaces status, template and headers', async () => {
    const configured = withResponses({
      responseType: 'MISSING_AUTHENTICATION_TOKEN',
      statusCode: 404,
      responseParameters: {
        'gatewayresponse.header.x-static': "'fixed'",
        'gatewayresponse.header.x-method': 'context.httpMethod',
        'gatewayresponse.header.x-asked': 'method.request.querystring.q',
        'gatewayresponse.header.x-absent': 'method.request.header.Absent',
      },
      responseTemplates: {
        'application/json':
          '{"message": $context.error.messageString, "type": "$context.error.responseType", "stage": "$context.stage", "path": "$context.resourcePath", "a": "${stageVariables.a}", "cost": "$5"}',
      },
    });
    const trace = await call(deployment(configured, { a: 'b' }), request('/nowhere?q=7'));
    expect(trace.reply.status).toBe(404);
    expect(trace.text).toBe(
      '{"message": "Missing Authentication Token", "type": "MISSING_AUTHENTICATION_TOKEN", "stage": "v1", "path": "", "a": "b", "cost": "$5"}',
    );
    expect([trace.header('x-static'), trace.header('x-method'), trace.header('x-asked')]).toEqual([
      'fixed',
      'GET',
      '7',
    ]);
    expect(trace.header('x-absent')).toBeUndefined();
    expect(trace.header('x-amzn-ErrorType')).toBe('MissingAuthenticationTokenException');
  });

  it('DEFAULT_4XX covers the types that are not set, with their own status, and leaves those that are alone', async () => {
    const cors = { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" };
    const fallback = withResponses({ responseType: 'DEFAULT_4XX', responseParameters: cors });
    const covered = await call(fallback, request('/nowhere'));
    expect(covered).toMatchObject({ reply: { status: 403 }, text: '{"message":"Missing Authentication Token"}' });
    expect(covered.header('Access-Control-Allow-Origin')).toBe('*');
    expect((await call(fallback, request('/broken'))).header('Access-Control-Allow-Origin')).toBeUndefined();
    const own = withResponses(
      { responseType: 'DEFAULT_4XX', responseParameters: cors },
      { responseType: 'MISSING_AUTHENTICATION_TOKEN', statusCode: 418 },
    );
    const alone = await call(own, request('/nowhere'));
    expect(alone.reply.status).toBe(418);
    expect(alone.header('Access-Control-Allow-Origin')).toBeUndefined();
  });

  it('tells the developer that a page will not see it without a CORS header', async () => {
    const trace = await call(withResponses(), request('/nowhere', { headers: [['Origin', 'http://localhost:3001']] }));
    expect(trace.notes).toMatchObject([
      { code: 'gateway-answer-without-cors', remedy: expect.stringContaining('corsOnErrors') },
    ]);
  });
});

const BLANK = '{"message": "It says"}';
const TYPES: [GatewayResponseType, status: number, errorType: string, body?: string][] = [
  ['ACCESS_DENIED', 403, 'AccessDeniedException', '{"Message":"It says"}'],
  ['API_CONFIGURATION_ERROR', 500, 'InternalServerErrorException', BLANK],
  ['AUTHORIZER_CONFIGURATION_ERROR', 500, 'AuthorizerConfigurationException'],
  ['AUTHORIZER_FAILURE', 500, 'AuthorizerFailureException'],
  ['BAD_REQUEST_BODY', 400, 'BadRequestException'],
  ['BAD_REQUEST_PARAMETERS', 400, 'BadRequestException'],
  ['EXPIRED_TOKEN', 403, 'ExpiredTokenException'],
  ['INTEGRATION_FAILURE', 504, 'InternalServerErrorException', BLANK],
  ['INTEGRATION_TIMEOUT', 504, 'InternalServerErrorException', BLANK],
  ['INVALID_API_KEY', 403, 'ForbiddenException'],
  ['INVALID_SIGNATURE', 403, 'InvalidSignatureException'],
  ['MISSING_AUTHENTICATION_TOKEN', 403, 'MissingAuthenticationTokenException'],
  ['QUOTA_EXCEEDED', 429, 'LimitExceededException'],
  ['RESOURCE_NOT_FOUND', 404, 'ResourceNotFoundException'],
  ['THROTTLED', 429, 'TooManyRequestsException'],
  ['UNAUTHORIZED', 401, 'UnauthorizedException'],
  ['UNSUPPORTED_MEDIA_TYPE', 415, 'BadRequestException'],
  ['WAF_FILTERED', 403, 'ForbiddenException'],
];

/** The refusal of a request to /pets, rendered. */
async function rendered(
  type: GatewayResponseType,
  responses: Partial<GatewayResponse>[],
  options = {},
  accept?: string,
) {
  const sent = request('/pets', accept === undefined ? {} : { headers: [['Accept', accept]] });
  const trace = await call(withResponses(...responses), sent);
  const reply = renderGatewayResponse(new GatewayReject(type, 'It says', bug, options), trace);
  return { status: reply.status, body: String(reply.body), headers: new Map(reply.headers) };
}

const bug = explain('gateway-bug', { message: 'a refusal of this test' });

describe.each(TYPES)('the type %s', (type, status, errorType, body = '{"message":"It says"}') => {
  it(`answers ${status} ${errorType}`, async () => {
    const reply = await rendered(type, []);
    expect(reply).toMatchObject({ status, body });
    expect(reply.headers.get('x-amzn-ErrorType')).toBe(errorType);
  });

  it('is covered by its default type alone, and keeps its status and x-amzn-ErrorType', async () => {
    const cover = status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX';
    const other = status < 500 ? 'DEFAULT_5XX' : 'DEFAULT_4XX';
    const reply = await rendered(type, [
      { responseType: cover, responseTemplates: { 'application/json': 'covered' } },
      { responseType: other, statusCode: 599, responseTemplates: { 'application/json': 'wrong' } },
    ]);
    expect(reply).toMatchObject({ status, body: 'covered' });
    expect(reply.headers.get('x-amzn-ErrorType')).toBe(errorType);
  });
});

it('REQUEST_TOO_LARGE is plain text without x-amzn-ErrorType, whatever is configured', async () => {
  const templates = { responseTemplates: { 'application/json': 'mine' } };
  const reply = await rendered('REQUEST_TOO_LARGE', [
    { responseType: 'REQUEST_TOO_LARGE', statusCode: 400, ...templates },
    { responseType: 'DEFAULT_4XX', ...templates },
  ]);
  expect(reply).toMatchObject({ status: 413, body: 'HTTP content length exceeded 10485760 bytes.' });
  expect(reply.headers.get('Content-Type')).toBe('text/plain');
  expect(reply.headers.has('x-amzn-ErrorType')).toBe(false);
});

it('a status of the cause stands until a statusCode is configured', async () => {
  expect((await rendered('INTEGRATION_FAILURE', [], { status: 502 })).status).toBe(502);
  const templates = { responseTemplates: { 'application/json': 'mine' } };
  const kept = await rendered('INTEGRATION_FAILURE', [{ responseType: 'INTEGRATION_FAILURE', ...templates }], {
    status: 502,
  });
  expect(kept).toMatchObject({ status: 502, body: 'mine' });
  const set = await rendered('INTEGRATION_FAILURE', [{ responseType: 'INTEGRATION_FAILURE', statusCode: 418 }], {
    status: 502,
  });
  expect(set).toMatchObject({ status: 418, body: BLANK });
});

it('the template and the Content-Type are chosen by Accept, then application/json, then the first', async () => {
  const responseTemplates = { 'text/plain': 'text', 'application/json': 'json', 'application/xml': 'xml' };
  const all = [{ responseType: 'THROTTLED', responseTemplates } as const];
  const typed = async (accept?: string) => {
    const { body, headers } = await rendered('THROTTLED', all, {}, accept);
    return [body, headers.get('Content-Type')];
  };
  expect(await typed()).toEqual(['json', 'application/json']);
  expect(await typed('application/xml; q=1')).toEqual(['xml', 'application/xml']);
  expect(await typed('image/png')).toEqual(['json', 'application/json']);
  const only = await rendered('THROTTLED', [{ responseType: 'THROTTLED', responseTemplates: { 'text/html': '<b>' } }]);
  expect([only.body, only.headers.get('Content-Type')]).toEqual(['<b>', 'text/html']);
});

it('a template is plain text with variables: no directive, no $input, no $util', async () => {
  const template =
    '#set($a = 1)$a $input.json("$") $util.x $context.error.message|${context.error.responseType}|$context.nothing|$stageVariables.none|$method.request.header.Accept.';
  const responses = [{ responseType: 'THROTTLED', responseTemplates: { 'application/json': template } } as const];
  const { body } = await rendered('THROTTLED', responses, {}, 'a/b');
  expect(body).toBe('#set($a = 1)$a $input.json("$") $util.x It says|THROTTLED|||a/b.');
});

it('the details of a failed body are in validationErrorString', async () => {
  const templates = { 'application/json': '[$context.error.validationErrorString]' };
  const responses = [{ responseType: 'BAD_REQUEST_BODY', responseTemplates: templates } as const];
  expect((await rendered('BAD_REQUEST_BODY', responses, { validationError: '[name missing]' })).body).toBe(
    '[[name missing]]',
  );
});

describe('a mapped header', () => {
  const headersOf = async (responseParameters: Record<string, string>, target = '/nowhere') => {
    const responses = withResponses({ responseType: 'DEFAULT_4XX', responseParameters });
    return call(
      responses,
      request(target, {
        headers: [
          ['X-A', 'one'],
          ['X-A', 'two'],
        ],
      }),
    );
  };

  it('takes the last of several values, or all of them', async () => {
    const trace = await headersOf(
      {
        'gatewayresponse.header.last': 'method.request.header.X-A',
        'gatewayresponse.header.all': 'method.request.multivalueheader.X-A',
        'gatewayresponse.header.queries': 'method.request.multivaluequerystring.q',
        'gatewayresponse.header.other-case': 'method.request.header.x-a',
        'gatewayresponse.header.inherited': 'method.request.path.constructor',
      },
      '/nowhere?q=1&q=2',
    );
    expect([trace.header('last'), trace.header('all'), trace.header('queries')]).toEqual(['two', 'one,two', '1,2']);
    expect([trace.header('other-case'), trace.header('inherited')]).toEqual([undefined, undefined]);
  });

  it("of the names that are the gateway's own never stands beside them", async () => {
    const trace = await headersOf({
      'gatewayresponse.header.Content-Length': "'3'",
      'gatewayresponse.header.Connection': "'close'",
      'gatewayresponse.header.Date': "'today'",
      'gatewayresponse.header.Transfer-Encoding': "'chunked'",
      'gatewayresponse.header.content-type': "'text/plain'",
      'gatewayresponse.header.X-Amzn-ErrorType': "'Mine'",
    });
    expect(trace.reply.headers).toEqual([
      ['content-type', 'text/plain'],
      ['Content-Length', '42'],
      ['x-amzn-RequestId', expect.any(String)],
      ['X-Amzn-ErrorType', 'Mine'],
      ['x-amzn-Remapped-Content-Length', '3'],
      ['x-amzn-Remapped-Connection', 'close'],
      ['x-amzn-Remapped-Date', 'today'],
      ['x-amz-apigw-id', expect.any(String)],
    ]);
  });

  it('with a line break in its value is left out, and the developer is told', async () => {
    const trace = await headersOf(
      { 'gatewayresponse.header.q': 'method.request.querystring.q' },
      '/nowhere?q=a%0d%0ab',
    );
    expect(trace.reply.status).toBe(403);
    expect(trace.header('q')).toBeUndefined();
    expect(trace.notes).toMatchObject([{ code: 'gateway-unsendable-header' }]);
  });
});

describe('X-Amzn-Trace-Id', () => {
  const broken = (type: 'AWS_PROXY' | 'HTTP' | 'HTTP_PROXY' | 'MOCK') =>
    api({
      '/pets': {
        GET: {
          integration: integration({ type, uri: type === 'AWS_PROXY' ? LAMBDA_URI : 'http://backend.example/' }),
          methodResponses: {},
        },
      },
    });
  const effects = {
    invoke: () => threw('no'),
    send: async () => ({ kind: 'failure', reason: 'timeout', detail: '' }) as const,
  };

  it('is in a refusal that came after the backend was called', async () => {
    for (const type of ['AWS_PROXY', 'HTTP'] as const) {
      const trace = await call(broken(type), request('/pets'), effects);
      expect([type, trace.reply.status >= 500, trace.header('X-Amzn-Trace-Id')]).toEqual([
        type,
        true,
        expect.stringMatching(/^Root=1-/),
      ]);
    }
  });

  it('is not in one of MOCK or HTTP_PROXY, whose answers never have it', async () => {
    for (const type of ['MOCK', 'HTTP_PROXY'] as const) {
      const trace = await call(broken(type), request('/pets'), effects);
      expect([type, trace.reply.status >= 500, trace.header('X-Amzn-Trace-Id')]).toEqual([type, true, undefined]);
    }
  });
});
