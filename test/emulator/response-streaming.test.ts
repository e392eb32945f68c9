import { createServer, type IncomingMessage, type RequestListener, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { EmulatorEvent } from '../../emulator/events.ts';
import { projectFolder, startEmulator } from '../helpers/emulator.ts';

type Exchange = Extract<EmulatorEvent, { kind: 'exchange' }>;

const STREAM = {
  'from.js': `const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const { awslambda } = globalThis;
    const stream = (handler) => awslambda.streamifyResponse(handler);
    const from = (stream, metadata) => awslambda.HttpResponseStream.from(stream, metadata);
    module.exports = {
      slow: stream(async (event, out) => {
        const body = from(out, {
          statusCode: 201,
          headers: { 'Content-Type': 'text/event-stream', 'X-One': 'one', Via: 'dropped' },
          multiValueHeaders: { 'X-Many': ['a', 'b'] },
          cookies: ['c1=blue', 'c2=red; Path=/'],
        });
        body.write('data: first\\n\\n');
        await sleep(Number(event.queryStringParameters?.ms ?? 0));
        body.end('data: last\\n\\n');
        console.log('slow is through');
      }),
      bare: stream(async (event, out) => { out.write(event.queryStringParameters?.text ?? 'no metadata'); out.end(); }),
      throws: stream(async () => { throw new Error('before'); }),
      breaks: stream(async (event, out) => {
        const body = from(out, {});
        body.write('x');
        await sleep(20);
        throw new Error('in the middle');
      }),
      large: stream(async (event, out) => {
        const body = from(out, { headers: { 'Content-Type': 'application/octet-stream' } });
        const piece = Buffer.alloc(65_536, 0xff);
        for (let n = 0; n < 192; n++) if (!body.write(piece)) await new Promise((resolve) => body.once('drain', resolve));
        body.end();
      }),
      endless: stream(async (event, out) => {
        const body = from(out, {});
        for (let n = 0; ; n++) {
          if (!body.write(Buffer.alloc(65_536))) await new Promise((resolve) => body.once('drain', resolve));
          if (n % 1000 === 0) console.log('written', n);
          if (n % 100 === 0) await sleep(1);
        }
      }),
      metadata: stream(async (event, out) => { out.write(event.body); out.write('\\0'.repeat(8)); out.end('body'); }),
      plain: async () => ({ statusCode: 200, body: 'whole' }),
    };`,
};
const NAMES = ['slow', 'bare', 'throws', 'breaks', 'large', 'endless', 'metadata', 'plain'];

/** An emulator whose ANY /NAME streams the function's answer; /buffered/NAME waits for it. */
async function start(integration: object = {}) {
  const proxy = (name: string, parts: object) => ({
    ANY: { integration: { type: 'AWS_PROXY', function: name, ...parts } },
  });
  const root = await projectFolder({
    ...STREAM,
    'routes.json': {
      stages: { v1: {} },
      functions: Object.fromEntries(NAMES.map((name) => [name, { handler: `from.${name}` }])),
      resources: Object.fromEntries([
        ...NAMES.map((name) => [`/${name}`, proxy(name, { responseTransferMode: 'STREAM', ...integration })]),
        ...NAMES.map((name) => [`/buffered/${name}`, proxy(name, {})]),
      ]),
    },
  });
  const { emulator, events, next } = await startEmulator({ root });
  return {
    events,
    emulator,
    get: (path: string, init?: RequestInit) => fetch(`${emulator.url}/v1${path}`, init),
    open: (path: string) => open(`${emulator.url}/v1${path}`),
    /** The first one, or the first with this path. */
    exchange: (path?: string) =>
      next(
        (event): event is Exchange =>
          event.kind === 'exchange' && (path === undefined || event.trace.request.path === path),
      ),
  };
}

/** A raw answer as soon as its head is there. */
function open(url: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request(url, resolve);
    sent.on('error', reject);
    sent.end();
  });
}

/** What came, and whether the answer was complete. */
async function readAll(message: IncomingMessage): Promise<{ text: string; complete: boolean }> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of message) chunks.push(chunk as Buffer);
  } catch {
    // Cut off.
  }
  return { text: Buffer.concat(chunks).toString(), complete: message.complete };
}

