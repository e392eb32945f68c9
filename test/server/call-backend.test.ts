import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { HttpCall, HttpOutcome } from '../../emulator/gateway/exchange.ts';
import { type BackendClient, createBackendClient } from '../../emulator/server/call-backend.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A backend that speaks bytes: `behave` is told of each request on each connection. */
async function backend(
  behave: (socket: Socket, request: string) => void,
  port = 0,
): Promise<{ server: Server; url: string }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('data', (data) => behave(socket, data.toString('latin1')));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  closers.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

function send(url: string, parts: Partial<HttpCall> = {}, client: BackendClient = newClient()): Promise<HttpOutcome> {
  const signal = new AbortController().signal;
  return client.send({ method: 'GET', url, headers: [], body: Buffer.alloc(0), timeoutMs: 2000, signal, ...parts });
}

function newClient(): BackendClient {
  const client = createBackendClient();
  closers.push(() => client.close());
  return client;
}

const answers = (text: string) => backend((socket) => void socket.end(text));

describe('the client of HTTP backends', () => {
  it.each([
    ['resets inside the body', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf'],
    ['breaks off inside a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nhalf'],
    ['breaks off inside the headers', 'HTTP/1.1 200 OK\r\nContent-Le'],
    ['answers nothing', ''],
    ['answers what is no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['gives two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    ['switches protocols', 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'],
    ['sends headers without end', `HTTP/1.1 200 OK\r\n${'X-Padding: xxxxxxxxxxxxxxxxxxxx\r\n'.repeat(5000)}`],
  ])('tells a broken connection from an answer: a backend that %s', async (_, text) => {
    const { url } = await answers(text);
    expect(await send(url)).toMatchObject({ kind: 'failure', reason: 'network' });
  });

  it('keeps to the length that the backend gave, and goes on working when more comes', async () => {
    const client = newClient();
    const { url } = await backend((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabcdef'));
    expect(await send(url, {}, client)).toMatchObject({ kind: 'answer', body: Buffer.from('ab') });
    expect(await send(url, {}, client)).toMatchObject({ kind: 'answer', body: Buffer.from('ab') });
  });

  it('waits for the answer behind informational ones', async () => {
    const { url } = await answers(
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
    );
    expect(await send(url)).toMatchObject({ kind: 'answer', status: 200, body: Buffer.from('ok') });
  });

  it('hands a redirect and a compressed body on as they are', async () => {
    const { url } = await answers(
      'HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Encoding: gzip\r\nX-Twice: 1\r\nx-twice: 2\r\nContent-Length: 3\r\n\r\nraw',
    );
    expect(await send(url, { headers: [['Accept-Encoding', 'gzip']] })).toEqual({
      kind: 'answer',
      status: 302,
      headers: [
        ['Location', '/elsewhere'],
        ['Content-Encoding', 'gzip'],
        ['X-Twice', '1'],
        ['x-twice', '2'],
        ['Content-Length', '3'],
      ],
      body: Buffer.from('raw'),
    });
  });

  it.each([
    ['', '/'],
    ['?q=1', '/?q=1'],
    ['/a/../b/%2E%2E/./c//d;e?x=../y#fragment', '/a/../b/%2E%2E/./c//d;e?x=../y'],
    ['/a b/ä/{id}?q="x"|y', '/a%20b/%C3%A4/%7Bid%7D?q=%22x%22%7Cy'],
    ["/!$&'()*+,=@:~[]", "/!$&'()*+,=@:~[]"],
  ])('asks for the path %s as %s', async (path, expected) => {
    let head = '';
    const { url } = await backend((socket, request) => {
      head = request;
      socket.end('HTTP/1.1 204 No Content\r\n\r\n');
    });
    expect(await send(`${url.slice(0, -1)}${path}`)).toMatchObject({ kind: 'answer', status: 204 });
    expect(head.split(' ')[1]).toBe(expected);
  });

  it('waits for a body that trickles no longer than the timeout', async () => {
    const { url } = await backend((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nslow'));
    expect(await send(url, { timeoutMs: 100 })).toMatchObject({ kind: 'failure', reason: 'timeout' });
  });

  it('takes 10 MB and no more', async () => {
    const limit = 10_485_760;
    const { url } = await backend((socket, request) => {
      const length = request.startsWith('GET /fits') ? limit : limit + 1;
      socket.end(
        Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\n\r\n`), Buffer.alloc(length)]),
      );
    });
    const fits = await send(`${url}fits`);
    expect(fits.kind === 'answer' && fits.body.length).toBe(limit);
    expect(await send(url)).toMatchObject({ kind: 'failure', reason: 'too-large' });
  });

  it('asks again on a new connection when a kept one was closed by a backend that came back', async () => {
    const client = newClient();
    const connections: Socket[] = [];
    const { url } = await backend((socket) => {
      if (!connections.includes(socket)) connections.push(socket);
      // The first connection answers once and then breaks off the request that comes on it.
      if (socket === connections[0] && connections.length === 1 && socket.bytesWritten > 0) socket.resetAndDestroy();
      else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
    });
    expect(await send(url, {}, client)).toMatchObject({ kind: 'answer' });
    expect(await send(url, { method: 'POST', body: Buffer.from('x') }, client)).toMatchObject({ kind: 'answer' });
    expect(connections).toHaveLength(2);
  });

  it('ends with the client that went away', async () => {
    const controller = new AbortController();
    const { url } = await backend(() => controller.abort());
    expect(await send(url, { signal: controller.signal })).toMatchObject({ kind: 'failure', reason: 'network' });
  });

  it.each([
    ['http://127.0.0.1:1/', 'unreachable'],
    ['http://127.0.0.1:99999/', 'unreachable'],
  ])('finds nobody at %s', async (url, reason) => {
    expect(await send(url)).toMatchObject({ kind: 'failure', reason });
  });

  it('can’t talk TLS to a backend that doesn’t', async () => {
    const { url } = await answers('HTTP/1.1 200 OK\r\n\r\n');
    expect(await send(url.replace('http:', 'https:'))).toMatchObject({ kind: 'failure', reason: 'network' });
  });
});
