import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Integration } from '../../../emulator/config/types.ts';
import type { GatewayRequest } from '../../../emulator/gateway/exchange.ts';
import type { FunctionCall, FunctionResult } from '../../../emulator/shared/function-runtime.ts';
import {
  api,
  call,
  deployment,
  integration,
  LAMBDA_URI,
  request,
  response,
  returned,
  template,
  threw,
} from '../../helpers/gateway.ts';

/** One request to a function, what the function was called with, and what became of its answer. */
async function through(
  parts: Partial<Integration>,
  answer: FunctionResult | (() => Promise<FunctionResult>) = returned('done'),
  sent: Partial<GatewayRequest> = {},
) {
  const calls: FunctionCall[] = [];
  const of = api({ '/{name}': { ANY: { integration: integration({ type: 'AWS', uri: LAMBDA_URI, ...parts }) } } });
  const trace = await call(deployment(of, { fn: 'cats' }), request('/pets', { method: 'POST', ...sent }), {
    invoke: async (one) => {
      calls.push(one);
      return typeof answer === 'function' ? answer() : answer;
    },
  });
  return { trace, calls };
}

const refusal = (status: number, message: string): FunctionResult => ({
  kind: 'refusal',
  requestId: 'lambda-id',
  status,
  errorType: 'X',
  message,
});
const accepted = (status: 202 | 204): FunctionResult => ({ kind: 'accepted', requestId: 'lambda-id', status });

describe('a custom integration with a function', () => {
  it('answers with the function’s JSON, and without its headers', async () => {
    const { trace, calls } = await through({}, returned('Pass'), { body: Buffer.from('{"a":1}') });
    expect(calls).toMatchObject([{ functionName: 'pets', payload: '{"a":1}', invocationType: 'RequestResponse' }]);
    expect(trace).toMatchObject({ reply: { status: 200 }, text: '"Pass"' });
    expect(trace.header('Content-Type')).toBe('application/json');
    expect(trace.header('X-Amz-Executed-Version')).toBeUndefined();
  });

  it.each<[FunctionCall['invocationType'], 202 | 204]>([
    ['Event', 202],
    ['DryRun', 204],
  ])(
    'that maps X-Amz-Invocation-Type to %s answers at once, with the default response and no body',
    async (type, status) => {
      const mapped = { 'integration.request.header.x-amz-INVOCATION-type': `'${type}'` };
      const { trace, calls } = await through({ requestParameters: mapped }, accepted(status));
      expect(calls).toMatchObject([{ invocationType: type }]);
      expect(trace).toMatchObject({ reply: { status: 200 }, text: '' });
    },
  );

  it('can be told to call asynchronously by its template', async () => {
    const text = '#set($context.requestOverride.header.X-Amz-Invocation-Type = "Event"){"later":true}';
    const { calls } = await through({ requestTemplates: { 'application/json': template(text) } }, accepted(202));
    expect(calls).toMatchObject([{ invocationType: 'Event', payload: '{"later":true}' }]);
  });

  it('gets Lambda’s refusal of any other invocation type', async () => {
    const mapped = { 'integration.request.header.X-Amz-Invocation-Type': "'event'" };
    const { trace, calls } = await through({ requestParameters: mapped });
    expect(calls).toEqual([]);
    expect(trace.reply.status).toBe(400);
    expect(JSON.parse(trace.text).message).toContain("Value 'event' at 'invocationType' failed to satisfy constraint");
  });

  it.each([
    ['arn:aws:apigateway:us-east-1:lambda:path//2015-03-31/functions/pets:live/invocations', 'pets', 'live'],
    [
      'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${stageVariables.fn}/invocations',
      'cats',
      undefined,
    ],
    ['arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{fn}/invocations', 'pets', undefined],
  ])('finds its function in %s', async (uri, functionName, qualifier) => {
    const mapped = { 'integration.request.path.fn': 'method.request.path.name' };
    const { calls } = await through({ uri, requestParameters: mapped });
    expect(calls).toMatchObject([{ functionName, qualifier }]);
  });

  it('whose uri names no function is 500', async () => {
    const { trace } = await through({
      uri: 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions//invocations',
    });
    expect(trace).toMatchObject({
      reply: { status: 500 },
      rejection: { explanation: { code: 'gateway-no-function-in-uri' } },
    });
  });

  it('chooses by the error message, and hands the error object on with 200 when nothing matches', async () => {
    const responses = [response('200'), response('500', { selectionPattern: 'never' })];
    const { trace } = await through({ responses }, threw('Boom'));
    expect(trace).toMatchObject({
      reply: { status: 200 },
      text: '{"errorType":"Error","errorMessage":"Boom","trace":[]}',
    });
  });
});

