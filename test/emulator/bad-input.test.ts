import { connect } from 'node:net';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator/options.ts';
import { projectFolder, proxyRoutes, startEmulator, type Watched } from '../helpers/emulator.ts';
import { raw } from '../helpers/raw.ts';

const echo = `export const handler = async (event) => ({ statusCode: 200, body: JSON.stringify({ headers: event.multiValueHeaders, length: event.body?.length ?? 0 }) });`;

async function start(): Promise<Watched> {
  const root = await projectFolder({
    'package.json': { type: 'module' },
    'routes.json': proxyRoutes({ '/echo': 'echo', '/loop': 'loop', '/exit': 'exit', '/reject': 'reject' }),
    'functions/echo.js': echo,
    'functions/loop.js': 'export const handler = async () => { for (;;); };',
    'functions/exit.js': 'export const handler = async () => process.exit(7);',
    'functions/reject.js':
      'export const handler = async () => { Promise.reject(new Error("left alone")); await new Promise((r) => setTimeout(r, 50)); return { statusCode: 200 }; };',
  });
  return startEmulator({ root });
}

async function stillAnswers({ server }: Emulator): Promise<void> {
  await request(server).get('/v1/echo').expect(200);
}

describe('bad input', () => {
  it.each([
    ['/v1/nothing', 403, '{"message":"Missing Authentication Token"}', 'MissingAuthenticationTokenException'],
    ['/', 403, '{"message":"Forbidden"}', 'ForbiddenException'],
    ['/v2/echo', 403, '{"message":"Forbidden"}', 'ForbiddenException'],
    ['/v1/%zz', 400, '{"message":"Bad Request"}', 'BadRequestException'],
  ])('GET %s is %i', async (path, status, body, errorType) => {
    const { emulator } = await start();
    const answer = await request(emulator.server).get(path);
    expect([answer.status, answer.text, answer.headers['x-amzn-errortype']]).toEqual([status, body, errorType]);
    expect(answer.headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('a method that nobody knows is refused like any other', async () => {
    const { emulator } = await start();
    const answer = await raw(emulator, 'PROPFIND /v1/echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
    expect(answer).toContain('{"message":"Missing Authentication Token"}');
  });

  it('a body of 10 MB and one byte is 413 in plain text, announced or chunked', async () => {
    const { emulator, events } = await start();
    const head = 'POST /v1/echo HTTP/1.1\r\nHost: a\r\n';
    const announced = await raw(emulator, `${head}Content-Length: 10485761\r\n\r\n`);
    expect(announced).toMatch(/^HTTP\/1\.1 413 /);
    expect(announced).toMatch(/\r\n\r\nHTTP content length exceeded 10485760 bytes\.$/);
    expect(announced).not.toMatch(/x-amzn-ErrorType/i);
    const chunk = `a00001\r\n${'x'.repeat(0xa00001)}\r\n0\r\n\r\n`;
    expect(await raw(emulator, `${head}Transfer-Encoding: chunked\r\n\r\n${chunk}`)).toMatch(/^HTTP\/1\.1 413 /);
    expect(events.filter((event) => event.kind === 'refused')).toHaveLength(2);
    await stillAnswers(emulator);
  });

  it('a body of exactly 10 MB is taken, and refused by Lambda’s own limit of 6 MB', async () => {
    const { emulator } = await start();
    const answer = await request(emulator.server)
      .post('/v1/echo')
      .set('Content-Type', 'text/plain')
      .send('x'.repeat(10_485_760));
    expect([answer.status, answer.text]).toEqual([413, '{"message":"Request Too Long"}']);
    await stillAnswers(emulator);
  });

  it('repeated headers keep their lines', async () => {
    const { emulator } = await start();
    const answer = await raw(
      emulator,
      'GET /v1/echo HTTP/1.1\r\nHost: a\r\nX-Two: 1\r\nX-Two: 2\r\nConnection: close\r\n\r\n',
    );
    expect(answer).toContain('"X-Two":["1","2"]');
  });

  it('headers over 10,240 bytes are 400, and so are those that the parser gives up on', async () => {
    const { emulator } = await start();
    for (const size of [10_241, 70_000]) {
      const answer = await raw(
        emulator,
        `GET /v1/echo HTTP/1.1\r\nHost: a\r\nX-Big: ${'x'.repeat(size)}\r\nConnection: close\r\n\r\n`,
      );
      expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
      expect(answer).toContain('{"message":"Bad Request"}');
    }
    await stillAnswers(emulator);
  });

  it('what is no HTTP is 400, and a client that leaves in the middle of its body harms nobody', async () => {
    const { emulator } = await start();
    expect(await raw(emulator, 'nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    const socket = connect(Number(new URL(emulator.url).port), '127.0.0.1');
    await new Promise((resolve) =>
      socket.write('POST /v1/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf', resolve),
    );
    socket.destroy();
    await stillAnswers(emulator);
  });

  it('Expect and Upgrade headers do not stop a request', async () => {
    const { emulator } = await start();
    const head = 'GET /v1/echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n';
    expect(await raw(emulator, `${head}Expect: the-unexpected\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200 /);
    expect(
      await raw(emulator, `GET /v1/echo HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, close\r\nUpgrade: h2c\r\n\r\n`),
    ).toMatch(/^HTTP\/1\.1 200 /);
    const body = `POST /v1/echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n{}`;
    expect(await raw(emulator, body)).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /);
  });
});

describe('a handler that misbehaves', () => {
  it('by looping, leaving or forgetting a rejection is 502, while the other routes answer', async () => {
    const { emulator } = await start();
    const paths = ['/v1/loop', '/v1/exit', '/v1/reject'];
    const bad = paths.map((path) =>
      request(emulator.server)
        .get(path)
        .then((answer) => [answer.status, answer.text]),
    );
    const good = Array.from({ length: 20 }, () => stillAnswers(emulator));
    await Promise.all(good);
    expect(await Promise.all(bad)).toEqual(paths.map(() => [502, '{"message": "Internal server error"}']));
    await stillAnswers(emulator);
  });
});

describe('a burst', () => {
  it('of 2,000 connections at once is answered, every one, and the other routes go on', async () => {
    const { emulator } = await start();
    const line = 'GET /v1/echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
    const answers = await Promise.all(Array.from({ length: 2000 }, () => raw(emulator, line)));
    expect(answers.filter((answer) => !answer.startsWith('HTTP/1.1 200 '))).toEqual([]);
    await request(emulator.server).get('/v1/nothing').expect(403);
  });
});

describe('the other addresses of a stage', () => {
  it.each([
    (id: string) => [`/restapis/${id}/v1/_user_request_/echo`, undefined],
    (id: string) => [`/_aws/execute-api/${id}/v1/echo`, undefined],
    (id: string) => ['/v1/echo', `${id}.execute-api.localhost`],
    () => ['//v1//echo/', undefined],
    () => ['http://somewhere.else/v1/echo', undefined],
  ])('%# reaches it', async (address) => {
    const { emulator } = await start();
    const [path, host = 'a'] = address(emulator.project.apis[0]?.id ?? '');
    expect(await raw(emulator, `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 200 /,
    );
  });
});
