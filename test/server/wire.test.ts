import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { projectFolder, proxyRoutes, startEmulator, type Watched } from '../helpers/emulator.ts';
import { raw } from '../helpers/raw.ts';

const echo = `export const handler = async (event) => ({ body: JSON.stringify({
  method: event.httpMethod, path: event.path, query: event.multiValueQueryStringParameters,
  headers: event.multiValueHeaders, body: event.body, base64: event.isBase64Encoded,
  domainName: event.requestContext.domainName, protocol: event.requestContext.protocol }) });`;
const answer = `export const handler = async (event) => JSON.parse(event.queryStringParameters.answer);`;

async function start(parts: object = {}): Promise<Watched> {
  const routes = proxyRoutes({ '/echo': 'echo', '/echo/{proxy+}': 'echo', '/answer': 'answer' });
  const root = await projectFolder({
    'package.json': { type: 'module' },
    'routes.json': { ...routes, ...parts },
    'functions/echo.js': echo,
    'functions/answer.js': answer,
  });
  return startEmulator({ root });
}

interface Echoed {
  readonly path: string;
  readonly query: Record<string, string[]> | null;
  readonly headers: Record<string, string[]>;
  readonly body: string | null;
  readonly base64: boolean;
  readonly domainName: string;
  readonly protocol: string;
}

const CLOSE = 'Connection: close\r\n';

/** The head of an answer line by line, and its body. */
function split(bytes: string): { status: string; lines: string[]; body: string } {
  const [head = '', body = ''] = bytes.split(/\r\n\r\n(.*)/s);
  const [status = '', ...lines] = head.split('\r\n');
  return { status, lines, body };
}

const echoed = (bytes: string): Echoed => JSON.parse(Buffer.from(split(bytes).body, 'latin1').toString('utf8'));

/** A request whose function returns `value`. */
const asking = (value: object, head = `Host: a\r\n${CLOSE}`, method = 'GET') =>
  `${method} /v1/answer?answer=${encodeURIComponent(JSON.stringify(value))} HTTP/1.1\r\n${head}\r\n`;

