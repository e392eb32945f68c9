import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Integration } from '../../../emulator/config/types.ts';
import { createBackendClient } from '../../../emulator/server/call-backend.ts';
import { api, call, integration, request, response } from '../../helpers/gateway.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

interface Received {
  method: string | undefined;
  url: string | undefined;
  headers: string[];
  body: string;
}

async function backend(answer: RequestListener = (_, res) => res.end('{"from":"backend"}')) {
  const received: Received[] = [];
  const server = createServer((message: IncomingMessage, res) => {
    let body = '';
    message.on('data', (chunk) => {
      body += chunk;
    });
    message.on('end', () => {
      received.push({ method: message.method, url: message.url, headers: message.rawHeaders, body });
      answer(message, res);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(
    () => server.close(),
    () => server.closeAllConnections(),
  );
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function through(parts: Partial<Integration> & Pick<Integration, 'type'>, sent = request('/pets')) {
  const client = createBackendClient();
  closers.push(() => client.close());
  const of = api({ '/pets': { ANY: { integration: integration(parts) } } });
  return call(of, sent, { send: (one) => client.send(one) });
}

describe('an HTTP integration', () => {
  it('sends headers of its own only, in this spelling, and answers with the default response’s status', async () => {
    const { url, received } = await backend((_, res) => res.writeHead(404, { 'X-Own': 'a' }).end('gone'));
    const trace = await through(
      { type: 'HTTP', httpMethod: 'GET', uri: `${url}/cats` },
      request('/pets', {
        headers: [
          ['X-Client', 'b'],
          ['User-Agent', 'curl'],
        ],
      }),
    );
    expect(received[0]).toEqual({
      method: 'GET',
      url: '/cats',
      headers: [
        'Host',
        url.slice('http://'.length),
        'Accept',
        'application/json',
        'User-Agent',
        'AmazonAPIGateway_abcdefghij',
        'X-Amzn-Apigateway-Api-Id',
        'abcdefghij',
        'X-Amzn-Trace-Id',
        trace.context.traceId,
        'Connection',
        'keep-alive',
      ],
      body: '',
    });
    expect(trace).toMatchObject({ reply: { status: 200 }, text: 'gone' });
    expect(trace.header('X-Own')).toBeUndefined();
  });

  it('selects by the status of the backend', async () => {
    const { url } = await backend((_, res) => res.writeHead(201).end('made'));
    const responses = [
      response('200'),
      response('200', { selectionPattern: '2\\d{2}', responseParameters: { 'method.response.header.x': "'2xx'" } }),
    ];
    expect((await through({ type: 'HTTP', httpMethod: 'POST', uri: url, responses })).header('x')).toBe('2xx');
  });

  it('fills the uri from path mappings, and keeps a placeholder without one', async () => {
    const { url, received } = await backend();
    await through(
      {
        type: 'HTTP',
        httpMethod: 'GET',
        uri: `${url}/{kind}?q={kind}&r=%7Bother%7D`,
        requestParameters: { 'integration.request.path.kind': 'method.request.querystring.kind' },
      },
      request('/pets?kind=dogs'),
    );
    expect(received[0]?.url).toBe('/dogs?q=dogs&r=%7Bother%7D');
  });

  it.each(['Content-Length', 'Transfer-Encoding', 'X-Amzn-Trace-Id'])('can’t set %s: 500', async (name) => {
    const trace = await through({
      type: 'HTTP',
      httpMethod: 'GET',
      uri: 'http://127.0.0.1:9/',
      requestParameters: { [`integration.request.header.${name}`]: "'1'" },
    });
    expect(trace).toMatchObject({
      reply: { status: 500 },
      rejection: { explanation: { code: 'gateway-restricted-header' } },
    });
  });
});

describe('an HTTP_PROXY integration', () => {
  it('passes request and answer, with the headers that AWS drops and renames', async () => {
    const { url, received } = await backend((_, res) => {
      res.writeHead(418, {
        Date: 'Wed, 07 Aug 2024 18:37:12 GMT',
        Server: 'teapot',
        'x-amzn-RequestId': 'inner',
        Via: 'x',
        'X-Own': 'a',
      });
      res.end('tea');
    });
    const trace = await through(
      {
        type: 'HTTP_PROXY',
        httpMethod: 'ANY',
        uri: `${url}/?own=1`,
        requestParameters: { 'integration.request.querystring.own': "'2'" },
      },
      request('/pets?client=3', {
        method: 'PUT',
        body: Buffer.from('leaves'),
        headers: [
          ['Host', 'stage'],
          ['X-Client', 'b'],
          ['Content-Encoding', 'identity'],
          ['TE', 'trailers'],
          ['Via', 'me'],
          ['x-http-method-override', 'PUT'],
        ],
      }),
    );
    expect(received[0]).toMatchObject({ method: 'PUT', url: '/?own=1&client=3&own=2', body: 'leaves' });
    const names = received[0]?.headers.filter((_, index) => index % 2 === 0);
    expect(names).toEqual([
      'Host',
      'X-Client',
      'X-Forwarded-For',
      'X-Forwarded-Port',
      'X-Forwarded-Proto',
      'X-Amzn-Apigateway-Api-Id',
      'X-Amzn-Trace-Id',
      'Content-Length',
      'Connection',
    ]);
    expect(trace).toMatchObject({ reply: { status: 418 }, text: 'tea' });
    expect(trace.header('x-amzn-Remapped-Server')).toBe('teapot');
    expect(trace.header('x-amzn-Remapped-Date')).toBe('Wed, 07 Aug 2024 18:37:12 GMT');
    expect(trace.header('x-amzn-Remapped-x-amzn-RequestId')).toBe('inner');
    expect(trace.header('X-Own')).toBe('a');
    expect(trace.header('Via')).toBeUndefined();
    expect(trace.header('X-Amzn-Trace-Id')).toBeUndefined();
  });
});

describe('an HTTP_PROXY integration', () => {
  it('does not follow a redirect, and hands 1xx answers, empty ones and odd statuses on as they end', async () => {
    const { url } = await backend((message, res) => {
      if (message.url === '/early') res.writeEarlyHints({ link: '</a>; rel=preload' });
      const status = { '/moved': 302, '/none': 204, '/same': 304, '/odd': 799 }[message.url ?? ''] ?? 200;
      res.writeHead(status, { Location: `${url}/elsewhere` }).end();
    });
    const statusOf = async (path: string) =>
      (await through({ type: 'HTTP_PROXY', httpMethod: 'GET', uri: `${url}${path}` })).reply.status;
    expect(await statusOf('/moved')).toBe(302);
    expect(await statusOf('/early')).toBe(200);
    expect(await statusOf('/none')).toBe(204);
    expect(await statusOf('/same')).toBe(304);
    expect(await statusOf('/odd')).toBe(799);
  });

  it('calls with its own method, and with the client’s when that is ANY', async () => {
    const { url, received } = await backend();
    await through({ type: 'HTTP_PROXY', httpMethod: 'PATCH', uri: url }, request('/pets', { method: 'DELETE' }));
    await through({ type: 'HTTP_PROXY', httpMethod: 'ANY', uri: url }, request('/pets', { method: 'DELETE' }));
    expect(received.map(({ method }) => method)).toEqual(['PATCH', 'DELETE']);
  });

  it('joins the addresses of a request that came over proxies', async () => {
    const { url, received } = await backend();
    const headers: [string, string][] = [
      ['X-Forwarded-For', '198.51.100.1'],
      ['x-forwarded-for', '198.51.100.2'],
      ['X-Twice', '1'],
      ['x-twice', '2'],
    ];
    await through({ type: 'HTTP_PROXY', httpMethod: 'GET', uri: url }, request('/pets', { headers }));
    const lines = received[0]?.headers ?? [];
    expect(lines[lines.indexOf('X-Forwarded-For') + 1]).toBe('198.51.100.1, 198.51.100.2, 192.0.2.1');
    expect(lines.filter((text) => text === 'X-Twice')).toHaveLength(2);
  });
});

describe('a backend in trouble', () => {
  it('whose answer is over 10 MB is 500', async () => {
    const { url } = await backend((_, res) => res.end(Buffer.alloc(10_485_761)));
    const trace = await through({ type: 'HTTP', httpMethod: 'GET', uri: url });
    expect(trace).toMatchObject({
      reply: { status: 500 },
      text: '{"message": "Internal server error"}',
      rejection: { type: 'INTEGRATION_FAILURE', explanation: { code: 'gateway-answer-too-large' } },
    });
  });

  it('that nobody listens at is 500', async () => {
    const trace = await through({ type: 'HTTP_PROXY', httpMethod: 'GET', uri: 'http://127.0.0.1:9/' });
    expect(trace).toMatchObject({
      reply: { status: 500 },
      rejection: { explanation: { code: 'gateway-backend-unreachable' } },
    });
  });

  it('that breaks off is 504', async () => {
    const { url } = await backend((message) => message.socket.destroy());
    const trace = await through({ type: 'HTTP_PROXY', httpMethod: 'GET', uri: url });
    expect(trace).toMatchObject({
      reply: { status: 504 },
      text: '{"message": "Network error communicating with endpoint"}',
    });
  });

  it('that is too slow is 504', async () => {
    const { url } = await backend(() => {});
    const trace = await through({ type: 'HTTP_PROXY', httpMethod: 'GET', uri: url, timeoutInMillis: 50 });
    expect(trace).toMatchObject({ reply: { status: 504 }, text: '{"message": "Endpoint request timed out"}' });
  });

  it('whose address came out empty is 500', async () => {
    const trace = await through({ type: 'HTTP_PROXY', httpMethod: 'GET', uri: 'http://${stageVariables.host}/' });
    expect(trace).toMatchObject({
      reply: { status: 500 },
      rejection: { explanation: { code: 'gateway-invalid-endpoint' } },
    });
  });
});
