import { describe, expect, it } from 'vitest';
import type { Integration } from '../../../emulator/config/types.ts';
import type { GatewayRequest, HttpCall } from '../../../emulator/gateway/exchange.ts';
import { api, call, deployment, integration, request, returned, template } from '../../helpers/gateway.ts';

const uri = 'http://backend.test/pets';

interface Sent {
  status: number;
  text: string;
  code: string | undefined;
  url: string | undefined;
  headers: Record<string, string>;
  call: HttpCall | undefined;
}

/** What an HTTP integration with these mappings sends for a request to /{owner}/pets. */
async function sent(
  requestParameters: Record<string, string>,
  target = '/joey/pets',
  parts: Partial<GatewayRequest> = {},
  more: Partial<Integration> = {},
): Promise<Sent> {
  let sentCall: HttpCall | undefined;
  const http = integration({ type: 'HTTP', httpMethod: 'GET', uri, requestParameters, ...more });
  const petRescue = api({ '/{owner}/pets': { ANY: { integration: http } } });
  const trace = await call(deployment(petRescue, { table: 'pets', empty: '' }), request(target, parts), {
    send: async (one) => {
      sentCall = one;
      return { kind: 'answer', status: 200, headers: [], body: Buffer.alloc(0) };
    },
  });
  return {
    status: trace.reply.status,
    text: trace.text,
    code: trace.rejection?.explanation.code,
    url: sentCall?.url,
    headers: Object.fromEntries(sentCall?.headers ?? []),
    call: sentCall,
  };
}

const HEADERS: GatewayRequest['headers'] = [
  ['Host', 'stage.test'],
  ['x-one', 'a'],
  ['x-many', 'a'],
  ['x-many', 'b'],
  ['user-agent', 'curl/8'],
  ['TE', 'trailers'],
];
const BODY = Buffer.from('{"pet":{"name":"Rex","tags":["a",2]},"n":1.50,"yes":true,"nothing":null,"text":"{}"}');

describe('a mapping to a header', () => {
  it.each([
    ['method.request.path.owner', 'joey'],
    ['method.request.querystring.q', 'last value'],
    ['method.request.querystring.empty', ''],
    ['method.request.header.x-one', 'a'],
    ['method.request.header.x-many', 'b'],
    ['method.request.header.Host', 'stage.test'],
    ['method.request.header.User-Agent', 'curl/8'],
    ['method.request.multivalueheader.x-many', 'a,b'],
    ['method.request.multivalueheader.x-one', 'a'],
    ['method.request.multivaluequerystring.one', '1'],
    ['method.request.body', BODY.toString()],
    ['method.request.body.pet.name', 'Rex'],
    ['method.request.body.pet.tags[1]', '2'],
    ['method.request.body.pet', '{"name":"Rex","tags":["a",2]}'],
    ["method.request.body.pet['name']", 'Rex'],
    ['method.request.body.n', '1.5'],
    ['method.request.body.yes', 'true'],
    ['method.request.body.text', '{}'],
    ['context.requestId', '9d7959b4-3241-400a-816a-03112dc50e82'],
    ['context.httpMethod', 'POST'],
    ['context.stage', 'v1'],
    ['context.resourcePath', '/{owner}/pets'],
    ['context.requestTimeEpoch', '1745248101000'],
    ['context.identity.sourceIp', '192.0.2.1'],
    ['context.identity.userAgent', 'curl/8'],
    ['stageVariables.table', 'pets'],
    ['stageVariables.empty', ''],
    ["'a static text'", 'a static text'],
    ["'it's'", "it's"],
    ["''", ''],
  ])('takes %s for %s', async (source, expected) => {
    const { headers } = await sent(
      { 'integration.request.header.x-to': source },
      '/joey/pets?q=first&q=last+value&empty=&one=1',
      { method: 'POST', headers: HEADERS, body: BODY },
    );
    expect(headers['x-to']).toBe(expected);
  });

  it.each([
    'method.request.path.Owner',
    'method.request.querystring.Q',
    'method.request.querystring.__proto__',
    'method.request.header.X-One',
    'method.request.header.user-agent',
    'method.request.header.TE',
    'method.request.multivalueheader.nothing',
    'method.request.multivaluequerystring.nothing',
    'method.request.body.nothing',
    'method.request.body.pet.age',
    'method.request.body.n.n',
    'context.nothing',
    'context.identity',
    'context.identity.user',
    'context.constructor',
    'stageVariables.nothing',
    'stageVariables.constructor',
    'method.response.header.x-one',
    'no expression',
  ])('is left out when %s has no value', async (source) => {
    const { status, headers } = await sent({ 'integration.request.header.x-to': source }, '/joey/pets?q=a', {
      method: 'POST',
      headers: HEADERS,
      body: BODY,
    });
    expect(status).toBe(200);
    expect(headers).not.toHaveProperty('x-to');
  });

  it('replaces what the integration sets itself, in any spelling', async () => {
    const { call: http } = await sent({
      'integration.request.header.accept': "'text/plain'",
      'integration.request.header.HOST': "'elsewhere'",
    });
    const lines = http?.headers.filter(([name]) => /^(accept|host)$/i.test(name));
    expect(lines).toEqual([
      ['accept', 'text/plain'],
      ['HOST', 'elsewhere'],
    ]);
  });

  it.each(['Connection', 'Expect', 'Proxy-Authenticate', 'TE', 'Via'])(
    '%s is not sent on, without an error',
    async (name) => {
      const { status, headers } = await sent({ [`integration.request.header.${name}`]: "'x'" });
      expect(status).toBe(200);
      expect(headers).not.toHaveProperty(name);
    },
  );

  it.each([
    'Content-MD5',
    'Max-Forwards',
    'Server',
    'Trailer',
    'Upgrade',
    'WWW-Authenticate',
    'Content-Encoding',
    'Date',
  ])('%s is sent on', async (name) => {
    expect((await sent({ [`integration.request.header.${name}`]: "'x'" })).headers[name]).toBe('x');
  });

  it('that HTTP can’t carry is 500', async () => {
    const body = Buffer.from('{"name":"two\\nlines"}');
    expect(
      await sent({ 'integration.request.header.x-to': 'method.request.body.name' }, undefined, {
        method: 'POST',
        body,
      }),
    ).toMatchObject({ status: 500, text: '{"message": "Internal server error"}', code: 'gateway-unsendable-header' });
  });
});

