import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CloudFormation, failure, NOBODY, startCloudFormation } from '../deploy/stack/cloudformation.ts';
import { type AwsAnswer, type AwsStandIn, startAwsStandIn } from '../helpers/aws-stand-in.ts';
import { packageOffstage, type Running, start } from './packaged.ts';

const offstage = packageOffstage();
let folder: string;
let aws: CloudFormation;

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'offstage-deploy-')));
  aws = await startCloudFormation();
  writeRoutes({});
});
afterEach(async () => {
  await aws.close();
  rmSync(folder, { recursive: true, force: true });
});

const mock = {
  type: 'MOCK',
  requestTemplates: { 'application/json': '{"statusCode": 200}' },
  responses: { default: { statusCode: '200' } },
};

function writeRoutes(more: object): void {
  const routes = {
    name: 'pets',
    stages: { v1: {}, beta: {} },
    resources: { '/bells': { GET: { integration: mock } } },
  };
  writeFileSync(join(folder, 'routes.json'), JSON.stringify({ ...routes, ...more }));
}

function begin(args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  const all = [offstage.cli, 'deploy', '--region', 'us-east-1', '--endpoint-url', aws.url, ...args];
  return start(process.execPath, all, folder, { ...NOBODY, ...env });
}

async function deploy(...args: string[]): Promise<{ status: number | null; output: string }> {
  const running = begin(['--stage', 'v1', ...args]);
  const status = await running.ended;
  return { status, output: running.output() };
}

/** CloudFormation begins to make the stack, and comes to no end. */
function neverEnd(): void {
  aws.script.changes = [['Add', 'RestApi', 'AWS::ApiGateway::RestApi']];
  aws.script.events = [[['RestApi', 'AWS::ApiGateway::RestApi', 'CREATE_COMPLETE']]];
  aws.script.after = { status: 'CREATE_IN_PROGRESS' };
}

