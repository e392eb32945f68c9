import { describe, expect, it } from 'vitest';
import type { Integration, Method } from '../../../emulator/config/types.ts';
import {
  api,
  call,
  integration,
  LAMBDA_URI,
  request,
  response,
  returned,
  template,
  threw,
} from '../../helpers/gateway.ts';

const source = { file: 'routes.json', line: 7, column: 3 };

function declare(...statuses: string[]): Method['methodResponses'] {
  return Object.fromEntries(
    statuses.map((statusCode) => [statusCode, { statusCode, responseParameters: {}, responseModels: {}, source }]),
  );
}

function petRescue(responses: Integration['responses'], methodResponses = declare('200', '405', '502', '504')) {
  const lambda = integration({ type: 'AWS', uri: LAMBDA_URI, responses });
  return api({ '/pets': { GET: { integration: lambda, methodResponses } } });
}

const patterns = [
  response('200', { selectionPattern: '' }),
  response('405', { selectionPattern: '.*four hundred.*' }),
  response('502', { selectionPattern: '.+' }),
  response('504', { selectionPattern: '200' }),
];

describe('the selection of an integration response', () => {
  it('takes the default for a result without errorMessage, whatever the patterns', async () => {
    const trace = await call(petRescue(patterns), request('/pets'), { invoke: () => returned('Pass') });
    expect(trace).toMatchObject({ reply: { status: 200 }, text: '"Pass"' });
  });

  it('reads a result without errorMessage as the empty text, which .* matches and .+ does not', async () => {
    const all = petRescue([response('502', { selectionPattern: '.+' }), response('405', { selectionPattern: '.*' })]);
    for (const result of ['Pass', { errorMessage: null }, [], null]) {
      expect((await call(all, request('/pets'), { invoke: () => returned(result) })).reply.status).toBe(405);
    }
  });

  it('takes the first pattern that matches the whole errorMessage', async () => {
    const invoke = (message: string) => call(petRescue(patterns), request('/pets'), { invoke: () => threw(message) });
    expect((await invoke('this is four hundred!')).reply.status).toBe(405);
    expect((await invoke('other')).reply.status).toBe(502);
  });

  it('answers 200 with the error object when only the default is there, and says so to the developer', async () => {
    const trace = await call(petRescue([response('200')]), request('/pets'), { invoke: () => threw('boom') });
    expect(trace.reply.status).toBe(200);
    expect(JSON.parse(trace.text)).toEqual({ errorType: 'Error', errorMessage: 'boom', trace: [] });
    expect(trace.notes).toMatchObject([{ code: 'gateway-function-error-passed-on' }]);
  });

  it('is 500 when nothing matches and there is no default', async () => {
    const trace = await call(petRescue([response('405', { selectionPattern: 'x' })]), request('/pets'), {
      invoke: () => returned('ok'),
    });
    expect(trace).toMatchObject({
      reply: { status: 500 },
      text: '{"message": "Internal server error"}',
      rejection: { explanation: { code: 'gateway-no-integration-response' } },
    });
  });

  it('is 500 for a status that is no answer', async () => {
    const of = petRescue([response('100')], declare('100'));
    const trace = await call(of, request('/pets'), { invoke: () => returned('ok') });
    expect(trace).toMatchObject({
      reply: { status: 500 },
      rejection: { explanation: { code: 'gateway-informational-status' } },
    });
  });

  it('is 500 when the method does not declare the selected status', async () => {
    const trace = await call(petRescue([response('200')], declare('201')), request('/pets'), {
      invoke: () => returned('ok'),
    });
    expect(trace).toMatchObject({
      reply: { status: 500 },
      rejection: { explanation: { code: 'gateway-undeclared-status' } },
    });
  });

  it('lets a template override the status, also with one that is not declared, and headers', async () => {
    const text =
      '#set($context.responseOverride.status = 202)#set($context.responseOverride.header.x-made = "yes")$input.json("$.name")';
    const overriding = response('200', {
      responseParameters: { 'method.response.header.X-Made': "'no'" },
      responseTemplates: { 'application/json': template(text) },
    });
    const trace = await call(petRescue([overriding]), request('/pets'), { invoke: () => returned({ name: 'Joey' }) });
    expect(trace).toMatchObject({ reply: { status: 202 }, text: '"Joey"' });
    expect(trace.header('x-made')).toBe('yes');
  });

  it('chooses the response template by Accept, then application/json, then the first', async () => {
    const templates = { 'text/xml': template('<xml/>'), 'application/json': template('{}') };
    const answer = async (
      accept: string | undefined,
      responseTemplates: Record<string, ReturnType<typeof template>>,
    ) => {
      const headers: [string, string][] = accept === undefined ? [] : [['Accept', accept]];
      const of = petRescue([response('200', { responseTemplates })]);
      return (await call(of, request('/pets', { headers }), { invoke: () => returned('ok') })).text;
    };
    expect(await answer('text/xml', templates)).toBe('<xml/>');
    expect(await answer('image/png', templates)).toBe('{}');
    expect(await answer(undefined, templates)).toBe('{}');
    expect(await answer('image/png', { 'text/xml': template('<xml/>') })).toBe('<xml/>');
  });

  it('maps headers from inside an errorMessage that is JSON text', async () => {
    const mapping = response('200', {
      responseParameters: {
        'method.response.header.X-Type': 'integration.response.body.errorMessage.errorType',
        'method.response.header.X-Function': 'integration.response.body.errorMessage.trace.function',
        'method.response.header.X-Trace': 'integration.response.body.errorMessage.trace',
        'method.response.header.X-Other': 'integration.response.body.errorType.trace',
      },
    });
    const headersOf = async (message: string) =>
      (await call(petRescue([mapping]), request('/pets'), { invoke: () => threw(message) })).reply.headers.slice(3, -2);
    const message = JSON.stringify({ errorType: 'NotFound', trace: { function: 'abc()', line: 123 } });
    expect(await headersOf(message)).toEqual([
      ['X-Type', 'NotFound'],
      ['X-Function', 'abc()'],
      ['X-Trace', '{"function":"abc()","line":123}'],
    ]);
    for (const other of ['no JSON', '{broken', '"text"', '']) expect(await headersOf(other)).toEqual([]);
  });

  it('maps headers from the answer, from its body, and from texts; a missing source is left out', async () => {
    const mapping = response('200', {
      responseParameters: {
        'method.response.header.X-Name': 'integration.response.body.pets[0].name',
        'method.response.header.X-First': 'integration.response.body.pets[0]',
        'method.response.header.X-None': 'integration.response.body.cats',
        'method.response.header.X-Version': 'integration.response.header.X-Amz-Executed-Version',
        'method.response.header.Date': "'today'",
        'method.response.header.X-Stage': 'context.stage',
      },
    });
    const trace = await call(petRescue([mapping]), request('/pets'), {
      invoke: () => returned({ pets: [{ name: 'Joey' }] }),
    });
    expect(trace.reply.headers.slice(3, -2)).toEqual([
      ['X-Name', 'Joey'],
      ['X-First', '{"name":"Joey"}'],
      ['X-Version', '$LATEST'],
      ['x-amzn-Remapped-Date', 'today'],
      ['X-Stage', 'v1'],
    ]);
  });
});