describe('a request', () => {
  it('keeps its path byte for byte: escapes, dots, repeated slashes', async () => {
    const { emulator } = await start();
    const path = "/echo/../echo/./a//b/%2e%2e/c%2Fd/;p=1/'(é~".replace('é', '%C3%A9');
    expect(echoed(await raw(emulator, `GET /v1${path} HTTP/1.1\r\nHost: a\r\n${CLOSE}\r\n`)).path).toBe(path);
  });

  it('keeps the spelling, the lines and the order of its headers', async () => {
    const { emulator } = await start();
    const lines = 'X-a: 1\r\nx-A: 2\r\nX-a: 3\r\nCookie: a=1\r\nCookie: b=2\r\ncontent-TYPE: text/x\r\nX-Empty:\r\n';
    const { headers } = echoed(await raw(emulator, `GET /v1/echo HTTP/1.1\r\nhost: a\r\n${CLOSE}${lines}\r\n`));
    expect(headers).toMatchObject({
      'X-a': ['1', '3'],
      'x-A': ['2'],
      Cookie: ['a=1', 'b=2'],
      'content-TYPE': ['text/x'],
      'X-Empty': [''],
      Host: ['a'],
    });
  });

  it('may have more headers than Node takes by itself', async () => {
    const { emulator } = await start();
    const lines = Array.from({ length: 2500 }, (_, index) => `h${index}:\r\n`).join('');
    const { headers } = echoed(await raw(emulator, `GET /v1/echo HTTP/1.1\r\nHost: a\r\n${lines}${CLOSE}\r\n`));
    expect(headers).toHaveProperty('h2499');
  });

  it('has its header bytes read as Latin-1', async () => {
    const { emulator } = await start();
    const { headers } = echoed(await raw(emulator, `GET /v1/echo HTTP/1.1\r\nHost: a\r\nX-L: caf\xe9\r\n${CLOSE}\r\n`));
    expect(headers['X-L']).toEqual(['café']);
  });

  it('splits its query at & and ;', async () => {
    const { emulator } = await start();
    const target = '/v1/echo?a=1;b=2&&c&=x&d=1=2&%41=+%C3%A9';
    expect(echoed(await raw(emulator, `GET ${target} HTTP/1.1\r\nHost: a\r\n${CLOSE}\r\n`)).query).toEqual({
      a: ['1'],
      b: ['2'],
      c: [''],
      '': ['x'],
      d: ['1=2'],
      A: [' é'],
    });
  });

  it('may be chunked, with extensions and trailers, which nobody sees', async () => {
    const { emulator } = await start();
    const head = `POST /v1/echo HTTP/1.1\r\nHost: a\r\n${CLOSE}Transfer-Encoding: chunked\r\nTrailer: X-T\r\n\r\n`;
    const { body, headers } = echoed(await raw(emulator, `${head}5;ext=1\r\nhello\r\n1\r\n!\r\n0\r\nX-T: 1\r\n\r\n`));
    expect(body).toBe('hello!');
    expect(Object.keys(headers)).toEqual([
      'Host',
      'X-Amzn-Trace-Id',
      'X-Forwarded-For',
      'X-Forwarded-Port',
      'X-Forwarded-Proto',
    ]);
  });

  it('may name its host in the target', async () => {
    const { emulator } = await start();
    const { domainName } = echoed(
      await raw(emulator, `GET http://u:p@ab.test:99/v1/echo HTTP/1.1\r\nHost: a\r\n${CLOSE}\r\n`),
    );
    expect(domainName).toBe('ab.test');
  });

  it('of HTTP/1.0 needs no Host', async () => {
    const { emulator } = await start();
    expect(echoed(await raw(emulator, 'GET /v1/echo HTTP/1.0\r\n\r\n'))).toMatchObject({
      domainName: '',
      protocol: 'HTTP/1.0',
    });
  });

  it('is answered in its order when several were sent at once', async () => {
    const { emulator } = await start();
    const one = 'POST /v1/echo?1 HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n1';
    const two = 'POST /v1/nowhere HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n2\r\n0\r\n\r\n';
    const three = `GET /v1/echo?3 HTTP/1.1\r\nHost: a\r\n${CLOSE}\r\n`;
    const statuses = (await raw(emulator, one + two + three)).match(/HTTP\/1\.1 \d+|"query":\{[^}]*\}/g);
    expect(statuses).toEqual([
      'HTTP/1.1 200',
      '"query":{"1":[""]}',
      'HTTP/1.1 403',
      'HTTP/1.1 200',
      '"query":{"3":[""]}',
    ]);
  });

  it('with garbage behind it is answered before the garbage is', async () => {
    const { emulator } = await start();
    const bytes = await raw(emulator, 'GET /v1/echo HTTP/1.1\r\nHost: a\r\n\r\nnonsense\r\n\r\n');
    expect(bytes.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400']);
  });

  it('of any method and content type reaches the gateway', async () => {
    const { emulator } = await start();
    for (const line of ['', 'Content-Type:\r\n', 'Content-Type: ;;\r\n', 'Content-Type: \xe9\r\n']) {
      const bytes = await raw(
        emulator,
        `PUT /v1/echo HTTP/1.1\r\nHost: a\r\n${line}${CLOSE}Content-Length: 1\r\n\r\nx`,
      );
      expect(split(bytes).status).toBe('HTTP/1.1 200 OK');
    }
    for (const method of ['PROPFIND', 'TRACE', 'MKCOL', 'SEARCH']) {
      const { status, body } = split(await raw(emulator, `${method} /v1/echo HTTP/1.1\r\nHost: a\r\n${CLOSE}\r\n`));
      expect([status, body]).toEqual(['HTTP/1.1 403 Forbidden', '{"message":"Missing Authentication Token"}']);
    }
  });
});

