import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEmulator } from '../../emulator/emulator.ts';
import type { EmulatorEvent } from '../../emulator/events.ts';
import type { Emulator, EmulatorOptions } from '../../emulator/options.ts';

const CODE = `let calls = 0;
exports.show = async () => ({ statusCode: 200, body: JSON.stringify({ calls: ++calls, env: process.env, zone: new Date(0).getTimezoneOffset() }) });
exports.relay = async (event) => {
  const answer = await fetch(event.headers.target, { headers: event.headers.trace ? { 'X-Amzn-Trace-Id': event.headers['X-Amzn-Trace-Id'] } : {} });
  return { statusCode: 200, body: await answer.text() };
};`;

function integration(type: 'AWS' | 'AWS_PROXY', functionName: string): object {
  if (type === 'AWS_PROXY') return { GET: { integration: { type, function: functionName } } };
  const responses = { default: { statusCode: 200 }, '.*Rate.*': { statusCode: 429 } };
  return { GET: { responses: { 200: {}, 429: {} }, integration: { type, function: functionName, responses } } };
}

const RESOURCES = {
  '/show': integration('AWS_PROXY', 'show'),
  '/relay': integration('AWS_PROXY', 'relay'),
  '/proxy': integration('AWS_PROXY', 'off'),
  '/custom': integration('AWS', 'off'),
};

interface Started {
  readonly emulator: Emulator;
  readonly events: EmulatorEvent[];
  readonly root: string;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  shown(): Promise<{ calls: number; env: Record<string, string>; zone: number }>;
}

async function start(options: EmulatorOptions & { readonly routes?: object } = {}): Promise<Started> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'offstage-settings-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  writeFileSync(join(root, 'a.js'), CODE);
  writeFileSync(join(root, 'vars.json'), '{ "show": { "TABLE": "from the file" } }');
  const functions = {
    show: { handler: 'a.show', environment: { TABLE: 'pets' } },
    relay: { handler: 'a.relay', timeout: 10 },
    off: { handler: 'a.show', reservedConcurrency: 0 },
  };
  const { routes, ...others } = options;
  const routesFile = { stages: { v1: {} }, functions, resources: RESOURCES, ...routes };
  writeFileSync(join(root, 'routes.json'), JSON.stringify(routesFile));
  const events: EmulatorEvent[] = [];
  const envVars = typeof others.envVars === 'string' ? join(root, others.envVars) : others.envVars;
  const emulator = await createEmulator({ root, ...others, envVars, onEvent: (event) => void events.push(event) });
  onTestFinished(() => emulator.close());
  const get = (path: string, headers: Record<string, string> = {}) => fetch(`${emulator.url}/v1${path}`, { headers });
  return { emulator, events, root, get, shown: async () => (await (await get('/show')).json()) as never };
}

describe('a throttled function behind API Gateway', () => {
  it.each(['/proxy', '/custom'])('is an internal server error, whatever the integration maps: %s', async (path) => {
    const { get, emulator } = await start();
    const answer = await get(path);
    expect([answer.status, await answer.text()]).toEqual([500, '{"message": "Internal server error"}']);
    expect(answer.headers.get('x-amzn-errortype')).toBe('InternalServerErrorException');
    const { log } = await emulator.testInvokeMethod({ httpMethod: 'GET', resourcePath: path });
    expect(log).toContain('Execution failed due to configuration error: Rate Exceeded.');
  });
});

