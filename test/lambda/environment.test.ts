import { devNull } from 'node:os';
import { describe, expect, it } from 'vitest';
import { temporaryProject } from './temporary-project.ts';

const show = `exports.handler = async (event, context) => ({
  env: process.env, context: { ...context }, keys: Object.keys(context), remaining: context.getRemainingTimeInMillis() });`;

interface Shown {
  env: Record<string, string>;
  context: Record<string, unknown>;
  keys: string[];
  remaining: number;
}

describe('environment variables', () => {
  it("are Lambda's and the function's own, and nothing of the developer's", async () => {
    process.env.AWS_PROFILE = 'production';
    process.env.MY_SECRET = 'secret';
    const { call, root } = temporaryProject(
      { 'one.js': show },
      {
        functions: {
          one: { environment: { TABLE: 'pets', TZ: 'Europe/Berlin' }, memorySize: 256, runtime: 'nodejs20.x' },
        },
        extraEnvironment: { AWS_ENDPOINT_URL_LAMBDA: 'http://127.0.0.1:3002' },
      },
    );
    const { env } = (await call('one')) as Shown;
    expect(env).toMatchObject({
      TABLE: 'pets',
      TZ: 'Europe/Berlin',
      AWS_ENDPOINT_URL_LAMBDA: 'http://127.0.0.1:3002',
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x',
      AWS_LAMBDA_FUNCTION_NAME: 'one',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/one',
      AWS_LAMBDA_LOG_STREAM_NAME: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/),
      AWS_ACCESS_KEY_ID: expect.any(String),
      AWS_SECRET_ACCESS_KEY: expect.any(String),
      AWS_SESSION_TOKEN: expect.any(String),
      AWS_CONFIG_FILE: devNull,
      AWS_SHARED_CREDENTIALS_FILE: devNull,
      AWS_EC2_METADATA_DISABLED: 'true',
      LAMBDA_TASK_ROOT: root,
      _HANDLER: 'one.handler',
    });
    for (const name of ['AWS_PROFILE', 'MY_SECRET', 'HOME', 'AWS_SAM_LOCAL', 'IS_OFFLINE', 'VITEST']) {
      expect(env).not.toHaveProperty(name);
    }
    process.env.AWS_PROFILE = undefined;
    delete process.env.AWS_PROFILE;
    delete process.env.MY_SECRET;
  });

  it('are separate for each function', async () => {
    const write =
      "exports.handler = async (event) => { if (event.set) process.env.SHARED = event.set; return process.env.SHARED ?? 'unset'; };";
    const { call } = temporaryProject({ 'one.js': write, 'two.js': write }, { functions: { one: {}, two: {} } });
    expect(await call('one', { set: 'by one' })).toBe('by one');
    expect(await call('two')).toBe('unset');
    expect(await call('one')).toBe('by one');
    expect(process.env.SHARED).toBeUndefined();
  });

  it('hold the trace id of the call, or none', async () => {
    const { answer } = temporaryProject(
      { 'one.js': 'exports.handler = async () => process.env._X_AMZN_TRACE_ID;' },
      { functions: { one: {} } },
    );
    const traceId = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0';
    expect((await answer('one', {}, { traceId })).payload).toBe(JSON.stringify(traceId));
    expect((await answer('one')).payload).toBe('null');
  });
});

describe('context object', () => {
  it("has the runtime's own properties", async () => {
    const { answer } = temporaryProject({ 'one.js': show }, { functions: { one: { timeout: 30 } } });
    const { payload, requestId } = await answer('one', {}, { qualifier: 'live', clientContext: '{"custom":{"a":1}}' });
    const { context, keys, remaining, env } = JSON.parse(payload) as Shown;
    expect(keys).toEqual([
      'callbackWaitsForEmptyEventLoop',
      'succeed',
      'fail',
      'done',
      'functionVersion',
      'functionName',
      'memoryLimitInMB',
      'logGroupName',
      'logStreamName',
      'clientContext',
      'identity',
      'invokedFunctionArn',
      'awsRequestId',
      'tenantId',
      'getRemainingTimeInMillis',
    ]);
    expect(context).toEqual({
      callbackWaitsForEmptyEventLoop: true,
      functionVersion: '$LATEST',
      functionName: 'one',
      memoryLimitInMB: '128',
      logGroupName: '/aws/lambda/one',
      logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
      clientContext: { custom: { a: 1 } },
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:one:live',
      awsRequestId: requestId,
    });
    expect(remaining).toBeGreaterThan(0);
    expect(remaining).toBeLessThanOrEqual(30_000);
  });
});

describe('life of an environment', () => {
  it('keeps the state of its module between calls', async () => {
    const { call } = temporaryProject(
      { 'one.js': 'let calls = 0;\nexports.handler = async () => ++calls;' },
      { functions: { one: {} } },
    );
    expect([await call('one'), await call('one'), await call('one')]).toEqual([1, 2, 3]);
  });

  it('reports the init phase of the call that started it', async () => {
    const { answer } = temporaryProject({ 'one.js': 'exports.handler = async () => 1;' }, { functions: { one: {} } });
    expect((await answer('one')).initDurationMs).toBeGreaterThan(0);
    const second = await answer('one');
    expect(second.initDurationMs).toBeUndefined();
    expect(second.durationMs).toBeGreaterThan(0);
  });

  it('is frozen between calls: a timer left over runs during the next one', async () => {
    const { call } = temporaryProject(
      {
        'one.js': `let ticks = 0;
          exports.handler = async (event) => {
            if (event.start) setInterval(() => { ticks++; }, 5);
            if (event.wait) await new Promise((r) => setTimeout(r, event.wait));
            return ticks;
          };`,
      },
      { functions: { one: {} } },
    );
    await call('one', { start: true });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await call('one')).toBeLessThanOrEqual(2);
    expect(await call('one', { wait: 500 })).toBeGreaterThan(5);
  });

  it('stays frozen and uses no processor time while nobody calls', async () => {
    const { call } = temporaryProject(
      { 'one.js': 'exports.handler = async () => { setImmediate(function spin() { setImmediate(spin); }); };' },
      { functions: { one: {} } },
    );
    await call('one');
    await new Promise((resolve) => setTimeout(resolve, 50));
    const before = process.cpuUsage();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const used = process.cpuUsage(before);
    expect((used.user + used.system) / 1000).toBeLessThan(250);
  });
});