describe('400 and nothing of the stage', () => {
  it.each([
    ['no Host header', 'GET /v1/echo HTTP/1.1\r\n\r\n'],
    ['two Host headers', `GET /v1/echo HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n`],
    ['no version', 'GET /v1/echo\r\n\r\n'],
    ['version 2.0', 'GET /v1/echo HTTP/2.0\r\nHost: a\r\n\r\n'],
    ['CONNECT', 'CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['an unknown method', `FOO /v1/echo HTTP/1.1\r\nHost: a\r\n\r\n`],
    ['bytes beyond ASCII in the path', 'GET /v1/echo/caf\xe9 HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['a plain | in the query', 'GET /v1/echo?a=1|2 HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['a plain { in the query', 'GET /v1/echo?a={} HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['two lengths', 'POST /v1/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx'],
    [
      'a length and chunks',
      'POST /v1/echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n0\r\n\r\n',
    ],
    ['a folded header', 'GET /v1/echo HTTP/1.1\r\nHost: a\r\nX-F: a\r\n b\r\n\r\n'],
    ['a NUL in a header', 'GET /v1/echo HTTP/1.1\r\nHost: a\r\nX-F: a\0b\r\n\r\n'],
    ['a bad chunk', 'POST /v1/echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
    ['a greeting in TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  ])('is the answer to %s', async (_, bytes) => {
    const { emulator, events } = await start();
    const request = bytes
      .replace('Host: a\r\n', `Host: a\r\n${CLOSE}`)
      .replace('HTTP/1.1\r\n\r\n', `HTTP/1.1\r\n${CLOSE}\r\n`);
    const { status, lines, body } = split(await raw(emulator, request));
    expect([status, body]).toEqual(['HTTP/1.1 400 Bad Request', '{"message":"Bad Request"}']);
    expect(lines.map((line) => line.split(':', 1)[0])).toEqual([
      'Date',
      'Content-Type',
      'Content-Length',
      'x-amzn-RequestId',
      'x-amz-apigw-id',
      'Connection',
    ]);
    expect(events.filter(({ kind }) => kind === 'refused')).toMatchObject([{ status: 400 }]);
  });
});

describe('414', () => {
  it('is the answer to an address over 10,240 bytes', async () => {
    const { emulator } = await start();
    const of = (length: number) => `GET ${'/v1/echo/'.padEnd(length, 'x')} HTTP/1.1\r\nHost: a\r\n${CLOSE}\r\n`;
    expect(split(await raw(emulator, of(10_240))).status).toBe('HTTP/1.1 200 OK');
    const { status, body } = split(await raw(emulator, of(10_241)));
    expect([status, body]).toEqual(['HTTP/1.1 414 URI Too Long', '{"message":"Request URI too long"}']);
  });
});

describe('an answer', () => {
  it('keeps the spelling, the lines and the order of the function’s headers', async () => {
    const { emulator } = await start();
    const value = {
      multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'], 'X-M': ['1', '2'] },
      headers: { 'set-cookie': 'c=3', 'x-Mixed': 'é', 'X-Euro': '€' },
    };
    const { lines } = split(await raw(emulator, asking(value)));
    const euro = Buffer.from('€').toString('latin1');
    expect(lines.slice(4, -3)).toEqual([
      'Set-Cookie: a=1',
      'Set-Cookie: b=2',
      'Set-Cookie: c=3',
      'X-M: 1',
      'X-M: 2',
      'x-Mixed: \xe9',
      `X-Euro: ${euro}`,
    ]);
  });

  it('to HEAD has the length and no body', async () => {
    const { emulator } = await start();
    const { lines, body } = split(await raw(emulator, asking({ body: 'hello' }, undefined, 'HEAD')));
    expect(lines).toContain('Content-Length: 5');
    expect(body).toBe('');
  });

  it('of status 204 has neither body nor length, and the next one follows', async () => {
    const { emulator } = await start();
    const first = asking({ statusCode: 204, body: 'hello' }, 'Host: a\r\n');
    const bytes = await raw(emulator, first + asking({ body: 'second' }));
    const { status, lines, body } = split(bytes);
    expect(status).toBe('HTTP/1.1 204 No Content');
    expect(lines.filter((line) => /^content-length/i.test(line))).toEqual([]);
    expect(body).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(body).toMatch(/\r\n\r\nsecond$/);
  });

  it('says Connection as the client does', async () => {
    const { emulator } = await start();
    const last = async (head: string) => split(await raw(emulator, head)).lines.at(-1);
    expect(await last(asking({}, 'Host: a\r\n') + asking({}))).toBe('Connection: keep-alive');
    expect(await last(asking({}, 'Host: a\r\nConnection: foo, Close\r\n'))).toBe('Connection: close');
  });

  it('is compressed on the wire, and a compressed request is read', async () => {
    const { emulator } = await start({ minimumCompressionSize: 0 });
    const zipped = gzipSync('pets');
    const head = `POST /v1/echo HTTP/1.1\r\nHost: a\r\n${CLOSE}Content-Encoding: gzip\r\nAccept-Encoding: gzip\r\n`;
    const bytes = await raw(
      emulator,
      Buffer.concat([Buffer.from(`${head}Content-Length: ${zipped.length}\r\n\r\n`), zipped]),
    );
    const { lines, body } = split(bytes);
    expect(lines).toContain('Content-Encoding: gzip');
    expect(lines).toContain(`Content-Length: ${body.length}`);
    const event = JSON.parse(gunzipSync(Buffer.from(body, 'latin1')).toString());
    expect(event).toMatchObject({ body: 'pets', base64: false, headers: { 'Content-Encoding': ['gzip'] } });
  });
});