describe('offstage deploy', () => {
  it('asks nothing of AWS when the project is wrong, or what is asked for is', async () => {
    expect((await deploy('--stage', 'v2')).output).toContain('No API here has a stage "v2"');
    expect((await deploy('--override', 'a=b')).output).toContain('canary-option-alone');
    expect((await deploy('--promote', '--canary', '10', '--dry-run')).output).toContain(
      'there is --canary and --dry-run',
    );
    expect((await deploy('--canary', '101')).output).toContain('0 to 100 percent');
    expect((await deploy('--stack', '1st')).output).toContain('a letter first');
    expect((await deploy('--endpoint-url', 'localhost:4566')).output).toContain('http://');
    expect((await deploy('--parameter', 'Pool')).output).toContain('NAME=value');
    writeRoutes({ resources: {} });
    expect((await deploy()).output).toContain("The REST API doesn't contain any methods");
    writeFileSync(join(folder, 'routes.json'), '{');
    const { status } = await deploy();
    expect(status).toBe(1);
    expect(aws.calls).toEqual([]);
  });

  it('says what it would do and changes nothing with --dry-run', async () => {
    const { status, output } = await deploy('--dry-run');
    expect(output).toBe(
      [
        '',
        `  pets → v1  the stack pets in us-east-1 at ${aws.url}`,
        '',
        '  the stack',
        '  + RestApi  ApiGateway::RestApi',
        '',
        '  the stage v1',
        '  + the stage, with a deployment',
        '',
        '  This is what a deploy would do. Nothing was changed.\n',
      ].join('\n'),
    );
    expect(status).toBe(0);
    expect(aws.calls.map(({ action }) => action)).toEqual(['DescribeStacks']);
    expect(readdirSync(folder)).toEqual(['routes.json']);
  });

  it('says what is there when Ctrl-C ends it, and ends', async () => {
    neverEnd();
    const running = begin(['--stage', 'v1']);
    await running.printed(/✓ RestApi/);
    expect(existsSync(join(folder, '.offstage', 'deploy.lock'))).toBe(true);
    running.interrupt();
    expect(await running.ended).toBe(130);
    expect(running.output()).toMatch(
      /Interrupted\.\n {4}CloudFormation may be at work on the stack pets, and goes on with it\.\n {2}The same command goes on from there\.\n/,
    );
    expect(existsSync(join(folder, '.offstage', 'deploy.lock'))).toBe(false);
    const again = await deploy();
    expect(again).toMatchObject({ status: 1 });
    expect(again.output).toContain('CloudFormation is at work on the stack pets (CREATE_IN_PROGRESS)');
  });

  it('keeps a second deploy of the same folder out', async () => {
    neverEnd();
    const running = begin(['--stage', 'v1']);
    await running.printed(/✓ RestApi/);
    const before = aws.calls.length;
    const second = begin(['--stage', 'beta']);
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(
      `Another deploy of this project runs on this machine (process ${running.process.pid})`,
    );
    expect(aws.calls.slice(before).map(({ action }) => action)).not.toContain('CreateChangeSet');
    running.interrupt();
    await running.ended;
  });

  it('takes the lock of a process over that is gone', async () => {
    neverEnd();
    const running = begin(['--stage', 'v1']);
    await running.printed(/✓ RestApi/);
    running.process.kill('SIGKILL');
    await running.ended;
    expect((await deploy()).output).toContain('CloudFormation is at work on the stack pets');
  });

  it('says what is missing when there are no credentials, or no region', async () => {
    const none = begin(['--stage', 'v1'], { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' });
    expect(await none.ended).toBe(1);
    expect(none.output()).toContain('There are no credentials for AWS');
    const env = { ...NOBODY, AWS_REGION: '', AWS_DEFAULT_REGION: '' };
    const nowhere = start(process.execPath, [offstage.cli, 'deploy', '--stage', 'v1'], folder, env);
    expect(await nowhere.ended).toBe(1);
    expect(nowhere.output()).toContain('Give --region');
    expect(aws.calls).toEqual([]);
  });

  it('needs a stack to promote a canary of', async () => {
    const { status, output } = await deploy('--promote');
    expect(status).toBe(1);
    expect(output).toContain('There is no stack pets in us-east-1.');
  });
});

describe('a refusal of AWS', () => {
  let other: AwsStandIn | undefined;
  afterEach(() => other?.close());

  async function answering(answer: AwsAnswer): Promise<string> {
    other = await startAwsStandIn(() => answer);
    const { status, output } = await deploy('--endpoint-url', other.url);
    expect(status).toBe(1);
    expect(output).not.toContain('at async');
    return output;
  }

  it.each([
    ['ExpiredToken', 'The security token included in the request is expired', 'The credentials for AWS have expired.'],
    ['InvalidClientTokenId', 'The security token is invalid', "AWS doesn't accept the credentials"],
    [
      'AccessDenied',
      'User: arn:aws:iam::1:user/a is not authorized to perform: cloudformation:DescribeStacks',
      'cloudformation:DescribeStacks',
    ],
    [
      'SignatureDoesNotMatch',
      'Signature expired: 20261122T000000Z is now earlier than 20261123T000000Z',
      "This machine's clock",
    ],
    ['OptInRequired', 'The region is not enabled.', 'AWS refuses it: The region is not enabled. (OptInRequired)'],
  ])('is explained: %s', async (code, message, explained) => {
    const output = (await answering(failure(403, code, message))).replace(/\s+/g, ' ');
    expect(output).toContain(explained);
  });

  it('is explained when it is no answer of AWS at all', async () => {
    const page = '<!doctype html><html><head><meta charset="utf-8"></head><body>Sign in to the network</body></html>';
    expect(await answering({ status: 404, headers: { 'content-type': 'text/html' }, body: page })).toContain(
      'answers with 404 and not as AWS does',
    );
  });
});
