import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  GetDeploymentCommand,
  GetGatewayResponsesCommand,
  GetResourcesCommand,
  GetRestApisCommand,
  GetUsagePlanCommand,
  GetUsagePlanKeysCommand,
  type Stage,
} from '@aws-sdk/client-api-gateway';
import {
  CreateStackCommand,
  GetTemplateCommand,
  ListChangeSetsCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { GetFunctionCommand, GetPolicyCommand, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { GetBucketPolicyCommand, GetBucketWebsiteCommand, ListBucketsCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { packageFunctions } from '../../emulator/deploy/code/package-functions.ts';
import { guessContentType } from '../../emulator/static-site/content-type.ts';
import { manyShips } from '../exporters/routes-json/documents.ts';
import { describeOnControlPlane, startMoto } from '../helpers/control-plane.ts';
import { type AwsClients, clientsOf, type Deployer, startDeployer } from '../helpers/deployer.ts';
import { projectFolder, save } from '../helpers/emulator.ts';
import { type Deployed, deployProject, unusedName } from './deployed.ts';
import { expectedApi, expectedCallers, expectedStage } from './expected-api.ts';
import { copyHarbour, harbourEnv } from './harbour.ts';
import { PROJECTS } from './projects.ts';
import { readApi, readStackIds } from './read-back.ts';
import { codeOf, runZipped } from './read-code.ts';
import { filesOf, getPage, readObjects } from './read-site.ts';
import { readDescriptions, readStage, readState, stacksNamed } from './read-stage.ts';
import { says, tideProject, tideRoutes } from './tides.ts';

let deployer: Deployer;

describeOnControlPlane("an implementation of AWS's control plane", () => {
  beforeAll(async () => {
    deployer = await startDeployer();
  }, 120_000);
  afterAll(() => deployer?.close());

  it("is LocalEmu and not moto: moto leaves the Body of a stack's RestApi out", async () => {
    const moto = await startMoto();
    const clients = clientsOf(moto.url);
    try {
      expect(await pathsOfStack(clients)).toEqual(['/']);
    } finally {
      for (const client of Object.values(clients)) client.destroy();
      await moto.close();
    }
    expect(await pathsOfStack(deployer)).toEqual(['/', '/pets']);
  });

  describe.each(PROJECTS)('has of $title, once it is deployed,', ({ copy, env, options, facts, stage, called }) => {
    let root: string;
    let made: Deployed;
    beforeAll(async () => {
      root = copy();
      made = await deployProject(deployer, root, { env }, ...options);
    }, 120_000);
    afterAll(async () => {
      const { status, output } = await deployer.run('destroy', root, '--yes');
      await rm(root, { recursive: true });
      expect(status, output).toBe(0);
    }, 120_000);

    it('the resources, methods, integrations, models, authorizers and validators of routes.json', async () => {
      const found = await readApi(deployer.gateway, made.restApiId);
      expect(found).toMatchObject(facts);
      expect(found).toEqual(expectedApi(made.api));
    });

    it('the gateway responses, in the document of the stack', async () => {
      const { TemplateBody = '' } = await deployer.formation.send(new GetTemplateCommand({ StackName: made.api.name }));
      const body = JSON.parse(TemplateBody).Resources.RestApi.Properties.Body;
      const configured = [...made.api.gatewayResponses.values()].map(({ source: _, responseType, ...response }) => [
        responseType,
        response,
      ]);
      expect(configured.map(([type]) => type)).toContain('DEFAULT_4XX');
      expect(body['x-amazon-apigateway-gateway-responses']).toEqual(Object.fromEntries(configured));
      // AWS would have them: LocalEmu's import leaves them out.
      const { items = [] } = await deployer.gateway.send(new GetGatewayResponsesCommand({ restApiId: made.restApiId }));
      expect(items.filter(({ defaultResponse }) => !defaultResponse)).toEqual([]);
    });

    it('the functions with their settings and their code, which the API may call', async () => {
      const packages = await packageFunctions(made.project);
      expect(packages.length).toBe(made.project.functions.size);
      for (const { name: FunctionName, zip } of packages) {
        const { Configuration } = await deployer.lambda.send(new GetFunctionCommand({ FunctionName }));
        const config = made.project.functions.get(FunctionName);
        expect(Configuration).toMatchObject({
          Runtime: config?.runtime,
          Handler: config?.handler,
          MemorySize: config?.memorySize,
          Timeout: config?.timeout,
          LoggingConfig: { LogGroup: `/aws/lambda/${FunctionName}` },
        });
        expect(Configuration?.Environment?.Variables ?? {}).toEqual(config?.environment);
        expect(await codeOf(deployer, FunctionName)).toEqual(Buffer.from(zip));
        const { Policy = '' } = await deployer.lambda.send(new GetPolicyCommand({ FunctionName }));
        const callers = JSON.parse(Policy).Statement.map(callerOf).sort();
        expect(callers).toEqual(expectedCallers(made.api, FunctionName, made.restApiId));
      }
      const { handler = '' } = made.project.functions.get(called) ?? {};
      expect(runZipped(await codeOf(deployer, called), handler, {})).toMatchObject({ statusCode: 200 });
    });

    it('the stage with its settings, and a deployment that says what it holds', async () => {
      const [wanted] = made.api.stages;
      const found = await readStage(deployer.gateway, made.restApiId, 'v1');
      expect(found).toMatchObject(stage);
      expect(settingsOf(found)).toEqual(expectedStage(wanted, made.ids.LogGroupOfStageV1));
      const { description } = await deployer.gateway.send(
        new GetDeploymentCommand({ restApiId: made.restApiId, deploymentId: found.deploymentId }),
      );
      expect(description).toMatch(/^\[offstage [0-9a-f]{16}\]$/);
    });

    it('the site: its configuration, its policy, its files and the address of the stage', async () => {
      const Bucket = made.ids.SiteBucket ?? '';
      const { site } = made.project;
      const website = await deployer.storage.send(new GetBucketWebsiteCommand({ Bucket }));
      expect(website).toMatchObject({
        IndexDocument: { Suffix: site?.indexDocument },
        ErrorDocument: { Key: site?.errorDocument },
      });
      const { Policy = '' } = await deployer.storage.send(new GetBucketPolicyCommand({ Bucket }));
      const everybody = {
        Effect: 'Allow',
        Principal: '*',
        Action: 's3:GetObject',
        Resource: `arn:aws:s3:::${Bucket}/*`,
      };
      expect(JSON.parse(Policy).Statement).toEqual([everybody]);
      const objects = await readObjects(deployer.storage, Bucket);
      expect([...objects.keys()].sort()).toEqual([...new Set([...filesOf(site?.root ?? ''), CONFIG])].sort());
      for (const [key, { contentType, body }] of objects) {
        expect(contentType).toBe(guessContentType(key));
        if (key !== CONFIG) expect(body).toEqual(readFileSync(join(site?.root ?? '', key)));
      }
      expect(objects.get('index.html')?.contentType).toBe('text/html');
      expect(objects.get(CONFIG)?.body.toString()).toBe(
        `window.OFFSTAGE = ${JSON.stringify({ apiUrl: made.apiUrl, stage: 'v1' })};\n`,
      );
      const index = objects.get(site?.indexDocument ?? '')?.body.toString();
      expect(await getPage(deployer.url, made.siteUrl, '/')).toEqual({ status: 200, body: index });
      const error = objects.get(site?.errorDocument ?? '')?.body.toString();
      expect(await getPage(deployer.url, made.siteUrl, '/nothing/here')).toEqual({ status: 404, body: error });
    });
  });

  describe('shows that a deploy', () => {
    it('changes nothing the second time but the deployment, which holds the same', async () => {
      const name = unusedName('again');
      const root = await tideProject(name);
      const first = await deployProject(deployer, root);
      const before = await readState(deployer, name);
      // S3 and API Gateway tell whole seconds.
      await sleep(1100);
      const second = await deployProject(deployer, root);
      const after = await readState(deployer, name);
      expect(second.ids).toEqual(first.ids);
      expect(after.others).toEqual(before.others);
      expect(after.deploymentId).not.toBe(before.deploymentId);
      expect(second.output).toContain('needs no change');
      expect(second.output).not.toContain('.zip');
    });

    it('serves a changed route on the stage that was deployed, and names the one that lags behind', async () => {
      const name = unusedName('lag');
      const root = await tideProject(name);
      const v1 = await deployProject(deployer, root);
      const prod = await deployProject(deployer, root, { stage: 'prod' });
      expect(prod.output).not.toContain('as it was before');
      await save(
        root,
        'routes.json',
        tideRoutes(name, { '/tide': says('new: $stageVariables.mood'), '/ebb': says('ebb') }),
      );
      const { output, restApiId } = await deployProject(deployer, root);
      expect(restApiId).toBe(v1.restApiId);
      expect(await answer(`${v1.apiUrl}/tide`)).toBe('200 new: calm');
      expect(await answer(`${v1.apiUrl}/ebb`)).toBe('200 ebb');
      expect(await answer(`${prod.apiUrl}/tide`)).toBe('200 grave');
      expect(await answer(`${prod.apiUrl}/ebb`)).toMatch(/^403 .*Missing Authentication Token/);
      const deployments = await readDescriptions(deployer.gateway, restApiId);
      const [onV1, onProd] = [
        await readStage(deployer.gateway, restApiId, 'v1'),
        await readStage(deployer.gateway, restApiId, 'prod'),
      ];
      expect(deployments.get(onV1.deploymentId)).not.toBe(deployments.get(onProd.deploymentId));
      expect(output).toContain(`The stage prod serves the API as it was before (deployment ${onProd.deploymentId}`);
      expect(output).toContain('offstage deploy --stage prod');
      const again = await deployProject(deployer, root, { stage: 'prod' });
      expect(again.output).not.toContain('as it was before');
      expect(await answer(`${prod.apiUrl}/ebb`)).toBe('200 ebb');
    });

    it('makes a canary, and gives the stage its deployment and its variables', async () => {
      const name = unusedName('canary');
      const root = await tideProject(name);
      const { restApiId } = await deployProject(deployer, root, { stage: 'prod' });
      const before = await readStage(deployer.gateway, restApiId, 'prod');
      await save(root, 'routes.json', tideRoutes(name, { '/tide': says('new: $stageVariables.mood') }));
      const made = await deployProject(
        deployer,
        root,
        { stage: 'prod' },
        '--canary',
        '100',
        '--override',
        'mood=merry',
      );
      const { canarySettings, ...base } = await readStage(deployer.gateway, restApiId, 'prod');
      expect(base).toEqual(before);
      expect(canarySettings).toEqual({
        percentTraffic: 100,
        deploymentId: expect.any(String),
        stageVariableOverrides: { mood: 'merry' },
        useStageCache: false,
      });
      const deployments = await readDescriptions(deployer.gateway, restApiId);
      expect(deployments.get(canarySettings?.deploymentId)).not.toBe(deployments.get(before.deploymentId));
      expect(made.output).toContain('The stage prod serves the API as it was before');
      expect(await answer(`${made.apiUrl}/tide`)).toBe('200 new: merry');
      await deployProject(deployer, root, { stage: 'prod' }, '--promote');
      expect(await readStage(deployer.gateway, restApiId, 'prod')).toEqual({
        ...before,
        deploymentId: canarySettings?.deploymentId,
        variables: { mood: 'merry' },
      });
      expect(await answer(`${made.apiUrl}/tide`)).toBe('200 new: merry');
    });

    it("takes away a route, a function's old code and a file of the site that are gone from the project", async () => {
      const name = unusedName('gone');
      const root = await tideProject(name, { '/tide': says('tide'), '/ebb': says('ebb') });
      const { apiUrl, ids } = await deployProject(deployer, root);
      expect(await answer(`${apiUrl}/ebb`)).toBe('200 ebb');
      await save(root, 'routes.json', tideRoutes(name, { '/tide': says('tide') }));
      await save(root, 'functions/log.js', 'exports.handler = async () => ({ statusCode: 204 });');
      await save(root, 'site/index.html', '<title>Other tides</title>');
      await rm(join(root, 'site/old.css'));
      await deployProject(deployer, root);
      expect(await answer(`${apiUrl}/ebb`)).toMatch(/^403 /);
      expect(await answer(`${apiUrl}/tide`)).toBe('200 tide');
      const site = await readObjects(deployer.storage, ids.SiteBucket ?? '');
      expect([...site.keys()].sort()).toEqual(['index.html', 'offstage-config.js']);
      expect(site.get('index.html')?.body.toString()).toBe('<title>Other tides</title>');
      expect(runZipped(await codeOf(deployer, `${name}-log`), 'functions/log.handler', {})).toEqual({
        statusCode: 204,
      });
    });

    it('opens usage plans for the stages that are there, with the keys of the .env file, and shows no secret', async () => {
      const root = copyHarbour();
      onTestFinished(async () => {
        await deployer.run('destroy', root, '--yes');
        await rm(root, { recursive: true });
      });
      const v1 = await deployProject(deployer, root, { env: harbourEnv });
      const usagePlanId = v1.ids.CrewsUsagePlan;
      const plan = {
        name: 'crews',
        description: 'all crews',
        throttle: { rateLimit: 5, burstLimit: 2 },
        quota: { limit: 1000, period: 'WEEK', offset: 1 },
        apiStages: [{ apiId: v1.restApiId, stage: 'v1' }],
      };
      expect(await deployer.gateway.send(new GetUsagePlanCommand({ usagePlanId }))).toMatchObject(plan);
      const prod = await deployProject(deployer, root, { env: harbourEnv, stage: 'prod' });
      const apiStages = [...plan.apiStages, { apiId: v1.restApiId, stage: 'prod' }];
      expect(await deployer.gateway.send(new GetUsagePlanCommand({ usagePlanId }))).toMatchObject({
        ...plan,
        apiStages,
      });
      const { items: keys = [] } = await deployer.gateway.send(
        new GetUsagePlanKeysCommand({ usagePlanId: usagePlanId ?? '' }),
      );
      expect(keys.map(({ value }) => value).sort()).toEqual([harbourEnv.CAPTAIN_KEY, harbourEnv.MATE_KEY].sort());
      const { TemplateBody = '' } = await deployer.formation.send(new GetTemplateCommand({ StackName: 'harbour' }));
      const kept = filesOf(join(root, '.offstage')).map((file) => readFileSync(join(root, '.offstage', file), 'utf8'));
      for (const secret of Object.values(harbourEnv)) {
        expect([v1.output, prod.output, TemplateBody, ...kept].join('\n')).not.toContain(secret);
      }
    });

    it('brings a template that is too long for a call by way of the bucket, with all that is in it', async () => {
      const name = unusedName('many');
      const functions = Array.from({ length: 7 }, (_, index) => `f${index}`);
      const root = await projectFolder({
        'routes.json': {
          openapi: 'api.json',
          stages: { v1: {} },
          functions: Object.fromEntries(functions.map((one) => [one, { handler: 'functions/one.handler' }])),
        },
        'api.json': { ...manyShips(12), info: { title: name, version: '1' } },
        'functions/one.js': 'exports.handler = async () => ({ statusCode: 200 });',
      });
      const { api, restApiId } = await deployProject(deployer, root);
      const { methods } = await readApi(deployer.gateway, restApiId);
      expect(Object.keys(methods)).toHaveLength(72);
      expect(methods).toEqual(expectedApi(api).methods);
      const { CodeBucket = '' } = await readStackIds(deployer.formation, `${name}-code`);
      const kept = await readObjects(deployer.storage, CodeBucket);
      expect([...kept.keys()].filter((key) => key.startsWith('template-'))).toHaveLength(1);
    });

    it('makes a second stack beside the first, with functions of its own', async () => {
      const name = unusedName('twice');
      const root = await tideProject(name);
      const first = await deployProject(deployer, root);
      const beside = ['--stack', `${name}-b`, '--parameter', 'FunctionNamePrefix=b-'];
      const { status, output } = await deployer.run('deploy', root, '--stage', 'v1', ...beside);
      expect(status, output).toBe(0);
      const second = await readStackIds(deployer.formation, `${name}-b`);
      expect(Object.keys(second)).toEqual(Object.keys(first.ids));
      expect(second.RestApi).not.toBe(first.restApiId);
      expect(Object.values(second)).toContain(`b-${name}-log`);
      expect(await readStackIds(deployer.formation, name)).toEqual(first.ids);
    });

    it('changes nothing with --dry-run, of a stack that is there and of one that is not', async () => {
      const name = unusedName('dry');
      const root = await tideProject(name);
      expect(await deployer.run('deploy', root, '--stage', 'v1', '--dry-run')).toMatchObject({ status: 0 });
      expect(await stacksNamed(deployer.formation, name)).toEqual([]);
      await deployProject(deployer, root);
      const before = await readState(deployer, name);
      await save(root, 'routes.json', tideRoutes(name, { '/ebb': says('ebb') }));
      await save(root, 'site/new.html', 'new');
      const { status, output } = await deployer.run('deploy', root, '--stage', 'v1', '--dry-run');
      expect(status, output).toBe(0);
      expect(output).toContain('RestApi');
      expect(output).toContain('new.html');
      expect(await readState(deployer, name)).toEqual(before);
      const { Summaries = [] } = await deployer.formation.send(new ListChangeSetsCommand({ StackName: name }));
      expect(Summaries.filter(({ ExecutionStatus }) => ExecutionStatus === 'AVAILABLE')).toEqual([]);
    });
  });

  it('has nothing left of a deploy after offstage destroy: no stack, API, function or bucket', async () => {
    const name = unusedName('over');
    const root = await tideProject(name);
    const { restApiId, ids } = await deployProject(deployer, root);
    await deployProject(deployer, root, { stage: 'prod' });
    const refused = await deployer.run('destroy', root);
    expect(refused.status).toBe(1);
    expect(await readStackIds(deployer.formation, name)).toEqual(ids);
    const { status, output } = await deployer.run('destroy', root, '--yes');
    expect(status, output).toBe(0);
    expect(output).toContain(ids.SiteBucket);
    expect(await stacksNamed(deployer.formation, name)).toEqual([]);
    const { items: apis = [] } = await deployer.gateway.send(new GetRestApisCommand({ limit: 500 }));
    expect(apis.map(({ id }) => id)).not.toContain(restApiId);
    const { Buckets = [] } = await deployer.storage.send(new ListBucketsCommand({}));
    expect(Buckets.flatMap(({ Name = '' }) => (Name.startsWith(name) ? [Name] : []))).toEqual([]);
    const { Functions = [] } = await deployer.lambda.send(new ListFunctionsCommand({}));
    expect(Functions.map(({ FunctionName }) => FunctionName)).not.toContain(`${name}-log`);
    const again = await deployer.run('destroy', root, '--yes');
    expect(again).toMatchObject({ status: 0, output: expect.stringContaining(`There is no stack ${name}`) });
  });
});

const CONFIG = 'offstage-config.js';

function settingsOf(stage: Stage): object {
  const { description, variables, methodSettings, cacheClusterEnabled, cacheClusterSize, accessLogSettings } = stage;
  return { description, variables, methodSettings, cacheClusterEnabled, cacheClusterSize, accessLogSettings };
}

function callerOf({ Condition }: { readonly Condition: { readonly ArnLike: object } }): unknown {
  const [caller] = Object.values(Condition.ArnLike);
  return caller;
}

async function answer(address: string): Promise<string> {
  const response = await fetch(address);
  return `${response.status} ${await response.text()}`;
}

/** The resources of an API that a stack made of a document with one path. */
async function pathsOfStack({ formation, gateway }: AwsClients): Promise<readonly string[]> {
  const integration = { type: 'mock', requestTemplates: { 'application/json': '{"statusCode": 200}' } };
  const get = { responses: { 200: { description: '200' } }, 'x-amazon-apigateway-integration': integration };
  const Body = { openapi: '3.0.1', info: { title: 'one', version: '1' }, paths: { '/pets': { get } } };
  const template = { Resources: { Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'one', Body } } } };
  const StackName = unusedName('one-route');
  await formation.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(template) }));
  await waitUntilStackCreateComplete({ client: formation, maxWaitTime: 30, minDelay: 1 }, { StackName });
  const { Api: restApiId } = await readStackIds(formation, StackName);
  const { items = [] } = await gateway.send(new GetResourcesCommand({ restApiId }));
  return items.map(({ path = '' }) => path).sort();
}
