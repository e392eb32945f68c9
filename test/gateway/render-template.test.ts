import { describe, expect, it } from 'vitest';
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
} from '../helpers/gateway.ts';

interface Templates {
  readonly request?: string;
  readonly response?: string;
}

function forJson(text: string | undefined): Record<string, ReturnType<typeof template>> {
  return text === undefined ? {} : { 'application/json': template(text) };
}

/** GET /pets/7 of a function behind these templates, and the events that it got. */
async function throughLambda({ request: ofRequest, response: ofResponse }: Templates, result: unknown = {}) {
  const events: string[] = [];
  const lambda = integration({
    type: 'AWS',
    uri: LAMBDA_URI,
    requestTemplates: forJson(ofRequest),
    responses: [response('200', { responseTemplates: forJson(ofResponse) })],
  });
  const trace = await call(api({ '/pets/{id}': { GET: { integration: lambda } } }), request('/pets/7?id=8&sort=up'), {
    invoke: ({ payload }) => {
      events.push(String(payload));
      return returned(result);
    },
  });
  return Object.assign(trace, { events });
}

/** GET /pets of a MOCK with these templates. */
function throughMock({ request: ofRequest = '{"statusCode": 200}', response: ofResponse }: Templates) {
  const mock = integration({
    type: 'MOCK',
    requestTemplates: forJson(ofRequest),
    responses: [response('200', { responseTemplates: forJson(ofResponse) })],
  });
  return call(api({ '/pets': { GET: { integration: mock } } }), request('/pets'));
}

const INTERNAL_ERROR = { reply: { status: 500 }, text: '{"message": "Internal server error"}' };

describe('a request template', () => {
  it('makes the event from the client’s parameters, declared or not', async () => {
    const { events } = await throughLambda({
      request: '{"id":"$input.params(\'id\')","sort":"$input.params(\'sort\')"}',
    });
    expect(events).toEqual(['{"id":"7","sort":"up"}']);
  });

  it('that fails is 500 before the function is called, and the developer is told line, expression and values', async () => {
    const trace = await throughLambda({
      request: '{\n  "a": "$input.path(\'$.a\').get($i)"\n #set($i = 9)$input.params("id").substring($i)}',
    });
    expect(trace).toMatchObject({ ...INTERNAL_ERROR, events: [] });
    expect(trace.header('x-amzn-ErrorType')).toBe('InternalServerErrorException');
    expect(trace.header('X-Amzn-Trace-Id')).toBeUndefined();
    const { code, what, detail } = trace.rejection?.explanation ?? {};
    expect(code).toBe('mapping-template-failed');
    expect(what).toContain('$input.params("id").substring($i) of the mapping template failed on its line 3');
    expect(detail).toContain('$input.params("id") is "7"\n$i is 9');
  });

  it('that can’t be parsed is 500 for each request, as on AWS, where nothing checked it before', async () => {
    const trace = await throughLambda({ request: '{\n #if($x)' });
    expect(trace).toMatchObject({ ...INTERNAL_ERROR, events: [] });
    expect(trace.rejection?.explanation).toMatchObject({
      code: 'mapping-template-syntax',
      detail: '2 |  #if($x)\n  |  ^',
    });
  });

  it('with a regular expression that needs more than 50 ms is 500', async () => {
    const text = `#set($t = "${'a'.repeat(50)}!")$t.matches("(a+)+")`;
    const trace = await throughLambda({ request: text });
    expect(trace).toMatchObject({ ...INTERNAL_ERROR, events: [] });
    expect(trace.rejection?.explanation.what).toContain('took more than 50 ms');
  });
});

