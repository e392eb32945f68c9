import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { EmulatorOptions } from '../../emulator/options.ts';
import { startEmulator } from '../helpers/emulator.ts';

interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** A stand-in for an AWS service on a port of its own. */
async function service(answer: RequestListener = (_, response) => response.end('{}')) {
  const received: Received[] = [];
  const server = createServer(async (message, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk);
    const { method, url, headers } = message;
    received.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
    answer(message, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const PATH = { 'integration.request.path.id': 'method.request.path.id' };

/** A project whose ANY /pets/{id} calls the uri, answering with the service's status. */
function project(uri: string, serviceEndpoints: Record<string, string>, parts: object = {}): EmulatorOptions {
  const responses = { default: { statusCode: 200 }, '4\\d{2}': { statusCode: 404 } };
  const integration = { type: 'AWS', httpMethod: 'POST', uri, requestParameters: PATH, responses, ...parts };
  const resources = { '/pets/{id}': { ANY: { integration, responses: { 200: {}, 404: {} } } } };
  return { config: { stages: { v1: { variables: { service: 'sqs' } } }, resources, serviceEndpoints } };
}

async function post(options: EmulatorOptions, init: RequestInit = {}, path = '/pets/7') {
  const { emulator, events } = await startEmulator(options);
  const headers = { 'Content-Type': 'application/json', ...init.headers };
  const answer = await fetch(`${emulator.url}/v1${path}`, { method: 'POST', body: '{"a":1}', ...init, headers });
  return { status: answer.status, headers: answer.headers, text: await answer.text(), events };
}

describe('an action', () => {
  it.each([
    ['dynamodb', 'Query', 'DynamoDB_20120810.Query', 'application/x-amz-json-1.0'],
    ['streams.dynamodb', 'GetRecords', 'DynamoDBStreams_20120810.GetRecords', 'application/x-amz-json-1.0'],
    ['states', 'StartExecution', 'AWSStepFunctions.StartExecution', 'application/x-amz-json-1.0'],
    ['kinesis', 'PutRecord', 'Kinesis_20131202.PutRecord', 'application/x-amz-json-1.1'],
    ['firehose', 'PutRecord', 'Firehose_20150804.PutRecord', 'application/x-amz-json-1.1'],
    ['ssm', 'GetParameter', 'AmazonSSM.GetParameter', 'application/x-amz-json-1.1'],
    ['secretsmanager', 'GetSecretValue', 'secretsmanager.GetSecretValue', 'application/x-amz-json-1.1'],
    ['logs', 'PutLogEvents', 'Logs_20140328.PutLogEvents', 'application/x-amz-json-1.1'],
  ])('of %s, %s, is named in X-Amz-Target and in the query', async (name, action, target, contentType) => {
    const { url, received } = await service();
    const answer = await post(project(`arn:aws:apigateway:us-east-1:${name}:action/${action}`, { [name]: url }));
    expect(answer).toMatchObject({ status: 200, text: '{}' });
    expect(received).toMatchObject([
      {
        method: 'POST',
        url: `/?Action=${action}`,
        body: '{"a":1}',
        headers: { 'x-amz-target': target, 'content-type': contentType, accept: 'application/json' },
      },
    ]);
  });

  it('of a query service has its parameters in the query: those of the uri and the mapped ones', async () => {
    const { url, received } = await service();
    await post(
      project(
        'arn:aws:apigateway:us-east-1:sns:action/Publish&TopicArn={id}',
        { sns: `${url}/` },
        {
          requestParameters: { ...PATH, 'integration.request.querystring.Message': "'a & b'" },
          requestTemplates: { 'application/json': '' },
        },
      ),
    );
    expect(received).toMatchObject([{ method: 'POST', url: '/?Action=Publish&TopicArn=7&Message=a%20%26%20b' }]);
    expect(received[0]?.headers).not.toHaveProperty('x-amz-target');
  });

  it('is called with the integration’s method', async () => {
    const { url, received } = await service();
    const uri = 'arn:aws:apigateway:us-east-1:sns:action/ListTopics';
    await post(project(uri, { sns: url }, { httpMethod: 'GET' }), { method: 'GET', body: undefined });
    expect(received).toMatchObject([{ method: 'GET', url: '/?Action=ListTopics', body: '' }]);
  });

  it('of EventBridge has only the X-Amz-Target that is mapped, and a project without one is warned', async () => {
    const { url, received } = await service();
    const uri = 'arn:aws:apigateway:us-east-1:events:action/PutEvents';
    const bare = await post(project(uri, { events: url }));
    const warned = bare.events.flatMap((event) => (event.kind === 'problem' ? event.explanations : []));
    expect(warned.map(({ code }) => code)).toEqual(['config-service-target']);
    const mapped = await post(
      project(
        uri,
        { events: url },
        {
          requestParameters: {
            'integration.request.header.X-Amz-Target': "'AWSEvents.PutEvents'",
            'integration.request.header.Content-Type': "'application/x-amz-json-1.1'",
          },
        },
      ),
    );
    expect(mapped.events.filter(({ kind }) => kind === 'problem')).toEqual([]);
    expect(received.map(({ headers }) => headers['x-amz-target'])).toEqual([undefined, 'AWSEvents.PutEvents']);
  });

  it('takes a mapped X-Amz-Target in the place of its own, however it is spelled', async () => {
    const { url, received } = await service();
    const parts = { requestParameters: { 'integration.request.header.x-amz-target': "'DynamoDB_20111205.Query'" } };
    await post(project('arn:aws:apigateway:us-east-1:dynamodb:action/Query', { dynamodb: url }, parts));
    expect(received[0]?.headers['x-amz-target']).toBe('DynamoDB_20111205.Query');
  });
});

describe('a path', () => {
  it('goes below the endpoint with the integration’s method, whatever slash it begins with', async () => {
    const { url, received } = await service((_, response) => response.writeHead(200).end('stored'));
    const uri = 'arn:aws:apigateway:us-east-1:s3:path//bucket/{id}?acl';
    const answer = await post(project(uri, { s3: `${url}/local` }, { httpMethod: 'PUT' }));
    expect(answer).toMatchObject({ status: 200, text: 'stored' });
    expect(received).toMatchObject([{ method: 'PUT', url: '/local/bucket/7?acl', body: '{"a":1}' }]);
  });

  it('of BUCKET.s3 has the bucket before the key', async () => {
    const { url, received } = await service();
    await post(project('arn:aws:apigateway:us-east-1:pets.s3:path/{id}', { s3: url }, { httpMethod: 'GET' }));
    expect(received).toMatchObject([{ method: 'GET', url: '/pets/7' }]);
  });

  it('of another subdomain goes to the endpoint of subdomain.service, else to the service’s', async () => {
    const [own, shared] = [await service(), await service()];
    const uri = 'arn:aws:apigateway:us-east-1:abc123.appsync-api:path/graphql';
    await post(project(uri, { 'abc123.appsync-api': own.url, 'appsync-api': shared.url }));
    await post(project(uri, { 'appsync-api': shared.url }));
    expect(own.received.map(({ url }) => url)).toEqual(['/graphql']);
    expect(shared.received.map(({ url }) => url)).toEqual(['/graphql']);
  });

  it('carries a form to SQS, and its XML or JSON answer comes back as it is', async () => {
    const { url, received } = await service((_, response) =>
      response.writeHead(200, { 'Content-Type': 'text/xml' }).end('<SendMessageResponse/>'),
    );
    const answer = await post(
      project(
        'arn:aws:apigateway:us-east-1:sqs:path/000000000000/queue',
        { sqs: url },
        {
          requestParameters: { 'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'" },
          requestTemplates: { 'application/json': 'Action=SendMessage&MessageBody=$input.body' },
        },
      ),
    );
    expect(received).toMatchObject([
      {
        url: '/000000000000/queue',
        body: 'Action=SendMessage&MessageBody={"a":1}',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
    ]);
    expect(answer.text).toBe('<SendMessageResponse/>');
    expect(answer.headers.get('content-type')).toBe('application/json');
  });

  it('is filled from the stage’s variables, the service’s name among them', async () => {
    const { url, received } = await service();
    await post(project('arn:aws:apigateway:us-east-1:${stageVariables.service}:path/0/{id}', { sqs: url }));
    expect(received).toMatchObject([{ url: '/0/7' }]);
  });
});

it('the service’s status chooses the integration response', async () => {
  const { url } = await service((_, response) => response.writeHead(400).end('{"__type":"ResourceNotFoundException"}'));
  const answer = await post(project('arn:aws:apigateway:us-east-1:dynamodb:action/Query', { dynamodb: url }));
  expect(answer).toMatchObject({ status: 404, text: '{"__type":"ResourceNotFoundException"}' });
});

it('an endpoint that nobody listens at is 500, and the developer is told its address', async () => {
  const { events, ...answer } = await post(
    project('arn:aws:apigateway:us-east-1:dynamodb:action/Query', { dynamodb: 'http://127.0.0.1:1' }),
  );
  expect(answer).toMatchObject({ status: 500, text: '{"message": "Internal server error"}' });
  const rejected = events.flatMap((event) => (event.kind === 'exchange' ? (event.trace.rejection ?? []) : []));
  expect(rejected).toMatchObject([
    { explanation: { code: 'gateway-backend-unreachable', what: expect.stringContaining('http://127.0.0.1:1/') } },
  ]);
});

describe('where a service is', () => {
  const uri = 'arn:aws:apigateway:us-east-1:states:action/StartExecution';
  const at = async (options: EmulatorOptions, serviceEndpoints: Record<string, string> = {}) =>
    (await post({ ...project(uri, serviceEndpoints), ...options })).status;

  it('is said by AWS’s own variables, the one of the service before the general one', async () => {
    const [own, all] = [await service(), await service()];
    await at({ env: { AWS_ENDPOINT_URL_SFN: own.url, AWS_ENDPOINT_URL: all.url } });
    await at({ env: { AWS_ENDPOINT_URL_SFN: '', AWS_ENDPOINT_URL: all.url } });
    expect([own.received.length, all.received.length]).toEqual([1, 1]);
  });

  it('is said first by the option, then by routes.json, where * is every other service', async () => {
    const [option, file, variable] = [await service(), await service(), await service()];
    const env = { AWS_ENDPOINT_URL_SFN: variable.url };
    await at({ env, serviceEndpoints: { states: option.url } }, { states: file.url });
    await at({ env }, { states: file.url });
    await at({}, { '*': file.url });
    expect([option.received.length, file.received.length, variable.received.length]).toEqual([1, 2, 0]);
  });

  it('counts for a document given to createEmulator; without it that is told, and a call answers 500', async () => {
    const { url, received } = await service();
    const integration = { type: 'aws', httpMethod: 'POST', uri, responses: { default: { statusCode: '200' } } };
    const post200 = { responses: { 200: { description: '' } }, 'x-amazon-apigateway-integration': integration };
    const openapi = { openapi: '3.0.1', info: {}, paths: { '/pets': { post: post200 } } };
    const document = { openapi, stage: { name: 'v1' } };
    const found = await post({ ...document, env: { AWS_ENDPOINT_URL: url } }, {}, '/pets');
    expect([found.status, received.length]).toEqual([200, 1]);
    const { events, ...missing } = await post(document, {}, '/pets');
    const told = events.flatMap((event) => (event.kind === 'problem' ? event.explanations : []));
    expect(told.map(({ code }) => code)).toEqual(['config-service-endpoint']);
    expect(missing).toMatchObject({ status: 500, text: '{"message": "Internal server error"}' });
    const rejected = events.flatMap((event) => (event.kind === 'exchange' ? (event.trace.rejection ?? []) : []));
    expect(rejected).toMatchObject([
      {
        explanation: {
          code: 'gateway-no-service-endpoint',
          remedy:
            'Add "states": "http://127.0.0.1:PORT" to "serviceEndpoints", or set AWS_ENDPOINT_URL_SFN or AWS_ENDPOINT_URL.',
        },
      },
    ]);
  });
});
