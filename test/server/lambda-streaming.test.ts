import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InvokeCommand, InvokeWithResponseStreamCommand, LambdaClient } from '@aws-sdk/client-lambda';
import fastify from 'fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lambdaApi } from '../../emulator/server/lambda-api.ts';
import { temporaryProject } from '../lambda/temporary-project.ts';

const SLEEP = 'const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));';
const functions = {
  'slow.js': `${SLEEP} exports.handler = awslambda.streamifyResponse(async (event, stream) => {
    stream.write('first');
    await sleep(event.ms);
    stream.end('last');
  });`,
  'large.js': `exports.handler = awslambda.streamifyResponse(async (event, stream) => stream.end(Buffer.alloc(3_000_000, 'x')));`,
  'breaks.js': `exports.handler = awslambda.streamifyResponse(async (event, stream) => {
    stream.write('first');
    throw new TypeError('no');
  });`,
  'endless.js': `exports.handler = awslambda.streamifyResponse(async (event, stream) => {
    const piece = Buffer.alloc(65_536);
    for (let n = 0; ; n++) {
      if (!stream.write(piece)) await new Promise((resolve) => stream.once('drain', resolve));
      if (n % 100 === 0) console.log('written', n);
    }
  });`,
  'plain.js': `exports.handler = async ({ fail }) => { if (fail) throw new Error('no'); return { a: 1 }; };`,
};

/** The Lambda API over a socket, with these functions behind it. */
async function start() {
  const project = temporaryProject(functions, {
    functions: { slow: {}, large: {}, breaks: {}, endless: { timeout: 60 }, plain: {} },
  });
  const app = fastify({ forceCloseConnections: true });
  app.register(lambdaApi, { runtime: project.service });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}`;
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  const client = new LambdaClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  onTestFinished(async () => {
    client.destroy();
    await app.close();
  });
  async function stream(FunctionName: string, event: unknown = {}) {
    const answer = await client.send(
      new InvokeWithResponseStreamCommand({ FunctionName, Payload: Buffer.from(JSON.stringify(event)) }),
    );
    if (!answer.EventStream) throw new Error('no event stream');
    return { answer, events: answer.EventStream };
  }
  async function read(FunctionName: string, event?: unknown) {
    const { answer, events } = await stream(FunctionName, event);
    const chunks: Uint8Array[] = [];
    let complete: { ErrorCode?: string; ErrorDetails?: string } | undefined;
    for await (const { PayloadChunk, InvokeComplete } of events) {
      if (PayloadChunk?.Payload) chunks.push(PayloadChunk.Payload);
      if (InvokeComplete) complete = InvokeComplete;
    }
    return { answer, text: Buffer.concat(chunks).toString(), chunks, complete };
  }
  return { project, client, endpoint, stream, read };
}

describe('InvokeWithResponseStream of the AWS SDK', () => {
  it('gets what a handler writes, as it writes it', async () => {
    const { stream } = await start();
    const { answer, events } = await stream('slow', { ms: 300 });
    expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
    expect(answer.ResponseStreamContentType).toBe('application/vnd.amazon.eventstream');
    expect(answer.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
    const seen: string[] = [];
    for await (const { PayloadChunk, InvokeComplete } of events) {
      if (PayloadChunk) seen.push(Buffer.from(PayloadChunk.Payload ?? []).toString());
      if (InvokeComplete) seen.push(JSON.stringify(InvokeComplete));
    }
    expect(seen).toEqual(['first', 'last', '{}']);
  });

  it('gets a large write in several chunks', async () => {
    const { read } = await start();
    const { text, chunks, complete } = await read('large');
    expect([text.length, chunks.length, complete]).toEqual([3_000_000, 3, {}]);
  });

  it('gets the error of a handler that fails behind what it wrote', async () => {
    const { read } = await start();
    const { text, complete } = await read('breaks');
    expect(text).toBe('first');
    expect(complete?.ErrorCode).toBe('TypeError');
    expect(JSON.parse(complete?.ErrorDetails ?? '')).toMatchObject({ errorType: 'TypeError', errorMessage: 'no' });
  });

  it('gets the JSON of a handler that does not stream, and its error', async () => {
    const { read } = await start();
    expect(await read('plain')).toMatchObject({ text: '{"a":1}', complete: {} });
    expect(await read('plain', { fail: true })).toMatchObject({ text: '', complete: { ErrorCode: 'Error' } });
  });

  it('gets the refusals of the Lambda API', async () => {
    const { stream, client } = await start();
    await expect(stream('nobody')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    const dryRun = new InvokeWithResponseStreamCommand({ FunctionName: 'slow', InvocationType: 'DryRun' });
    expect((await client.send(dryRun)).StatusCode).toBe(204);
    const event = new InvokeWithResponseStreamCommand({ FunctionName: 'slow', InvocationType: 'Event' as never });
    await expect(client.send(event)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(/enum value set: \[RequestResponse, DryRun\]$/),
    });
  });

  it('may leave: its invocation ends, and the next call is answered', async () => {
    const { endpoint, project, read } = await start();
    await new Promise<void>((resolve) => {
      const path = '/2021-11-15/functions/endless/response-streaming-invocations';
      const sent = request(endpoint + path, { method: 'POST' }, (response) => {
        response.once('data', () => {
          sent.destroy();
          resolve();
        });
      });
      sent.on('error', () => {});
      sent.end('{}');
    });
    expect(await project.eventOf('problem')).toMatchObject({
      severity: 'warning',
      explanations: [{ code: 'lambda-client-left' }],
    });
    expect((await read('slow', { ms: 0 })).text).toBe('firstlast');
    // What it had written before its end comes in the meantime.
    const lines = project.logs('endless').length;
    expect((await read('slow', { ms: 100 })).text).toBe('firstlast');
    expect(project.logs('endless').length).toBe(lines);
  });
});

describe('Invoke of the AWS SDK', () => {
  it('gets the whole payload of a streaming handler, bytes as they are', async () => {
    const { client } = await start();
    const answer = await client.send(new InvokeCommand({ FunctionName: 'slow', Payload: '{"ms":1}' }));
    expect(Buffer.from(answer.Payload ?? []).toString()).toBe('firstlast');
    const failed = await client.send(new InvokeCommand({ FunctionName: 'breaks' }));
    expect(failed.FunctionError).toBe('Unhandled');
  });
});
