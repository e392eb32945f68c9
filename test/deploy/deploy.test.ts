import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Around } from '../../emulator/deploy/around.ts';
import { deploy } from '../../emulator/deploy/deploy.ts';
import { dryRun } from '../../emulator/deploy/dry-run.ts';
import { createJournal, type Journal } from '../../emulator/deploy/journal.ts';
import type { DeployInput } from '../../emulator/deploy/plan.ts';
import { readProject } from '../../emulator/read-project.ts';
import type { AwsAnswer, AwsCall } from '../helpers/aws-stand-in.ts';
import { projectFolder } from '../helpers/emulator.ts';
import { type CloudFormation, startCloudFormation } from './stack/cloudformation.ts';

let aws: CloudFormation;
let journal: Journal;
beforeEach(async () => {
  aws = await startCloudFormation();
  aws.script.answer = answerOthers;
  journal = createJournal();
});
afterEach(() => aws.close());

const env = { API_TOKEN: 'a-token-of-the-api', DASHBOARD_KEY: 'the-key-of-the-dashboard' };
const mock = {
  integration: {
    type: 'MOCK',
    requestTemplates: { 'application/json': '{"statusCode": 200}' },
    responses: { default: { statusCode: '200' } },
  },
};
const small = { name: 'pets', stages: { v1: {}, beta: {} }, resources: { '/pets': { GET: mock } } };
const full = {
  ...small,
  stages: { v1: { accessLogSettings: { format: '$context.requestId' } }, beta: {} },
  functions: { allPets: { handler: 'functions/allPets.handler', environment: { TOKEN: '${API_TOKEN}' } } },
  apiKeys: { dashboard: { value: '${DASHBOARD_KEY}' } },
  site: { root: 'site', indexDocument: 'index.html' },
};

/** What a stack of `full` is when it is made. */
const MADE = {
  status: 'CREATE_COMPLETE',
  outputs: {
    ApiUrl: 'https://abcdefghij.execute-api.us-east-1.amazonaws.com',
    LogGroupOfStageV1Arn: 'arn:aws:logs:us-east-1:111122223333:log-group:x:*',
    SiteBucketName: 'pets-site',
    SiteUrl: 'http://pets-site.s3-website-us-east-1.amazonaws.com',
  },
  resources: { RestApi: 'AWS::ApiGateway::RestApi', SiteBucket: 'AWS::S3::Bucket' },
};

