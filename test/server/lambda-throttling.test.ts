import type { AddressInfo } from 'node:net';
import { InvokeCommand, LambdaClient, TooManyRequestsException } from '@aws-sdk/client-lambda';
import fastify from 'fastify';
import { expect, it, onTestFinished } from 'vitest';
import { lambdaApi } from '../../emulator/server/lambda-api.ts';
import { temporaryProject } from '../lambda/temporary-project.ts';

async function start(reservedConcurrency: number | undefined, accountConcurrency?: number): Promise<string> {
  const { service } = temporaryProject(
    { 'one.js': 'exports.handler = async () => { await new Promise((r) => setTimeout(r, 200)); return 1; };' },
    { functions: { one: reservedConcurrency === undefined ? {} : { reservedConcurrency } }, accountConcurrency },
  );
  const app = fastify();
  app.register(lambdaApi, { runtime: service });
  await app.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => app.close());
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
}

const INVOKE = '/2015-03-31/functions/one/invocations';
const STREAM = '/2021-11-15/functions/one/response-streaming-invocations';

it.each([INVOKE, STREAM])('answers a throttled call as Lambda does: %s', async (path) => {
  const answer = await fetch((await start(0)) + path, { method: 'POST', body: '{}' });
  expect([answer.status, answer.headers.get('x-amzn-errortype'), answer.headers.get('content-type')]).toEqual([
    429,
    'TooManyRequestsException',
    'application/json',
  ]);
  expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
  expect(await answer.text()).toBe(
    '{"Reason":"ReservedFunctionConcurrentInvocationLimitExceeded","Type":"User","message":"Rate Exceeded."}',
  );
});

it('names the limit of the account, when it is that one', async () => {
  const endpoint = await start(undefined, 1);
  const answers = await Promise.all([1, 2].map(() => fetch(endpoint + INVOKE, { method: 'POST', body: '{}' })));
  const throttled = answers.find(({ status }) => status === 429);
  expect(await throttled?.json()).toMatchObject({ Reason: 'ConcurrentInvocationLimitExceeded' });
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 429]);
});

it('accepts an event of a function that is throttled', async () => {
  const headers = { 'X-Amz-Invocation-Type': 'Event' };
  const answer = await fetch((await start(0)) + INVOKE, { method: 'POST', headers, body: '{}' });
  expect([answer.status, await answer.text()]).toEqual([202, '']);
});

it('is an exception with its reason to the AWS SDK', async () => {
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  const client = new LambdaClient({ endpoint: await start(0), region: 'us-east-1', credentials, maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  const error = await client.send(new InvokeCommand({ FunctionName: 'one' })).catch((one: unknown) => one);
  expect(error).toBeInstanceOf(TooManyRequestsException);
  expect(error).toMatchObject({
    message: 'Rate Exceeded.',
    Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
    Type: 'User',
  });
});
