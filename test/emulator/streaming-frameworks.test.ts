import { symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder, startEmulator } from '../helpers/emulator.ts';

/** The address of a streamed proxy function that finds the packages which are installed here. */
async function serve(source: string): Promise<string> {
  const integration = { type: 'AWS_PROXY', function: 'app', responseTransferMode: 'STREAM' };
  const root = await projectFolder({
    'routes.json': {
      stages: { v1: {} },
      functions: { app: { handler: 'app.handler' } },
      resources: { '/{proxy+}': { ANY: { integration } } },
    },
    'package.json': { type: 'module' },
    'app.js': source,
  });
  await symlink(resolve('node_modules'), join(root, 'node_modules'), 'junction');
  return `${(await startEmulator({ root })).emulator.url}/v1`;
}

describe('handlers that stream with', () => {
  it('hono/aws-lambda run unchanged', async () => {
    const url = await serve(`import { Hono } from 'hono';
      import { streamHandle } from 'hono/aws-lambda';
      import { streamText } from 'hono/streaming';
      const app = new Hono();
      app.get('/text', (c) => streamText(c, async (stream) => {
        await stream.write('one ');
        await stream.sleep(10);
        await stream.write('two');
      }));
      app.get('/empty', (c) => { c.header('Set-Cookie', 'a=1'); return c.body(null, 204); });
      export const handler = streamHandle(app);`);
    const text = await fetch(`${url}/text`);
    expect([text.status, text.headers.get('content-type'), await text.text()]).toEqual([
      200,
      'text/plain; charset=UTF-8',
      'one two',
    ]);
    const empty = await fetch(`${url}/empty`);
    expect([empty.status, empty.headers.getSetCookie(), await empty.text()]).toEqual([204, ['a=1'], '']);
    expect((await fetch(`${url}/nowhere`)).status).toBe(404);
  });

  it('middy run unchanged', async () => {
    const url = await serve(`import { Readable } from 'node:stream';
      import middy from '@middy/core';
      export const handler = middy({ streamifyResponse: true })
        .handler(async () => ({ statusCode: 203, headers: { 'Content-Type': 'text/plain' }, body: Readable.from(['one ', 'two']) }));`);
    const answer = await fetch(`${url}/pets`);
    expect([answer.status, await answer.text()]).toEqual([203, 'one two']);
  });

  it('@fastify/aws-lambda run unchanged', async () => {
    const url = await serve(`import { pipeline } from 'node:stream/promises';
      import { Readable } from 'node:stream';
      import awsLambdaFastify from '@fastify/aws-lambda';
      import fastify from 'fastify';
      const app = fastify();
      app.get('/pets', async (request, reply) => reply.code(201).header('x-kind', 'dog').send(Readable.from(['one ', 'two'])));
      const proxy = awsLambdaFastify(app, { payloadAsStream: true });
      export const handler = awslambda.streamifyResponse(async (event, responseStream, context) => {
        const { meta, stream } = await proxy(event, context);
        await pipeline(stream, awslambda.HttpResponseStream.from(responseStream, meta));
      });`);
    const answer = await fetch(`${url}/pets`);
    expect([answer.status, answer.headers.get('x-kind'), await answer.text()]).toEqual([201, 'dog', 'one two']);
  });
});
