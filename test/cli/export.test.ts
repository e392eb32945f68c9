import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { packageOffstage } from './packaged.ts';
import { runSplit } from './run-split.ts';

const offstage = packageOffstage();
let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'offstage-export-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const cli = (...args: string[]) => runSplit(process.execPath, [offstage.cli, 'export', ...args], folder);

const mock = { integration: { type: 'MOCK', requestTemplates: { 'application/json': '{"statusCode": 200}' } } };
const bells = { name: 'bells', stages: { v1: {} }, resources: { '/bells/{id}': { GET: mock } } };

function writeRoutes(routes: object): void {
  writeFileSync(join(folder, 'routes.json'), JSON.stringify(routes, undefined, 2));
}

describe('offstage export', () => {
  it('writes the document alone to stdout, and what it lacks to stderr', async () => {
    writeRoutes(bells);
    const { status, stdout, stderr } = await cli();
    expect(status).toBe(0);
    expect(stdout).toMatch(/^\{\n {2}"openapi" : "3\.0\.1",\n {2}"info" : \{\n {4}"title" : "bells",/);
    expect(JSON.parse(stdout)).toMatchObject({
      servers: [{ variables: { basePath: { default: 'v1' } } }],
      paths: { '/bells/{id}': { get: { parameters: [{ name: 'id', in: 'path', required: true }] } } },
    });
    expect(stdout).not.toContain('x-amazon-');
    expect(stderr).toContain('--extensions apigateway');
  });

  it('writes Swagger as YAML with the integrations, of a project in another folder', async () => {
    writeRoutes(bells);
    const { status, stdout, stderr } = await runSplit(
      process.execPath,
      [offstage.cli, 'export', folder, '--swagger', '--yaml', '--extensions', 'integrations'],
      tmpdir(),
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^---\nswagger: "2\.0"\n/);
    expect(parse(stdout)).toMatchObject({
      basePath: '/v1',
      paths: { '/bells/{id}': { get: { 'x-amazon-apigateway-integration': { type: 'mock' } } } },
    });
  });

  it('writes a file whole, and overwrites one only when it is told to', async () => {
    writeRoutes(bells);
    const out = join(folder, 'api.json');
    const first = await cli('--out', 'api.json', '--extensions', 'apigateway');
    expect(first).toMatchObject({ status: 0, stdout: '' });
    expect(first.stderr).toContain('api.json is written');
    const written = readFileSync(out, 'utf8');
    expect(JSON.parse(written)).toMatchObject({ openapi: '3.0.1' });
    const second = await cli('--out', 'api.json', '--swagger');
    expect(second.status).toBe(1);
    expect(second.stderr).toContain('--force');
    expect(readFileSync(out, 'utf8')).toBe(written);
    expect((await cli('--out', 'api.json', '--swagger', '--force')).status).toBe(0);
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ swagger: '2.0' });
    expect(readdirSync(folder).sort()).toEqual(['api.json', 'routes.json']);
  });

  it('asks which stage when there are several, and names the nearest of a wrong one', async () => {
    writeRoutes({ ...bells, stages: { beta: {}, production: {} } });
    const asked = await cli();
    expect(asked).toMatchObject({ status: 1, stdout: '' });
    expect(asked.stderr).toMatch(/"beta", "production"[\s\S]*--stage/);
    const wrong = await cli('--stage', 'prodction');
    expect(wrong.status).toBe(1);
    expect(wrong.stderr).toContain('Did you mean "production"?');
    expect(JSON.parse((await cli('--stage', 'beta')).stdout)).toMatchObject({
      servers: [{ variables: { basePath: { default: 'beta' } } }],
    });
  });

  it('writes a CloudFormation template alone to stdout, and what it can’t say to stderr', async () => {
    writeRoutes({ ...bells, stages: { beta: {}, prod: {} } });
    const whole = await cli('--format', 'cloudformation');
    expect(whole.status).toBe(0);
    expect(JSON.parse(whole.stdout)).toMatchObject({
      AWSTemplateFormatVersion: '2010-09-09',
      Resources: { RestApi: { Type: 'AWS::ApiGateway::RestApi' } },
    });
    expect(whole.stderr).toContain('--stage NAME');
    expect(await cli('--format', 'cloudformation')).toEqual(whole);
    const staged = await cli('--format', 'cloudformation', '--stage', 'prod', '--yaml');
    expect(staged.status).toBe(0);
    expect(parse(staged.stdout)).toMatchObject({ Resources: { Stage: { Properties: { StageName: 'prod' } } } });
    expect(staged.stderr).toContain('beta');
  });

  it('writes a pinned stage as its deployment is, and a template without a stage as the files are', async () => {
    writeRoutes(bells);
    const created = await runSplit(process.execPath, [offstage.cli, 'deployment', 'create'], folder);
    expect(created.status).toBe(0);
    writeRoutes({ ...bells, resources: { '/gongs': { GET: mock } } });
    const pathsIn = (text: string): string[] => Object.keys(JSON.parse(text).paths);
    const pathsOfTemplate = (text: string): string[] =>
      Object.keys(JSON.parse(text).Resources.RestApi.Properties.Body.paths);
    expect(pathsIn((await cli()).stdout)).toEqual(['/bells/{id}']);
    expect(pathsOfTemplate((await cli('--format', 'cloudformation', '--stage', 'v1')).stdout)).toEqual(['/bells/{id}']);
    expect(pathsOfTemplate((await cli('--format', 'cloudformation')).stdout)).toEqual(['/gongs']);
  });

  it('takes an API by its name and refuses another', async () => {
    writeRoutes(bells);
    expect((await cli('--api', 'bells')).status).toBe(0);
    const wrong = await cli('--api', 'bels');
    expect(wrong).toMatchObject({ status: 1, stdout: '' });
    expect(wrong.stderr).toContain('Did you mean "bells"?');
  });

  it.each([
    [['--format', 'terraform'], 'The format is openapi or cloudformation.'],
    [['--format', 'cloudformation', '--swagger'], '--swagger is an option of OpenAPI documents'],
    [['--format', 'cloudformation', '--extensions', 'apigateway'], '--extensions is an option of OpenAPI documents'],
    [['--format', 'cloudformation', '--stage', 'v2'], 'v2'],
    [['--extensions', 'postman'], 'Postman are not exported'],
    [['--extensions', 'apigatewy'], 'Did you mean "apigateway"?'],
    [['--out', join('none', 'api.json')], "can't be written"],
    [['nowhere'], 'There is no folder'],
  ])('refuses %j', async (args, words) => {
    writeRoutes(bells);
    const { status, stdout, stderr } = await cli(...args);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(words);
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });

  it('says on stderr what is wrong with a project', async () => {
    writeRoutes({ ...bells, resource: {} });
    const { status, stdout, stderr } = await cli();
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/routes\.json:\d+:\d+ {2}error/);
  });
});