describe('an event', () => {
  it('that is no JSON is 400 in Lambda’s words', async () => {
    const { trace } = await through({}, refusal(400, 'Could not parse request body into json: x'), {
      body: Buffer.from('x'),
    });
    expect(trace).toMatchObject({
      reply: { status: 400 },
      text: '{"message":"Could not parse request body into json: x"}',
    });
  });

  it.each<[string, Partial<Integration>, number]>([
    ['6 MB', { type: 'AWS_PROXY' }, 6_291_456],
    [
      '1 MB for an asynchronous call',
      { requestParameters: { 'integration.request.header.X-Amz-Invocation-Type': "'Event'" } },
      1_048_577,
    ],
  ])('over Lambda’s limit of %s is 413', async (_, parts, bytes) => {
    const { trace, calls } = await through(parts, returned({}), { body: Buffer.alloc(bytes, 'x') });
    expect(calls).toEqual([]);
    expect(trace).toMatchObject({ reply: { status: 413 }, text: '{"message":"Request Too Long"}' });
    expect(trace.header('x-amzn-ErrorType')).toBe('RequestTooLargeException');
  });

  it('of the limit’s size is taken', async () => {
    const { trace } = await through({}, returned({}), { body: Buffer.alloc(6_291_456, 'x') });
    expect(trace.reply.status).toBe(200);
  });
});

describe.each(['AWS', 'AWS_PROXY'] as const)('a function behind %s', (type) => {
  it('that takes longer than the integration waits is 504, whenever it ends', async () => {
    const late = () => wait(80).then(() => returned({}));
    const { trace } = await through({ type, timeoutInMillis: 50 }, late);
    expect(trace).toMatchObject({ reply: { status: 504 }, text: '{"message": "Endpoint request timed out"}' });
    expect(trace.header('x-amzn-ErrorType')).toBe('InternalServerErrorException');
    expect(trace.header('X-Amzn-Trace-Id')).toBe(trace.context.traceId);
    await wait(60);
  });

  it.each([403, 404, 429])('that Lambda refuses to call with %i is 500', async (status) => {
    const { trace } = await through({ type }, refusal(status, 'no'));
    expect(trace).toMatchObject({ reply: { status: 500 }, text: '{"message": "Internal server error"}' });
  });
});

describe('a proxy integration with a function', () => {
  it.each(['GET', 'ANY', undefined] as const)('whose own method is %s is saved and fails: 500', async (httpMethod) => {
    const { trace, calls } = await through({ type: 'AWS_PROXY', httpMethod }, returned({}));
    expect(calls).toEqual([]);
    expect(trace).toMatchObject({ reply: { status: 500 }, rejection: { type: 'INTEGRATION_FAILURE' } });
  });

  it('can’t be asynchronous', async () => {
    const mapped = { 'integration.request.header.X-Amz-Invocation-Type': "'Event'" };
    const { calls } = await through({ type: 'AWS_PROXY', requestParameters: mapped }, returned({}));
    expect(calls).toMatchObject([{ invocationType: 'RequestResponse' }]);
  });
});