describe('a mapping of the body', () => {
  const mapping = { 'integration.request.header.x-to': 'method.request.body' };
  const post = (text: string, parameters = mapping) =>
    sent(parameters, undefined, { method: 'POST', body: Buffer.from(text) });

  it('reads an empty body as {}, and sends it empty', async () => {
    const { headers, call: http } = await post('');
    expect(headers['x-to']).toBe('{}');
    expect(http?.body).toHaveLength(0);
  });

  it.each(['{"a":', '[1,', '"open', "{'a': 1}"])('that begins like JSON and is none is 400: %s', async (text) => {
    expect(await post(text)).toMatchObject({ status: 400, text: '{"message":"Invalid JSON in request body"}' });
  });

  it('that doesn’t begin like JSON takes it as text without members', async () => {
    expect((await post('a text')).headers['x-to']).toBe('a text');
    const member = await post('a text', { 'integration.request.header.x-to': 'method.request.body.a' });
    expect(member).toMatchObject({ status: 200 });
    expect(member.headers).not.toHaveProperty('x-to');
  });

  it('goes into an array', async () => {
    const { headers } = await post('[{"name":"Rex"}]', {
      'integration.request.header.x-to': 'method.request.body[0].name',
    });
    expect(headers['x-to']).toBe('Rex');
  });
});

describe('a mapping to the query', () => {
  it('repeats a parameter with several values, encodes, and comes behind the uri’s own', async () => {
    const { url } = await sent(
      {
        'integration.request.querystring.all': 'method.request.multivaluequerystring.q',
        'integration.request.querystring.last': 'method.request.querystring.q',
        'integration.request.querystring.one': 'method.request.multivaluequerystring.one',
        'integration.request.querystring.a&b': "'c=d e'",
      },
      '/joey/pets?q=1&q=2&one=3&unmapped=4',
      {},
      { uri: `${uri}?own=0` },
    );
    expect(url).toBe(`${uri}?own=0&all=1&all=2&last=2&one=3&a%26b=c%3Dd%20e`);
  });
});