describe('a response template', () => {
  it('reads the body of the answer and the parameters of the client', async () => {
    const { text } = await throughLambda(
      { response: '$input.json("$.name") for $input.params("id")' },
      { name: 'Rex' },
    );
    expect(text).toBe('"Rex" for 7');
  });

  it('that fails is 500, with the trace id of the call that was made', async () => {
    const trace = await throughLambda({ response: "$input.path('$.list').get(1)" }, { list: [1] });
    expect(trace).toMatchObject(INTERNAL_ERROR);
    expect(trace.rejection?.explanation.detail).toContain("$input.path('$.list') is [1]");
    expect(trace.header('X-Amzn-Trace-Id')).toBe(trace.context.traceId);
  });

  it.each([
    ['200', 200],
    ['599', 599],
    ['"404"', 404],
    ['99', 200],
    ['600', 200],
    ['404.5', 200],
    ['"teapot"', 200],
    ['""', 200],
    ['true', 200],
    ['[404]', 200],
    ['"4e2"', 200],
    ['404.0', 404],
  ])('that sets responseOverride.status to %s answers %i', async (value, status) => {
    const trace = await throughLambda({ response: `#set($context.responseOverride.status = ${value})` });
    expect(trace.reply.status).toBe(status);
  });

  it('that sets a header to a list sends a line for each', async () => {
    const trace = await throughLambda({ response: '#set($context.responseOverride.header.X-All = ["a", "b"])' });
    expect(trace.reply.headers.filter(([name]) => name === 'X-All')).toEqual([
      ['X-All', 'a'],
      ['X-All', 'b'],
    ]);
  });

  it('that sets a header to a map sends the text that the map prints', async () => {
    const set = '#set($context.responseOverride.header.X-Map = {"a": [1, {"b": true}]})';
    const trace = await throughLambda({
      response: `${set}#set($context.responseOverride.header.X-List = [{"a": 1}])`,
    });
    expect([trace.header('X-Map'), trace.header('X-List')]).toEqual(['{a=[1, {b=true}]}', '{a=1}']);
  });

  it('sees what the request template left in $context, and may override it once more', async () => {
    const trace = await throughLambda({
      request: '#set($context.responseOverride.custom = "kept")#set($context.responseOverride.status = 400){}',
      response:
        '$context.responseOverride.custom $context.responseOverride.status#set($context.responseOverride.status = 404)',
    });
    expect(trace).toMatchObject({ reply: { status: 404 }, text: 'kept 400' });
  });

  it('takes its overrides back when it fails', async () => {
    const trace = await throughLambda({ response: '#set($context.responseOverride.status = 202)$util.parseJson("{")' });
    expect(trace).toMatchObject(INTERNAL_ERROR);
  });
});

describe('an override', () => {
  it('of the same parameter twice in one template is 500', async () => {
    const twice = '#set($context.requestOverride.header.a = "1")#set($context.requestOverride.header.a = "2"){}';
    const trace = await throughLambda({ request: twice });
    expect(trace).toMatchObject({ ...INTERNAL_ERROR, events: [] });
    expect(trace.rejection?.explanation.what).toContain('$context.requestOverride.header.a is set a second time');
  });

  it.each(['Content-Length', 'transfer-encoding', 'Authorization', 'Connection', 'Expect', 'TE'])(
    'of the header %s is 500 for a function',
    async (name) => {
      const trace = await throughLambda({ request: `#set($context.requestOverride.header["${name}"] = "1"){}` });
      expect(trace).toMatchObject({ ...INTERNAL_ERROR, events: [] });
      expect(trace.rejection?.explanation.code).toBe('gateway-restricted-header');
    },
  );

  it('that the request template of a MOCK makes counts without a response template', async () => {
    const trace = await throughMock({
      request:
        '{"statusCode": 200}#set($context.responseOverride.status = 444)#set($context.responseOverride.header.foo = "bar")',
    });
    expect(trace.reply.status).toBe(444);
    expect(trace.header('foo')).toBe('bar');
  });
});

describe('a selection pattern that needs more than 50 ms', () => {
  it('is 500 with the pattern told to the developer', async () => {
    const lambda = integration({
      type: 'AWS',
      uri: LAMBDA_URI,
      responses: [response('200', { selectionPattern: '(a+)+' })],
    });
    const trace = await call(api({ '/pets': { GET: { integration: lambda } } }), request('/pets'), {
      invoke: () => threw(`${'a'.repeat(50)}!`),
    });
    expect(trace).toMatchObject({
      ...INTERNAL_ERROR,
      rejection: { explanation: { code: 'gateway-bad-selection-pattern' } },
    });
    expect(trace.rejection?.explanation.what).toContain('(a+)+');
  });
});
