import { describe, expect, it } from 'vitest';
import type { GatewayResponse, GatewayResponseType } from '../../../emulator/config/types.ts';
import { api, call, deployment, integration, request } from '../../helpers/gateway.ts';

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