describe('a streamed Lambda proxy answer', () => {
  it('reaches the client before the function has ended, with status, headers and cookies of its metadata', async () => {
    const { open, events } = await start();
    const message = await open('/slow?ms=300');
    const first = await new Promise<Buffer>((resolve) => message.once('data', resolve));
    expect(first.toString()).toBe('data: first\n\n');
    expect(events.some(({ kind }) => kind === 'exchange')).toBe(false);
    expect(message.statusCode).toBe(201);
    expect(message.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'x-one': 'one',
      'x-many': 'a, b',
      'set-cookie': ['c1=blue', 'c2=red; Path=/'],
      'transfer-encoding': 'chunked',
      'x-amz-apigw-id': expect.any(String),
      'x-amzn-trace-id': expect.stringMatching(/^Root=/),
    });
    expect(message.headers).not.toHaveProperty('content-length');
    expect(message.headers).not.toHaveProperty('via');
    expect(await readAll(message)).toEqual({ text: 'data: last\n\n', complete: true });
  });

  it('is traced when it is done', async () => {
    const { get, exchange } = await start();
    await (await get('/slow?ms=150')).text();
    const { trace } = await exchange();
    expect(trace.integrationLatency).toBeGreaterThanOrEqual(140);
    expect((trace.endedAt ?? 0) - trace.context.requestTimeEpoch).toBeGreaterThanOrEqual(140);
    expect(trace.notes).toEqual([]);
  });

  it('may have more than 10 MB, and any bytes', async () => {
    const { get } = await start();
    const bytes = Buffer.from(await (await get('/large')).arrayBuffer());
    expect(bytes.length).toBe(12_582_912);
    expect(bytes.every((byte) => byte === 0xff)).toBe(true);
  });

  it('is 502 without metadata, and the developer is told how to write them', async () => {
    const { get, exchange } = await start();
    const answer = await get('/bare');
    expect([answer.status, await answer.text()]).toEqual([502, '{"message": "Internal server error"}']);
    expect((await exchange()).trace.rejection?.explanation.code).toBe('gateway-malformed-stream');
    expect((await get(`/bare?text=${'x'.repeat(4000)}`)).status).toBe(502);
    expect((await get('/plain')).status).toBe(502);
  });

  it.each([
    ['no JSON', 502],
    ['[]', 502],
    ['{"body":"x"}', 502],
    ['{"statusCode":"many"}', 502],
    ['{"cookies":"c=1"}', 502],
    ['{"headers":{"X-A":{}}}', 502],
    ['{"statusCode":"404"}', 404],
    ['{}', 200],
  ])('with the metadata %s has the status %i', async (metadata, status) => {
    const { get } = await start();
    const answer = await get('/metadata', { method: 'POST', body: metadata });
    expect(answer.status).toBe(status);
    if (status !== 502) expect(await answer.text()).toBe('body');
  });

  it('is 502 when the function fails before its metadata', async () => {
    const { get, exchange } = await start();
    expect((await get('/throws')).status).toBe(502);
    expect((await exchange()).trace.rejection?.explanation).toMatchObject({
      code: 'lambda-handler-failed',
      source: { file: expect.stringMatching(/from\.js$/) },
    });
  });

  it('breaks off when the function fails in its middle, and the developer is told', async () => {
    const { open, exchange } = await start();
    const message = await open('/breaks');
    expect(message.statusCode).toBe(200);
    expect(await readAll(message)).toEqual({ text: 'x', complete: false });
    expect((await exchange()).trace.notes).toEqual([expect.objectContaining({ code: 'lambda-handler-failed' })]);
  });

  it('breaks off at the timeout of the integration, which holds for all of it', async () => {
    const { open, get, exchange, events } = await start({ timeoutInMillis: 500 });
    await get('/buffered/slow');
    expect(await readAll(await open('/slow?ms=2500'))).toEqual({ text: 'data: first\n\n', complete: false });
    expect((await exchange('/slow')).trace.notes).toEqual([
      expect.objectContaining({ code: 'gateway-stream-cut', what: expect.stringContaining('500 ms') }),
    ]);
    // The function runs on, as behind any other timeout of an integration.
    const through = () => events.filter((event) => event.kind === 'function-log' && event.text.includes('is through'));
    await expect.poll(() => through().length, { timeout: 5000 }).toBe(2);
    const codes = events.flatMap((event) =>
      event.kind === 'problem' ? event.explanations.map(({ code }) => code) : [],
    );
    expect(codes).not.toContain('lambda-client-left');
  });

  it('ends when its client leaves, and with it the invocation, while others are served', async () => {
    const { open, get, exchange, events } = await start();
    const message = await open('/endless');
    await new Promise((resolve) => message.once('data', resolve));
    message.destroy();
    expect((await exchange()).trace.reply?.status).toBe(200);
    const told = () => events.flatMap((event) => (event.kind === 'problem' ? event.explanations : []));
    await expect.poll(() => told().map(({ code }) => code)).toEqual(['lambda-client-left']);
    expect((await get('/slow')).status).toBe(201);
  });

  it('slows its function to the pace of its client', async () => {
    const { open, events } = await start();
    const message = await open('/endless');
    await new Promise((resolve) => setTimeout(resolve, 500));
    const written = events.flatMap((event) => (event.kind === 'function-log' ? [event.text] : []));
    expect(written.map((text) => /written \d+/.exec(text)?.[0])).toEqual(['written 0']);
    message.destroy();
  });

  it('has no body for a HEAD and for a 204', async () => {
    const { get, exchange } = await start();
    const head = await get('/slow', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([201, '']);
    expect((await exchange()).trace.reply?.status).toBe(201);
    const empty = await get('/metadata', { method: 'POST', body: '{"statusCode":204}' });
    expect([empty.status, await empty.text()]).toEqual([204, '']);
    expect((await get('/slow')).status).toBe(201);
  });

  it('is no answer of a buffered proxy: its metadata are no JSON with what stands behind them', async () => {
    const { get, exchange } = await start();
    expect((await get('/buffered/slow')).status).toBe(502);
    expect((await exchange()).trace.rejection?.explanation.code).toBe('gateway-malformed-proxy-answer');
    const json = await get(`/buffered/bare?text=${encodeURIComponent('{"statusCode":203,"body":"b"}')}`);
    expect([json.status, await json.text()]).toEqual([203, 'b']);
  });

  it("is collected by the console's Test, without an execution log", async () => {
    const { emulator } = await start();
    const result = await emulator.testInvokeMethod({ resourcePath: '/slow', httpMethod: 'GET' });
    expect(result).toMatchObject({ status: 201, body: 'data: first\n\ndata: last\n\n', log: '' });
    const large = await emulator.testInvokeMethod({ resourcePath: '/endless', httpMethod: 'GET' });
    expect(large.body.length).toBeGreaterThan(1_048_576);
  });
});