describe('a mapping to the path', () => {
  const to = (source: string, address: string, target?: string) =>
    sent({ 'integration.request.path.id': source }, target, {}, { uri: address }).then(({ url }) => url);

  it('fills its placeholder wherever it stands, and the one with a plus sign', async () => {
    expect(await to('method.request.path.owner', 'http://{id}.test/{id}/{id+}?q={id}')).toBe(
      'http://joey.test/joey/joey?q=joey',
    );
  });

  it('hands an encoded path parameter on as it came', async () => {
    expect(await to('method.request.path.owner', 'http://x.test/{id}', '/a%2Fb%20c/pets')).toBe(
      'http://x.test/a%2Fb%20c',
    );
  });

  it('leaves other placeholders, and what only looks like one', async () => {
    expect(await to("'7'", 'http://x.test/{id}/{other}/${id}/{}')).toBe('http://x.test/7/{other}/${id}/{}');
  });

  it('fills in stage variables beside it, but none that a client sends', async () => {
    const target = `/joey/pets?q=${encodeURIComponent('${stageVariables.table}')}`;
    expect(
      await to(
        'method.request.querystring.q',
        'http://x.test/${stageVariables.table}/{id}/${stageVariables.no}',
        target,
      ),
    ).toBe('http://x.test/pets/${stageVariables.table}/');
  });
});

describe('an override of a request template', () => {
  const overridden = (text: string, requestParameters: Record<string, string> = {}, more: Partial<Integration> = {}) =>
    sent(requestParameters, undefined, {}, { requestTemplates: { 'application/json': template(text) }, ...more });

  it('beats the mapping of the same name, a header’s in any spelling', async () => {
    const { headers, url } = await overridden(
      `#set($context.requestOverride.header.X-TO = "over")
       #set($context.requestOverride.querystring.q = "over")
       #set($context.requestOverride.path.id = "over")`,
      {
        'integration.request.header.x-to': "'mapped'",
        'integration.request.querystring.q': "'mapped'",
        'integration.request.path.id': "'mapped'",
      },
      { uri: `${uri}/{id}` },
    );
    expect(headers).toMatchObject({ 'X-TO': 'over' });
    expect(headers).not.toHaveProperty('x-to');
    expect(url).toBe(`${uri}/over?q=over`);
  });

  it('sets several values from a list, and texts from numbers', async () => {
    const { call: http, url } = await overridden(
      '#set($context.requestOverride.header.x-to = ["a", 2]) #set($context.requestOverride.querystring.n = 3)',
    );
    expect(http?.headers.filter(([name]) => name === 'x-to')).toEqual([
      ['x-to', 'a'],
      ['x-to', '2'],
    ]);
    expect(url).toBe(`${uri}?n=3`);
  });

  it('of a header that can’t be set is 500, as its mapping is', async () => {
    expect(await overridden('#set($context.requestOverride.header.content-length = "1")')).toMatchObject({
      status: 500,
      code: 'gateway-restricted-header',
    });
  });
});

describe('headers that can’t be set', () => {
  const always = ['Content-Length', 'Transfer-Encoding', 'X-Amzn-Trace-Id', 'x-amzn-apigateway-api-id'];
  const aws = ['Authorization', 'Connection', 'Expect', 'Proxy-Authenticate', 'TE'];
  const proxy = (name: string, value = "'x'") => {
    const parts = { [`integration.request.header.${name}`]: value };
    const lambda = integration({
      type: 'AWS_PROXY',
      uri: 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/pets/invocations',
      requestParameters: parts,
    });
    return call(api({ '/pets': { GET: { integration: lambda } } }), request('/pets'), { invoke: () => returned({}) });
  };

  it.each([...always, ...aws])('make each call of a Lambda proxy 500: %s', async (name) => {
    expect((await proxy(name)).reply.status).toBe(500);
  });

  it('do no harm when their source is missing, nor do others', async () => {
    expect((await proxy('Authorization', 'method.request.header.nothing')).reply.status).toBe(200);
    expect((await proxy('X-Other')).reply.status).toBe(200);
    expect((await sent({ 'integration.request.header.Authorization': "'x'" })).headers.Authorization).toBe('x');
  });
});