/** API Gateway with a stage `beta` alone, whose account has a role for logs; S3 with empty buckets. */
function answerOthers({ method, path }: AwsCall): AwsAnswer {
  const json = (body: object, status = 200): AwsAnswer => ({
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (path === '/account') return json({ cloudwatchRoleArn: 'arn:aws:iam::111122223333:role/logs' });
  if (path.endsWith('/stages')) return json({ item: [{ stageName: 'beta', deploymentId: 'old001' }] });
  const isDeployed = aws.calls.some((call) => call.method === 'POST' && call.path.endsWith('/deployments'));
  if (/\/stages\/\w+$/.test(path) && method === 'GET' && !isDeployed) {
    return { ...json({ message: 'No such stage' }, 404), headers: { 'x-amzn-errortype': 'NotFoundException' } };
  }
  if (path.endsWith('/deployments')) return json(method === 'POST' ? { id: 'dep001' } : { items: [] });
  if (path.startsWith('/restapis')) return json({});
  return { headers: { 'content-type': 'application/xml' }, body: method === 'GET' ? '<ListBucketResult/>' : '' };
}

async function inputOf(routes: object, more: Partial<DeployInput> = {}): Promise<DeployInput> {
  const root = await projectFolder({
    'routes.json': routes,
    'functions/allPets.mjs': 'export const handler = async () => ({ statusCode: 200 });',
    'site/index.html': '<p>',
  });
  const { project, problems } = await readProject({ root, env });
  const [api] = project?.apis ?? [];
  const stage = api?.stages.find(({ name }) => name === 'v1');
  if (!project || !api || !stage) throw new Error(problems.map(({ explanation }) => explanation.what).join('\n'));
  return { project, api, stage, env, stackName: 'pets', given: {}, ...more };
}

function around(ask?: Around['ask']): Around {
  return { connect: async () => aws.aws, logger: aws.report, journal, ask, warn: () => {} };
}

/** What changes something, with where: `PUT /pets-code/…`, `CreateChangeSet`. */
function changes(): string[] {
  return aws.calls
    .filter(({ action = '', method }) => !/^(Describe|List)/.test(action) && method !== 'GET')
    .map(({ action, method, path }) => action ?? `${method} ${path.replace(/-[0-9a-f]{32}/, '-HASH')}`);
}

function parametersSent(): Record<string, string> {
  const { form } = aws.calls.findLast(({ action }) => action === 'CreateChangeSet') ?? {};
  const found: [string, string][] = [];
  for (let at = 1; form?.has(`Parameters.member.${at}.ParameterKey`); at++) {
    const of = (name: string): string | null => form.get(`Parameters.member.${at}.${name}`);
    found.push([of('ParameterKey') ?? '', of('ParameterValue') ?? `(previous ${of('UsePreviousValue')})`]);
  }
  return Object.fromEntries(found);
}

describe('deploy', () => {
  it('sends the code, makes the stack, then the deployment on the stage, then sends the site', async () => {
    aws.script.codeBucket = 'pets-code-bucket';
    aws.script.changes = [['Add', 'RestApi', 'AWS::ApiGateway::RestApi']];
    aws.script.events = [[['pets', '', 'CREATE_COMPLETE']]];
    aws.script.after = MADE;
    const { apiUrl, siteUrl, lagging } = await deploy(await inputOf(full), around());
    expect(changes()).toEqual([
      'PUT /pets-code-bucket/allPets-HASH.zip',
      'CreateChangeSet',
      'ExecuteChangeSet',
      'POST /restapis/pets-RestApi/deployments',
      'PATCH /restapis/pets-RestApi/stages/v1',
      'PUT /pets-site/offstage-config.js',
      'PUT /pets-site/index.html',
    ]);
    expect(apiUrl).toBe(`${aws.url}/_aws/execute-api/pets-RestApi/v1`);
    expect(siteUrl).toBe(MADE.outputs.SiteUrl);
    expect(lagging.map(({ stageName }) => stageName)).toEqual(['beta']);
    const page = aws.calls.find(({ path }) => path.endsWith('offstage-config.js'));
    expect(page?.body.toString()).toContain(apiUrl);
    expect(journal.facts()).toEqual([
      'The stack pets is what the project says.',
      'The stage v1 has got the deployment dep001.',
      'The site is in the bucket pets-site.',
    ]);
  });

  it('fills in the parameters that it knows, keeps the role for logs that the account has, and prints no secret', async () => {
    aws.script.codeBucket = 'pets-code-bucket';
    aws.script.events = [[['pets', '', 'CREATE_COMPLETE']]];
    aws.script.after = MADE;
    await deploy(await inputOf(full, { given: { LogRetentionInDays: '7' } }), around());
    expect(parametersSent()).toEqual({
      EnvOfApiToken: env.API_TOKEN,
      DashboardApiKeyValue: env.DASHBOARD_KEY,
      CloudWatchRoleArn: 'arn:aws:iam::111122223333:role/logs',
      LogRetentionInDays: '7',
      CodeBucket: 'pets-code-bucket',
      AllPetsCodeKey: expect.stringMatching(/^allPets-[0-9a-f]{32}\.zip$/),
    });
    for (const secret of Object.values(env)) expect(aws.printed() + journal.facts()).not.toContain(secret);
  });

  it('makes the bucket of the code first, in a stack of its own', async () => {
    aws.script.events = [[['pets', '', 'CREATE_COMPLETE']]];
    aws.script.after = MADE;
    await deploy(await inputOf(full), around());
    expect(changes().slice(0, 5)).toEqual([
      'CreateChangeSet',
      'ExecuteChangeSet',
      'PUT /pets-code-made/allPets-HASH.zip',
      'CreateChangeSet',
      'ExecuteChangeSet',
    ]);
    const { form } = aws.calls.find(({ action }) => action === 'CreateChangeSet') ?? {};
    expect(form?.get('StackName')).toBe('pets-code');
    const { CodeBucket } = JSON.parse(form?.get('TemplateBody') ?? '').Resources;
    expect(CodeBucket.Properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    expect(journal.facts()[0]).toBe('The stack pets-code with the bucket pets-code-made is there.');
  });

  it('asks nothing of AWS for a template that CloudFormation would refuse for its size', async () => {
    const routes = { ...small, models: { Long: { type: 'object', description: 'x'.repeat(1_000_001) } } };
    await expect(deploy(await inputOf(routes), around())).rejects.toThrow('larger than the 1 MB');
    expect(aws.calls).toEqual([]);
  });

  it('asks nothing of AWS when a file of the site is too much to send', async () => {
    const input = await inputOf(full);
    truncateSync(join(input.project.root, 'site', 'index.html'), 2_000_000_001);
    await expect(deploy(input, around())).rejects.toThrow('index.html');
    expect(aws.calls).toEqual([]);
  });

  it('needs no bucket where there is no code', async () => {
    aws.script.events = [[['pets', '', 'CREATE_COMPLETE']]];
    aws.script.after = { status: 'CREATE_COMPLETE', resources: MADE.resources };
    await deploy(await inputOf(small), around());
    expect(changes()).toEqual(['CreateChangeSet', 'ExecuteChangeSet', 'POST /restapis/pets-RestApi/deployments']);
  });

  it('sends a template by the bucket when it is too long', async () => {
    aws.script.codeBucket = 'pets-code-bucket';
    aws.script.events = [[['pets', '', 'CREATE_COMPLETE']]];
    aws.script.after = MADE;
    const routes = { ...small, models: { Long: { type: 'object', description: 'x'.repeat(60_000) } } };
    await deploy(await inputOf(routes), around());
    expect(changes().slice(0, 2)).toEqual(['PUT /pets-code-bucket/template-HASH.json', 'CreateChangeSet']);
    const { form } = aws.calls.find(({ action }) => action === 'CreateChangeSet') ?? {};
    expect(form?.get('TemplateURL')).toMatch(`${aws.url}/pets-code-bucket/template-`);
    expect(form?.has('TemplateBody')).toBe(false);
  });

  it('makes nothing when a parameter has no value', async () => {
    const routes = {
      ...small,
      authorizers: {
        people: {
          type: 'COGNITO_USER_POOLS',
          identitySource: 'method.request.header.Authorization',
          providerARNs: ['arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_Pets'],
        },
      },
      resources: { '/pets': { GET: { ...mock, authorizer: 'people' } } },
    };
    await expect(deploy(await inputOf(routes), around())).rejects.toThrow('UserPoolArnOfPeople has no value');
    expect(changes()).toEqual([]);
  });

  it('touches no stack that something else made', async () => {
    aws.stack = { status: 'CREATE_COMPLETE' };
    aws.script.description = 'A database';
    await expect(deploy(await inputOf(small), around())).rejects.toThrow(
      'something else than Offstage made (A database)',
    );
    expect(changes()).toEqual([]);
  });

  it('touches no stack that has the name of the one for the code', async () => {
    aws.script.codeBucket = 'pets-code-bucket';
    for (const description of ['A database', 'pets-code, deployed by Offstage']) {
      aws.script.codeDescription = description;
      await expect(deploy(await inputOf(full), around())).rejects.toThrow(`is something else (${description})`);
    }
    expect(changes()).toEqual([]);
  });

  it('asks before files go for good, and empties their bucket when they may', async () => {
    const remove = async (ask?: Around['ask']): Promise<unknown> => {
      aws.stack = MADE;
      aws.script.changes = [['Remove', 'SiteBucket', 'AWS::S3::Bucket']];
      aws.script.events = [[['pets', '', 'UPDATE_COMPLETE']]];
      aws.script.after = { ...MADE, resources: { RestApi: 'AWS::ApiGateway::RestApi' } };
      return deploy(await inputOf(small), around(ask));
    };
    await expect(remove()).rejects.toThrow('takes away SiteBucket with its files');
    await expect(remove(async () => false)).rejects.toThrow('Nothing of the stack pets was changed');
    expect(changes()).not.toContain('ExecuteChangeSet');
    const asked: string[] = [];
    await remove(async (question) => asked.push(question) > 0);
    expect(asked).toEqual(['This change of the stack pets takes away SiteBucket with its files. Go on?']);
    expect(aws.calls.map(({ path, query }) => path + (query.has('versions') ? '?versions' : ''))).toContain(
      '/pets-SiteBucket/?versions',
    );
    expect(changes()).toContain('ExecuteChangeSet');
  });

  it('says what is there when it fails halfway', async () => {
    aws.script.changes = [['Add', 'RestApi', 'AWS::ApiGateway::RestApi']];
    aws.script.events = [[['pets', '', 'CREATE_COMPLETE']]];
    aws.script.after = { status: 'CREATE_COMPLETE', resources: MADE.resources };
    aws.script.answer = (call) =>
      call.path.endsWith('/deployments') && call.method === 'POST'
        ? { status: 403, headers: { 'x-amzn-errortype': 'AccessDeniedException' }, body: '{"message":"no"}' }
        : answerOthers(call);
    await expect(deploy(await inputOf(small), around())).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(journal.facts()).toEqual([
      'The stack pets is what the project says.',
      'The stage v1 may have a part of what it should have.',
    ]);
  });
});

describe('a dry run', () => {
  it('changes nothing, whatever is there', async () => {
    aws.script.codeBucket = 'pets-code-bucket';
    aws.stack = MADE;
    aws.script.changes = [
      ['Add', 'Role', 'AWS::IAM::Role'],
      ['Modify', 'SiteBucket', 'AWS::S3::Bucket', 'True'],
    ];
    await dryRun(await inputOf(full), around());
    expect(changes()).toEqual(['CreateChangeSet', 'DeleteChangeSet']);
    expect(aws.printed()).toMatch(/\+ Role {8}IAM::Role\n {2}± SiteBucket {2}S3::Bucket {2}made anew\n/);
    expect(aws.printed()).toMatch(/the code\n {2}\+ allPets-[0-9a-f]{32}\.zip {2}1 kB\n/);
    expect(aws.printed()).toContain('the site\n  + offstage-config.js\n  + index.html\n');
    expect(journal.facts()).toEqual([]);
  });

  it('takes away again the template that it had to lend', async () => {
    aws.script.codeBucket = 'pets-code-bucket';
    aws.stack = MADE;
    const routes = { ...small, models: { Long: { type: 'object', description: 'x'.repeat(60_000) } } };
    await dryRun(await inputOf(routes), around());
    expect(changes()).toEqual([
      'PUT /pets-code-bucket/template-HASH.json',
      'CreateChangeSet',
      'DeleteChangeSet',
      'POST /pets-code-bucket/',
    ]);
  });

  it('tells what is good on this machine alone, without its value', async () => {
    const local = { ...env, API_TOKEN: 'http://localhost:8000/secret' };
    const { project, ...rest } = await inputOf(full);
    await dryRun({ ...rest, project, env: local }, around());
    expect(aws.printed()).toContain(
      "! API_TOKEN of the .env file is an address of this machine, which AWS can't reach: --parameter EnvOfApiToken=….",
    );
    expect(aws.printed()).not.toContain('8000');
  });
});
