import { symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EmulatorEvent } from '../../emulator/events.ts';
import { projectFolder, proxyRoutes, startEmulator, type Watched } from '../helpers/emulator.ts';

/** An emulator with one function behind `/{proxy+}`, which finds the packages that are installed here. */
async function serve(file: string, source: string): Promise<Watched & { url: string }> {
  const root = await projectFolder({
    'routes.json': proxyRoutes({ '/{proxy+}': 'app' }),
    'package.json': { type: 'module' },
    [`functions/${file}`]: source,
  });
  await symlink(resolve('node_modules'), join(root, 'node_modules'), 'junction');
  const watched = await startEmulator({ root });
  return { ...watched, url: `${watched.emulator.url}/v1` };
}

const post = (url: string, body: unknown): Promise<Response> =>
  fetch(url, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });

describe('handlers made with', () => {
  it('hono/aws-lambda run unchanged', async () => {
    const { url } = await serve(
      'app.ts',
      `import { Hono } from 'hono';
      import { type LambdaEvent, handle } from 'hono/aws-lambda';
      const app = new Hono<{ Bindings: { event: LambdaEvent } }>();
      app.get('/pets/:id', (c) => c.json({ id: c.req.param('id'), owner: c.req.query('owner') }, 201, { 'x-kind': 'dog' }));
      app.post('/pets', async (c) => c.text((await c.req.json<{ name: string }>()).name));
      export const handler = handle(app);`,
    );
    const got = await fetch(`${url}/pets/7?owner=Ada`);
    expect([got.status, got.headers.get('x-kind'), await got.json()]).toEqual([201, 'dog', { id: '7', owner: 'Ada' }]);
    expect(await (await post(`${url}/pets`, { name: 'Rex' })).text()).toBe('Rex');
    expect((await fetch(`${url}/nowhere`)).status).toBe(404);
  });

  it('@codegenie/serverless-express and express run unchanged', async () => {
    const { url } = await serve(
      'app.cjs',
      `const serverlessExpress = require('@codegenie/serverless-express');
      const express = require('express');
      const app = express();
      app.use(express.json());
      app.get('/pets/:id', (req, res) => res.status(201).set('x-kind', 'dog').cookie('a', '1').cookie('b', '2').json({ id: req.params.id, owner: req.query.owner }));
      app.post('/pets', (req, res) => res.send(req.body.name));
      exports.handler = serverlessExpress({ app });`,
    );
    const got = await fetch(`${url}/pets/7?owner=Ada`);
    expect([got.status, got.headers.get('x-kind'), await got.json()]).toEqual([201, 'dog', { id: '7', owner: 'Ada' }]);
    expect(got.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2; Path=/']);
    expect(await (await post(`${url}/pets`, { name: 'Rex' })).text()).toBe('Rex');
  });

  it('@fastify/aws-lambda run unchanged', async () => {
    const { url } = await serve(
      'app.js',
      `import awsLambdaFastify from '@fastify/aws-lambda';
      import fastify from 'fastify';
      const app = fastify();
      app.get('/pets/:id', async (request, reply) => reply.code(201).header('x-kind', 'dog').send({ id: request.params.id, owner: request.query.owner }));
      app.post('/pets', async (request) => request.body.name);
      export const handler = awsLambdaFastify(app);`,
    );
    const got = await fetch(`${url}/pets/7?owner=Ada`);
    expect([got.status, got.headers.get('x-kind'), await got.json()]).toEqual([201, 'dog', { id: '7', owner: 'Ada' }]);
    expect(await (await post(`${url}/pets`, { name: 'Rex' })).text()).toBe('Rex');
  });

  it('middy run unchanged, before, after and on an error', async () => {
    const { url } = await serve(
      'app.ts',
      `import middy from '@middy/core';
      interface APIGatewayProxyEvent { httpMethod: string; path: string }
      const steps: string[] = [];
      export const handler = middy()
        .before((request) => void steps.push('before ' + (request.event as APIGatewayProxyEvent).httpMethod))
        .after((request) => void (request.response.headers = { 'x-steps': steps.join(', ') }))
        .onError((request) => ({ statusCode: 418, body: String(request.error?.message) }))
        .handler(async (event: APIGatewayProxyEvent) => {
          if (event.path === '/teapot') throw new Error('short and stout');
          return { statusCode: 200, body: event.path, headers: {} };
        });`,
    );
    const got = await fetch(`${url}/pets`);
    expect([await got.text(), got.headers.get('x-steps')]).toEqual(['/pets', 'before GET']);
    const failed = await fetch(`${url}/teapot`);
    expect([failed.status, await failed.text()]).toEqual([418, 'short and stout']);
  });

  it('AWS Lambda Powertools log lines with the context of the call', async () => {
    const { url, next } = await serve(
      'app.ts',
      `import { Logger } from '@aws-lambda-powertools/logger';
      const logger = new Logger({ serviceName: 'pets' });
      export const handler = async (_event: unknown, context: never) => {
        logger.addContext(context);
        logger.info('found', { name: 'Rex' });
        return { statusCode: 204 };
      };`,
    );
    expect((await fetch(`${url}/pets`)).status).toBe(204);
    const log = await next(
      (event): event is Extract<EmulatorEvent, { kind: 'function-log' }> => event.kind === 'function-log',
    );
    expect(JSON.parse(log.text)).toMatchObject({
      level: 'INFO',
      message: 'found',
      name: 'Rex',
      service: 'pets',
      function_name: 'app',
      function_memory_size: '128',
      cold_start: true,
      function_request_id: log.requestId,
    });
  });
});
