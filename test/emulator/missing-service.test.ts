import { symlink } from 'node:fs/promises';
import { request } from 'node:http';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EmulatorEvent } from '../../emulator/events.ts';
import type { EmulatorOptions } from '../../emulator/options.ts';
import { testMethod } from '../../emulator/test-method.ts';
import { projectFolder, proxyRoutes, startEmulator, type Watched } from '../helpers/emulator.ts';

const listTables = `
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
const client = new DynamoDBClient({});
export const handler = async () => {
  try {
    await client.send(new ListTablesCommand({}));
    return { statusCode: 200, body: 'there are tables' };
  } catch (error) {
    return { statusCode: 200, body: error.name + ': ' + error.message };
  }
};`;

async function serve(options: Partial<EmulatorOptions>): Promise<Watched> {
  const root = await projectFolder({
    'routes.json': proxyRoutes({ '/tables': 'tables' }),
    'functions/tables.mjs': listTables,
  });
  await symlink(resolve('node_modules'), join(root, 'node_modules'), 'junction');
  return startEmulator({ root, ...options });
}

describe('an SDK call to a service without an endpoint', () => {
  it('is answered here with the setting that is missing, and explained', async () => {
    const { emulator, next } = await serve({ controlPort: 0 });
    const body = await (await fetch(`${emulator.url}/v1/tables`)).text();
    expect(body).toBe(
      'NoLocalEndpoint: Offstage has no endpoint for dynamodb: set serviceEndpoints.dynamodb in routes.json or AWS_ENDPOINT_URL_DYNAMODB.',
    );
    const problem = await next(
      (event): event is Extract<EmulatorEvent, { kind: 'problem' }> => event.kind === 'problem',
    );
    expect(problem.explanations[0]).toMatchObject({ code: 'server-missing-service', fault: 'user' });
  });

  it('finds nobody where there is no control port', async () => {
    const { emulator } = await serve({});
    expect(await (await fetch(`${emulator.url}/v1/tables`)).text()).toMatch(/ECONNREFUSED 127\.0\.0\.1:1/);
  });

  it('finds nobody in a test of one method, either', async () => {
    const { emulator } = await serve({});
    const { project } = emulator;
    const [api] = project.apis;
    if (!api) throw new Error('no API');
    const call = { httpMethod: 'GET', pathWithQueryString: '/tables' };
    const { result } = await testMethod(call, { project, api, onEvent: () => {} });
    expect(result.body).toMatch(/ECONNREFUSED 127\.0\.0\.1:1/);
  });

  it.each([
    [
      's3',
      {},
      'application/xml',
      /^<Error><Type>Sender<\/Type><Code>NoLocalEndpoint<\/Code><Message>.*serviceEndpoints\.s3/,
    ],
    [
      'sns',
      { 'content-type': 'application/x-www-form-urlencoded' },
      'text/xml',
      /^<ErrorResponse><Error>.*AWS_ENDPOINT_URL_SNS\.<\/Message><\/Error><\/ErrorResponse>$/,
    ],
    ['sqs', { 'content-type': 'application/x-amz-json-1.0' }, 'application/json', /^\{"__type":"NoLocalEndpoint"/],
    ['lambda', {}, 'application/json', /Unknown operation/],
  ])('of %s is answered in the form that its SDK reads', async (service, headers, type, expected) => {
    const { emulator } = await serve({ controlPort: 0 });
    const authorization = `AWS4-HMAC-SHA256 Credential=KEY/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
    const answer = await post(`${emulator.controlUrl}/any`, { authorization, ...headers }, 'x'.repeat(100_000));
    expect(answer.type).toBe(type);
    expect(answer.body).toMatch(expected);
  });

  it('is no matter for a path that nobody signed, and refused to pages', async () => {
    const { emulator } = await serve({ controlPort: 0 });
    expect((await fetch(`${emulator.controlUrl}/any`)).status).toBe(404);
    expect((await fetch(`${emulator.controlUrl}/any`, { headers: { origin: 'https://example.org' } })).status).toBe(
      403,
    );
  });
});

function post(url: string, headers: Record<string, string>, body: string): Promise<{ type: string; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ type: response.headers['content-type'] ?? '', body: text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