describe('calls inside of calls by plain HTTP, through the stage', () => {
  it.each<Record<string, string>>([{}, { trace: 'yes' }])('40 at the same time end, with %o', async (headers) => {
    const { get, emulator } = await start();
    const target = `${emulator.url}/v1/show`;
    const answers = await Promise.all(Array.from({ length: 40 }, () => get('/relay', { ...headers, target })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });
});

describe('what functions find of AWS', () => {
  it('is dummy keys and the local addresses', async () => {
    const { shown, emulator } = await start({
      controlPort: 0,
      serviceEndpoints: { dynamodb: 'http://127.0.0.1:8000', 'streams.dynamodb': 'http://127.0.0.1:8001' },
      env: { AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9000', AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' },
    });
    const { env } = await shown();
    expect(env).toMatchObject({
      AWS_ENDPOINT_URL_LAMBDA: emulator.controlUrl,
      AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000',
      AWS_ENDPOINT_URL_DYNAMODB_STREAMS: 'http://127.0.0.1:8001',
      AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9000',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
      AWS_ACCESS_KEY_ID: 'OFFSTAGEACCESSKEY000',
      AWS_EC2_METADATA_DISABLED: 'true',
    });
  });

  it('follows routes.json: an endpoint that changes reaches the next call', async () => {
    const started = await start({ watch: true });
    expect((await started.shown()).env.AWS_ENDPOINT_URL_SQS).toBeUndefined();
    const file = join(started.root, 'routes.json');
    const routes = {
      stages: { v1: {} },
      functions: { show: { handler: 'a.show' } },
      resources: { '/show': integration('AWS_PROXY', 'show') },
    };
    writeFileSync(file, JSON.stringify({ ...routes, serviceEndpoints: { sqs: 'http://127.0.0.1:9324' } }));
    while (!started.events.some((event) => event.kind === 'reload')) await new Promise((r) => setTimeout(r, 10));
    expect((await started.shown()).env.AWS_ENDPOINT_URL_SQS).toBe('http://127.0.0.1:9324');
  });

  it('are the developer’s own credentials when that is asked for, and it is told at the start', async () => {
    const { AWS_ACCESS_KEY_ID } = process.env;
    process.env.AWS_ACCESS_KEY_ID = 'AKIAOWN';
    onTestFinished(() => {
      if (AWS_ACCESS_KEY_ID === undefined) delete process.env.AWS_ACCESS_KEY_ID;
      else process.env.AWS_ACCESS_KEY_ID = AWS_ACCESS_KEY_ID;
    });
    const { shown, events } = await start({ awsCredentials: true });
    expect((await shown()).env.AWS_ACCESS_KEY_ID).toBe('AKIAOWN');
    const told = events.flatMap((event) => (event.kind === 'problem' ? event.explanations : []));
    expect(told.map(({ code }) => code)).toEqual(['lambda-aws-credentials']);
  });
});

it('the clock of functions is UTC, wherever the developer is', async () => {
  const { TZ } = process.env;
  process.env.TZ = 'America/New_York';
  onTestFinished(() => {
    if (TZ === undefined) delete process.env.TZ;
    else process.env.TZ = TZ;
  });
  const { shown } = await start();
  expect(await shown()).toMatchObject({ zone: 0, env: { TZ: ':UTC' } });
});

describe('the options of createEmulator', () => {
  it('`cold` gives every call a new environment', async () => {
    const { shown } = await start({ cold: true });
    expect([(await shown()).calls, (await shown()).calls]).toEqual([1, 1]);
  });

  it('`envVars` names a file, which is followed', async () => {
    const { shown, root, events } = await start({ envVars: 'vars.json', watch: true });
    expect((await shown()).env.TABLE).toBe('from the file');
    writeFileSync(join(root, 'vars.json'), '{ "Parameters": { "TABLE": "changed" } }');
    while (!events.some((event) => event.kind === 'reload')) await new Promise((r) => setTimeout(r, 10));
    expect((await shown()).env.TABLE).toBe('changed');
  });

  it('hold for an OpenAPI document, too', async () => {
    const root = realpathSync(mkdtempSync(join(tmpdir(), 'offstage-settings-')));
    onTestFinished(() => rmSync(root, { recursive: true, force: true }));
    writeFileSync(join(root, 'a.js'), CODE);
    const uri = (name: string) =>
      `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:${name}/invocations`;
    const method = (name: string) => ({
      get: { 'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri: uri(name) } },
    });
    const emulator = await createEmulator({
      root,
      openapi: {
        openapi: '3.0.1',
        info: { title: 'a', version: '1' },
        paths: { '/show': method('show'), '/off': method('off') },
      },
      stage: { name: 'v1' },
      functions: {
        show: { handler: join(root, 'a.show'), environment: { TABLE: 'pets' } },
        off: { handler: join(root, 'a.show'), reservedConcurrency: 0 },
      },
      envVars: { Parameters: { TABLE: 'mine' } },
    });
    onTestFinished(() => emulator.close());
    const shown = (await (await fetch(`${emulator.url}/v1/show`)).json()) as { env: Record<string, string> };
    expect(shown.env.TABLE).toBe('mine');
    expect((await fetch(`${emulator.url}/v1/off`)).status).toBe(500);
  });
});
