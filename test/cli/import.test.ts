import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { endAll, packageOffstage, type Running, run, start } from './packaged.ts';

const offstage = packageOffstage();
let folder: string;
const started: Running[] = [];

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'offstage-import-')));
});
afterEach(async () => {
  await endAll(started);
  rmSync(folder, { recursive: true, force: true });
});

const cli = (...args: string[]): Promise<{ status: number | null; output: string }> =>
  run(process.execPath, [offstage.cli, ...args], folder);

function save(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

const read = (file: string): string => readFileSync(join(folder, file), 'utf8');

const lambdaOf = (name: string): string =>
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:${name}/invocations`;

const HARBOUR = `openapi: 3.0.1
info: { title: harbour, version: 1.0 }
servers: [{ url: https://ships.test/base/api }]
paths:
  /ships:
    get:
      responses: { 200: { description: the ships } }
      x-amazon-apigateway-integration:
        type: aws_proxy
        httpMethod: POST
        uri: ${lambdaOf('listShips')}
`;
const FUNCTION = `exports.handler = async (event) => ({ statusCode: 200, body: 'ahoy from ' + event.path });`;

describe('offstage import', () => {
  it('writes a routes.json that check takes, with the functions that it found by name', async () => {
    save({ 'api.yaml': HARBOUR, 'functions/listShips.js': FUNCTION });
    const { status, output } = await cli('import', 'api.yaml');
    expect(output).toContain('✓ routes.json is written from api.yaml: 1 resource, 1 method, 0 models, 1 function');
    expect(output).toContain('The stage v1 was added');
    expect(output).toContain('The function listShips was found by its name: functions/listShips.handler');
    expect(output).toMatch(/api\.yaml:3:11\n +The base path \/base\/api was left out\./);
    expect(output).not.toMatch(/error|To fill in/);
    expect(status).toBe(0);
    expect(JSON.parse(read('routes.json'))).toEqual({
      name: 'harbour',
      version: '1.0',
      stages: { v1: {} },
      functions: { listShips: { handler: 'functions/listShips.handler' } },
      resources: {
        '/ships': {
          GET: { integration: { type: 'AWS_PROXY', function: 'listShips', responses: {} }, responses: { 200: {} } },
        },
      },
    });
    expect(await cli('check')).toMatchObject({ status: 0 });
  });

  it('says what has to be filled in, with its place in the new file', async () => {
    const integrations = [
      ['lost', `{ type: aws_proxy, httpMethod: POST, uri: "${lambdaOf('lost')}" }`],
      ['staged', `{ type: aws_proxy, httpMethod: POST, uri: "${lambdaOf('${stageVariables.fn}')}" }`],
      ['queue', '{ type: aws, httpMethod: POST, uri: "arn:aws:apigateway:us-east-1:sqs:path/1/q" }'],
      ['host', '{ type: http_proxy, httpMethod: GET, uri: "https://${stageVariables.host}/" }'],
    ];
    const paths = integrations.map(
      ([name, text]) => `  /${name}:\n    get:\n      x-amazon-apigateway-integration: ${text}\n`,
    );
    save({ 'api.yaml': `openapi: 3.0.0\ninfo: { title: gaps }\npaths:\n${paths.join('')}` });
    const { status, output } = await cli('import', 'api.yaml', '--stage', 'prod');
    expect(status).toBe(0);
    expect(output).toMatch(/routes\.json:\d+:\d+ {2}error {2}config-unknown-function\n +There is no function "lost"/);
    expect(output).toContain('"stages": { "prod": { "variables": { "fn": "…" } } }');
    expect(output).toMatch(/routes\.json:\d+:\d+ {2}error {2}config-service-endpoint/);
    expect(output).toMatch(/api\.yaml:15:7 {2}warning {2}import-stage-variable\n +The stage variable host is used/);
    expect(output).toContain("`offstage dev` won't start before 3 errors are mended.");
    expect(await cli('check')).toMatchObject({ status: 1 });
  });

  it('says what Offstage does not rehearse yet, and warns as AWS does', async () => {
    save({
      'api.yaml': `openapi: 3.0.0
info: { title: guarded }
paths:
  /a:
    get:
      x-amazon-apigateway-integration:
        { type: mock, tlsConfig: { a: false }, requestParameters: { integration.request.header.x: true } }
`,
    });
    const { status, output } = await cli('import', 'api.yaml');
    expect(status).toBe(0);
    expect(output).toMatch(/api\.yaml:\d+:\d+ {2}warning {2}import-not-taken\n +GET \/a: "tlsConfig" was left out/);
    expect(output).toMatch(/api\.yaml:7:69 {2}warning {2}import-parameter-not-text/);
    expect(read('routes.json')).not.toContain('tlsConfig');
    rmSync(join(folder, 'routes.json'));
    const strict = await cli('import', 'api.yaml', '--fail-on-warnings');
    expect(strict.status).toBe(1);
    expect(strict.output).toContain('import-parameter-not-text');
    expect(readdirSync(folder)).toEqual(['api.yaml']);
  });

  it('takes IAM authorization and a resource policy, with the short form for the methods of the old API', async () => {
    const arn = 'arn:aws:execute-api:eu-west-1:123456789012:abc123';
    const statement = { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke' };
    const operation = {
      'x-amazon-apigateway-auth': { type: 'AWS_IAM' },
      'x-amazon-apigateway-integration': {
        type: 'mock',
        requestTemplates: { 'application/json': '{"statusCode":200}' },
      },
    };
    const document = {
      openapi: '3.0.1',
      info: { title: 'guarded' },
      'x-amazon-apigateway-policy': {
        Version: '2012-10-17',
        Statement: [
          { ...statement, Resource: [`${arn}/v1/GET/*`, '*'] },
          { ...statement, Effect: 'Deny', NotResource: `${arn}/*` },
        ],
      },
      paths: { '/a': { get: operation } },
    };
    save({ 'api.yaml': JSON.stringify(document) });
    const { status, output } = await cli('import', 'api.yaml');
    expect([status, output]).toEqual([0, expect.stringContaining('resource policy became execute-api:/…')]);
    const { policy, resources } = JSON.parse(read('routes.json'));
    expect(policy.Statement).toMatchObject([
      { Resource: ['execute-api:/v1/GET/*', '*'] },
      { NotResource: 'execute-api:/*' },
    ]);
    expect(resources['/a'].GET.authorizationType).toBe('AWS_IAM');
    expect(await cli('check')).toMatchObject({ status: 0 });
  });

  it('takes API keys that are required, and says that keys and plans have to be filled in', async () => {
    save({
      'api.yaml': `openapi: 3.0.0
info: { title: guarded }
paths:
  /a:
    get: { security: [{ key: [] }], x-amazon-apigateway-integration: { type: mock } }
components:
  securitySchemes:
    key: { type: apiKey, name: x-api-key, in: header }
x-amazon-apigateway-api-key-source: HEADER
`,
    });
    const { status, output } = await cli('import', 'api.yaml');
    expect(status).toBe(0);
    expect(output).toMatch(/routes\.json:\d+:\d+ {2}warning {2}config-no-key-opens/);
    expect(JSON.parse(read('routes.json')).resources['/a'].GET.apiKeyRequired).toBe(true);
    expect(await cli('check')).toMatchObject({ status: 0, output: expect.stringContaining('config-no-key-opens') });
  });

  it('writes nothing when AWS would refuse the document', async () => {
    save({ 'api.json': JSON.stringify({ openapi: '3.0.0', paths: { '/a{b}': { get: {} } } }, null, 2) });
    const { status, output } = await cli('import', 'api.json');
    expect(status).toBe(1);
    expect(output).toMatch(/api\.json:4:5 {2}error {2}import-path-refused/);
    expect(readdirSync(folder)).toEqual(['api.json']);
  });

  it('leaves a file that exists as it is, unless --force says otherwise', async () => {
    save({ 'api.yaml': HARBOUR, 'routes.json': 'mine', 'functions/listShips.js': FUNCTION });
    const refused = await cli('import', 'api.yaml');
    expect(refused.status).toBe(1);
    expect(refused.output).toMatch(/routes\.json exists already[\s\S]*--out FILE[\s\S]*--force/);
    expect(read('routes.json')).toBe('mine');
    expect(await cli('import', 'api.yaml', '--force')).toMatchObject({ status: 0 });
    expect(read('routes.json')).toContain('listShips');
    expect(readdirSync(folder).sort()).toEqual(['api.yaml', 'functions', 'routes.json']);
  });

  it('never writes over the document, and says so when a folder is missing', async () => {
    save({ 'api.yaml': HARBOUR });
    const onto = await cli('import', 'api.yaml', '--out', 'api.yaml', '--force');
    expect(onto).toMatchObject({ status: 1, output: expect.stringContaining('import-onto-itself') });
    expect(read('api.yaml')).toBe(HARBOUR);
    const nowhere = await cli('import', 'api.yaml', '--out', 'no/where/routes.json');
    expect(nowhere).toMatchObject({ status: 1, output: expect.stringContaining('There is no folder') });
    expect(nowhere.output).not.toContain('    at ');
  });

  it('takes the base path, the stage and the file to write', async () => {
    save({ 'api.yaml': HARBOUR, 'new/functions/listShips.js': FUNCTION });
    const { status } = await cli(
      'import',
      'api.yaml',
      '--basepath',
      'split',
      '--stage',
      'beta',
      '--out',
      'new/routes.json',
    );
    expect(status).toBe(0);
    const routes = JSON.parse(read('new/routes.json'));
    expect(Object.keys(routes.resources)).toEqual(['/api/ships']);
    expect(routes).toMatchObject({ stages: { beta: {} }, functions: { listShips: {} } });
  });

  it.each([
    [['import', 'api.yaml', '--basepath', 'keep'], /Write ignore, prepend/],
    [['import', 'api.yaml', '--stage', 'a/b'], /letters, digits, - and _/],
    [['import'], /missing required argument 'file'/],
    [['import', 'lost.yaml'], /lost\.yaml can't be read/],
    [['import', 'notes.txt'], /notes\.txt:1:1 {2}error {2}import-unreadable/],
  ])('answers wrong use %j with what is wrong, and 1', async (args, message) => {
    save({ 'api.yaml': HARBOUR, 'notes.txt': 'no document' });
    const { status, output } = await cli(...args);
    expect(output).toMatch(message);
    expect(status).toBe(1);
  });
});

describe('offstage dev --openapi', () => {
  it('needs no routes.json: functions are found by their names', async () => {
    save({ 'api.yaml': HARBOUR, 'functions/listShips.js': FUNCTION });
    const ports = ['--port', '0', '--site-port', '0', '--control-port', '0'];
    const running = start(
      process.execPath,
      [offstage.cli, 'dev', '--openapi', 'api.yaml', '--basepath', 'prepend', ...ports],
      folder,
    );
    started.push(running);
    const [, url = ''] = await running.printed(/Stage v1: +(\S+)/);
    const answer = await fetch(`${url.replace(/\/$/, '')}/base/api/ships`);
    expect([answer.status, await answer.text()]).toEqual([200, 'ahoy from /base/api/ships']);
  });

  it('says at which line of routes.json, whose functions it takes, a mistake is', async () => {
    save({ 'api.yaml': HARBOUR, 'routes.json': '{\n  "functions": {},\n  "site" {}\n}\n' });
    const { status, output } = await cli('dev', '--openapi', 'api.yaml');
    expect(output).toMatch(/routes\.json:3:\d+ {2}error {2}config-json-syntax/);
    expect(status).toBe(1);
  });

  it('reads a routes.json with a byte order mark', async () => {
    save({ 'api.yaml': HARBOUR, 'routes.json': '\uFEFF{"functions": {"listShips": {"handler": "lost.handler"}}}' });
    const { output } = await cli('dev', '--openapi', 'api.yaml');
    expect(output).toMatch(/routes\.json:1:\d+ {2}error[\s\S]*there is no lost\.ts/);
  });

  it('follows the functions of routes.json, and a routes.json that comes later', async () => {
    const answer = "exports.handler = async () => ({ statusCode: 200, body: process.env.WORD ?? 'none' });";
    save({ 'api.yaml': HARBOUR, 'functions/listShips.js': answer });
    const ports = ['--port', '0', '--site-port', '0', '--control-port', '0'];
    const running = start(process.execPath, [offstage.cli, 'dev', '--openapi', 'api.yaml', ...ports], folder);
    started.push(running);
    const [, url = ''] = await running.printed(/Stage v1: +(\S+)/);
    const call = async (): Promise<string> => (await fetch(`${url.replace(/\/$/, '')}/ships`)).text();
    expect(await call()).toBe('none');
    for (const word of ['ahoy', 'adieu']) {
      const listShips = { handler: 'functions/listShips.handler', environment: { WORD: word } };
      save({ 'routes.json': JSON.stringify({ functions: { listShips } }) });
      await vi.waitFor(async () => expect(await call()).toBe(word), { timeout: 20_000, interval: 100 });
    }
  });

  it('says which file it looks for when there is none', async () => {
    save({ 'api.yaml': HARBOUR });
    const { status, output } = await cli('dev', '--openapi', 'api.yaml');
    expect(output).toMatch(/api\.yaml:8:7 {2}error {2}config-unknown-function/);
    expect(output).toContain('Write functions/listShips.ts (or .js, .mjs) with the export handler');
    expect(status).toBe(1);
  });
});
