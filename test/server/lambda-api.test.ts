import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import fastify from 'fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { EmulatorEvent } from '../../emulator/events.ts';
import { lambdaApi } from '../../emulator/server/lambda-api.ts';
import { temporaryProject } from '../lambda/temporary-project.ts';

const functions = {
  'echo.js':
    'exports.handler = async (event, context) => ({ event, arn: context.invokedFunctionArn, clientContext: context.clientContext, trace: process.env._X_AMZN_TRACE_ID });',
  'fail.js': "exports.handler = async () => { throw new TypeError('no'); };",
  'nothing.js': 'exports.handler = async () => {};',
};

/** The Lambda API over a socket, with three functions behind it. */
async function start() {
  const project = temporaryProject(functions, { functions: { echo: {}, fail: {}, nothing: {} } });
  const app = fastify();
  const told: EmulatorEvent[] = [];
  app.register(lambdaApi, { runtime: project.service, onEvent: (event) => told.push(event) });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new LambdaClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    maxAttempts: 1,
  });
  onTestFinished(async () => {
    client.destroy();
    await app.close();
  });
  const post = (path: string, body?: string, headers: Record<string, string> = {}) =>
    postTo(endpoint, path, body, headers);
  return { endpoint, port, client, post, project, told };
}

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

function postTo(endpoint: string, path: string, body = '', headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(endpoint + path, { method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Where it is installed: the AWS CLI, in either major version. */
const hasCli = spawnSync('aws', ['--version'], { timeout: 30_000 }).status === 0;
if (!hasCli) process.emitWarning('The AWS CLI is not installed: nothing is asked of it.');

function text(payload: Uint8Array | undefined): string {
  return Buffer.from(payload ?? []).toString();
}

describe('the AWS SDK against the Lambda API', () => {
  it('gets the result of a function', async () => {
    const { client } = await start();
    const answer = await client.send(new InvokeCommand({ FunctionName: 'echo', Payload: '{"name":"Jöey"}' }));
    expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
    expect(answer.FunctionError).toBeUndefined();
    expect(answer.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.parse(text(answer.Payload))).toMatchObject({
      event: { name: 'Jöey' },
      arn: 'arn:aws:lambda:us-east-1:000000000000:function:echo',
    });
  });

  it('may call a function by its ARN, with a qualifier and a client context', async () => {
    const { client } = await start();
    const answer = await client.send(
      new InvokeCommand({
        FunctionName: 'arn:aws:lambda:us-east-1:000000000000:function:echo',
        Qualifier: 'live',
        ClientContext: Buffer.from('{"custom":{"a":1}}').toString('base64'),
      }),
    );
    expect(JSON.parse(text(answer.Payload))).toMatchObject({
      event: {},
      arn: 'arn:aws:lambda:us-east-1:000000000000:function:echo:live',
      clientContext: { custom: { a: 1 } },
    });
    const partial = await client.send(new InvokeCommand({ FunctionName: '000000000000:function:echo:live' }));
    expect(JSON.parse(text(partial.Payload))).toMatchObject({ arn: expect.stringMatching(/:echo:live$/) });
  });

  it('gets null from a function that returns nothing', async () => {
    const { client } = await start();
    expect(text((await client.send(new InvokeCommand({ FunctionName: 'nothing' }))).Payload)).toBe('null');
  });

  it('gets the error of a function with FunctionError', async () => {
    const { client } = await start();
    const answer = await client.send(new InvokeCommand({ FunctionName: 'fail' }));
    expect(answer).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled' });
    expect(JSON.parse(text(answer.Payload))).toMatchObject({ errorType: 'TypeError', errorMessage: 'no' });
  });

  it('gets 202 for an Event and 204 for a DryRun', async () => {
    const { client } = await start();
    const event = await client.send(
      new InvokeCommand({ FunctionName: 'echo', InvocationType: 'Event', Payload: '{}' }),
    );
    expect([event.StatusCode, text(event.Payload)]).toEqual([202, '']);
    expect((await client.send(new InvokeCommand({ FunctionName: 'echo', InvocationType: 'DryRun' }))).StatusCode).toBe(
      204,
    );
  });

  it('gets ResourceNotFoundException and InvalidRequestContentException', async () => {
    const { client } = await start();
    await expect(client.send(new InvokeCommand({ FunctionName: 'nobody' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      Type: 'User',
      message: 'Function not found: arn:aws:lambda:us-east-1:000000000000:function:nobody:$LATEST',
      $metadata: { httpStatusCode: 404 },
    });
    await expect(client.send(new InvokeCommand({ FunctionName: 'echo', Payload: 'pets' }))).rejects.toMatchObject({
      name: 'InvalidRequestContentException',
      message: expect.stringMatching(/^Could not parse request body into json: /),
    });
  });
});

describe('the Lambda API', () => {
  it('takes name:qualifier, and hands the trace on', async () => {
    const { post } = await start();
    const trace = 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0';
    const { status, body, headers } = await post('/2015-03-31/functions/echo:7/invocations', '{}', {
      'X-Amzn-Trace-Id': trace,
    });
    expect([status, headers['x-amz-executed-version'], headers['content-type']]).toEqual([
      200,
      '7',
      'application/json',
    ]);
    expect(headers['x-amzn-trace-id']).toBe(trace);
    expect(JSON.parse(body)).toMatchObject({ trace, arn: expect.stringMatching(/:echo:7$/) });
  });

  it('makes a trace for a caller that has none, and says it', async () => {
    const { post } = await start();
    const { body, headers } = await post('/2015-03-31/functions/echo/invocations', '{}');
    expect(headers['x-amzn-trace-id']).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/);
    expect(JSON.parse(body).trace).toBe(headers['x-amzn-trace-id']);
  });

  it('gives a request id with every refusal', async () => {
    const { post } = await start();
    for (const path of ['/2015-03-31/functions/echo/else', '/2015-03-31/functions/nobody/invocations']) {
      expect((await post(path, '{}')).headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
    }
    const { status, headers } = await post('/2015-03-31/functions/echo/invocations', '{}', {
      Origin: 'http://evil.test',
    });
    expect([status, headers['x-amzn-requestid']]).toEqual([403, expect.stringMatching(/^[0-9a-f-]{36}$/)]);
  });

  it('takes a body of any content type', async () => {
    const { post } = await start();
    for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
      const { body } = await post('/2015-03-31/functions/echo/invocations', '{"a":1}', { 'Content-Type': type });
      expect(JSON.parse(body)).toMatchObject({ event: { a: 1 } });
    }
  });

  it('refuses an unknown invocation type and a client context that is no JSON', async () => {
    const { post } = await start();
    const type = await post('/2015-03-31/functions/echo/invocations', '{}', { 'X-Amz-Invocation-Type': 'Later' });
    expect([type.status, type.headers['x-amzn-errortype']]).toEqual([400, 'ValidationException']);
    const context = await post('/2015-03-31/functions/echo/invocations', '{}', { 'X-Amz-Client-Context': '%%%' });
    expect(JSON.parse(context.body)).toEqual({
      Type: 'User',
      Message: 'Client context must be a valid Base64-encoded JSON object.',
    });
  });

  it('refuses an event of more than 6 MB with 413', async () => {
    const { post } = await start();
    for (const size of [6_291_457, 40_000_000]) {
      const { status, headers } = await post(
        '/2015-03-31/functions/echo/invocations',
        JSON.stringify('x'.repeat(size)),
      );
      expect([status, headers['x-amzn-errortype']]).toEqual([413, 'RequestTooLargeException']);
    }
  });

  it('refuses a page of another origin, and takes its own', async () => {
    const { post, endpoint } = await start();
    const foreign = await post('/2015-03-31/functions/echo/invocations', '{}', { Origin: 'http://localhost:3001' });
    expect([foreign.status, foreign.headers['access-control-allow-origin']]).toEqual([403, undefined]);
    expect((await post('/2015-03-31/functions/echo/invocations', '{}', { Origin: 'null' })).status).toBe(403);
    expect((await post('/2015-03-31/functions/echo/invocations', '{}', { Origin: endpoint })).status).toBe(200);
  });

  it('answers only to names of this machine', async () => {
    const { post, port } = await start();
    for (const host of [`evil.example:${port}`, 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.1']) {
      expect((await post('/2015-03-31/functions/echo/invocations', '{}', { Host: host })).status).toBe(403);
    }
    for (const host of [`localhost:${port}`, '127.0.0.1', `[::1]:${port}`, 'api.localhost']) {
      expect((await post('/2015-03-31/functions/echo/invocations', '{}', { Host: host })).status).toBe(200);
    }
  });
});

describe('the developer', () => {
  it('is told why a call failed or was refused, and nothing of one that went well', async () => {
    const { post, told } = await start();
    await post('/2015-03-31/functions/echo/invocations', '{}');
    expect(told).toEqual([]);
    await post('/2015-03-31/functions/fail/invocations', '{}');
    await post('/2015-03-31/functions/ecko/invocations', '{}');
    expect(told).toMatchObject([
      { kind: 'problem', explanations: [{ code: 'lambda-handler-failed' }] },
      { kind: 'problem', explanations: [{ code: 'lambda-unknown-function', remedy: expect.stringContaining('echo') }] },
    ]);
  });

  it('is told how a streamed call failed', async () => {
    const { post, told } = await start();
    await post('/2021-11-15/functions/fail/response-streaming-invocations', '{}');
    await post('/2021-11-15/functions/ecko/response-streaming-invocations', '{}');
    expect(told).toMatchObject([
      { explanations: [{ code: 'lambda-handler-failed' }] },
      { explanations: [{ code: 'lambda-unknown-function' }] },
    ]);
  });
});

describe.runIf(hasCli)('the AWS CLI against the Lambda API', () => {
  async function aws(...args: string[]): Promise<{ status: number | null; output: string; payload: () => string }> {
    const { endpoint } = await start();
    const folder = mkdtempSync(join(tmpdir(), 'offstage-aws-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'answer.json');
    const env = {
      PATH: process.env.PATH,
      HOME: folder,
      AWS_ACCESS_KEY_ID: 'any',
      AWS_SECRET_ACCESS_KEY: 'any',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_MAX_ATTEMPTS: '1',
    };
    const child = spawn('aws', ['lambda', 'invoke', '--endpoint-url', endpoint, ...args, file], { env });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { status, output, payload: () => readFileSync(file, 'utf8') };
  }

  it('invokes a function, and gets the end of its log', async () => {
    const { status, output, payload } = await aws('--function-name', 'echo', '--log-type', 'Tail');
    expect([status, JSON.parse(payload()).event]).toEqual([0, {}]);
    const { StatusCode, ExecutedVersion, LogResult } = JSON.parse(output);
    expect([StatusCode, ExecutedVersion]).toEqual([200, '$LATEST']);
    expect(Buffer.from(LogResult, 'base64').toString()).toMatch(/^START RequestId[\s\S]*\nREPORT RequestId/);
  });

  it('gets the error of a function, and the refusal of one that is not there', async () => {
    const failed = await aws('--function-name', 'fail');
    expect([failed.status, JSON.parse(failed.output).FunctionError]).toEqual([0, 'Unhandled']);
    expect(JSON.parse(failed.payload())).toMatchObject({ errorType: 'TypeError', errorMessage: 'no' });
    const missing = await aws('--function-name', 'nowhere');
    expect(missing.status).not.toBe(0);
    expect(missing.output).toContain('ResourceNotFoundException');
  });

  it('sends an event that nobody waits for', async () => {
    const { status, output } = await aws('--function-name', 'echo', '--invocation-type', 'Event');
    expect([status, JSON.parse(output)]).toEqual([0, { StatusCode: 202 }]);
  });
});