/** A backend, and an emulator whose ANY / streams its answers. */
async function startBackend(answer: RequestListener, parts: object = {}) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const integration = { type: 'HTTP_PROXY', httpMethod: 'GET', uri, responseTransferMode: 'STREAM', ...parts };
  const { emulator, next } = await startEmulator({
    config: { stages: { v1: {} }, resources: { '/': { GET: { integration } } } },
  });
  return {
    open: () => open(`${emulator.url}/v1`),
    exchange: () => next((event): event is Exchange => event.kind === 'exchange'),
  };
}

describe('a streamed HTTP proxy answer', () => {
  it('reaches the client as the backend sends it', async () => {
    let finish: () => void = () => {};
    const { open } = await startBackend((_, response) => {
      response.writeHead(206, { 'Content-Type': 'text/plain', 'X-Of': 'backend' });
      response.write('first');
      finish = () => response.end('last');
    });
    const message = await open();
    const first = await new Promise<Buffer>((resolve) => message.once('data', resolve));
    expect([message.statusCode, message.headers['x-of'], first.toString()]).toEqual([206, 'backend', 'first']);
    finish();
    expect(await readAll(message)).toEqual({ text: 'last', complete: true });
  });

  it('breaks off when the backend does, and the developer is told', async () => {
    const { open, exchange } = await startBackend((_, response) => {
      response.write('x');
      setTimeout(() => response.destroy(), 20);
    });
    expect(await readAll(await open())).toEqual({ text: 'x', complete: false });
    expect((await exchange()).trace.notes).toEqual([expect.objectContaining({ code: 'gateway-backend-broke-off' })]);
  });

  it('ends at the backend when the client leaves', async () => {
    let left: () => void = () => {};
    const gone = new Promise<void>((resolve) => {
      left = resolve;
    });
    const { open } = await startBackend((_, response) => {
      response.write('x');
      response.on('close', left);
    });
    const message = await open();
    await new Promise((resolve) => message.once('data', resolve));
    message.destroy();
    await gone;
  });

  it('is 504 when the backend sends no head in time, and breaks off behind one', async () => {
    const silent = await startBackend(() => {}, { timeoutInMillis: 100 });
    expect((await silent.open()).statusCode).toBe(504);
    const stuck = await startBackend((_, response) => response.write('x'), { timeoutInMillis: 100 });
    expect(await readAll(await stuck.open())).toEqual({ text: 'x', complete: false });
    expect((await stuck.exchange()).trace.notes).toEqual([expect.objectContaining({ code: 'gateway-stream-cut' })]);
  });
});
