import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endAll, packageOffstage, type Running, run, start } from './packaged.ts';

const offstage = packageOffstage();
let folder: string;
const started: Running[] = [];

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'offstage-cli-')));
});
afterEach(async () => {
  await endAll(started);
  rmSync(folder, { recursive: true, force: true });
});

const cli = (...args: string[]): Promise<{ status: number | null; output: string }> =>
  run(process.execPath, [offstage.cli, ...args], folder);

function dev(...args: string[]): Running {
  const ports = ['--port', '0', '--site-port', '0', '--control-port', '0'];
  const running = start(process.execPath, [offstage.cli, 'dev', ...ports, ...args], folder);
  started.push(running);
  return running;
}

function writeProject(routes: object, files: Record<string, string> = {}): void {
  mkdirSync(join(folder, 'functions'), { recursive: true });
  writeFileSync(join(folder, 'routes.json'), JSON.stringify(routes, undefined, 2));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
}

const hello = {
  name: 'hello',
  stages: { v1: {} },
  functions: { hello: { handler: 'functions/hello.handler', environment: { GREETING: '${GREETING}' } } },
  resources: { '/hello': { GET: { integration: { type: 'AWS_PROXY', function: 'hello' } } } },
};
const helloFunction = `
exports.handler = async () => {
  console.log('greeting somebody');
  return { statusCode: 200, body: process.env.GREETING + ' ' + String(process.env.SECRET) };
};
`;

/** Starts `dev` on the hello project and waits until it serves. */
async function serveHello(...args: string[]): Promise<{ running: Running; url: string }> {
  writeProject(hello, { 'functions/hello.js': helloFunction, '.env': 'GREETING=Hi\nSECRET=hidden\n' });
  const running = dev(...args);
  const [, url = ''] = await running.printed(/Stage v1: +(\S+)/);
  await running.printed(/GET +\/hello/);
  return { running, url };
}

describe('offstage', () => {
  it('prints its version and its commands', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(await cli('--version')).toEqual({ status: 0, output: `${version}\n` });
    const help = await cli('--help');
    expect(help.status).toBe(0);
    expect(help.output).toMatch(/dev \[options\] \[folder\][\s\S]*check \[folder\][\s\S]*init <folder>/);
  });

  it.each([
    [['dve'], /unknown command 'dve'\n\(Did you mean dev\?\)/],
    [['dev', '--prot', '1'], /unknown option '--prot'\n\(Did you mean --port\?\)/],
    [['dev', '--port', '70000'], /A port is a number from 0 to 65535/],
    [['init'], /missing required argument 'folder'/],
  ])('answers wrong use %j with what is wrong, and 1', async (args, message) => {
    const { status, output } = await cli(...args);
    expect(status).toBe(1);
    expect(output).toMatch(message);
    expect(output).not.toMatch(/^\s+at /m);
  });
});

describe('offstage dev', () => {
  it('says where everything is, serves it, and prints a line for each request', async () => {
    const { running, url } = await serveHello();
    expect(running.output()).toMatch(/OFFSTAGE v\S+ {2}ready in \d+ ms\n/);
    expect(running.output()).toMatch(/Lambda API: {2}http:\/\/127\.0\.0\.1:\d+\/\n/);
    const answer = await fetch(`${url}/hello`);
    expect([answer.status, await answer.text()]).toEqual([200, 'Hi undefined']);
    await running.printed(/ {2}hello │ greeting somebody\n/);
    await running.printed(/ {2}GET +\/v1\/hello +200 +\d+ ms {2}hello/);
    expect(running.output()).not.toContain('\x1b');
  });

  it('answers over HTTPS as well with --https, and says what to trust', async () => {
    const { running, url } = await serveHello('--https', '0');
    const [, httpsUrl = '', authority = ''] = await running.printed(/HTTPS: +(https:\S+)\/v1 {2}trust (\S+)\n/);
    const ca = readFileSync(join(folder, authority));
    const status = await new Promise((resolve, reject) => {
      get(`${httpsUrl}/v1/hello`, { ca }, (response) => resolve(response.resume().statusCode)).on('error', reject);
    });
    expect(status).toBe(200);
    expect((await fetch(`${url}/hello`)).status).toBe(200);
  });

  it('takes variables from SAM’s kind of file, and says whose credentials functions have', async () => {
    writeFileSync(join(folder, 'vars.json'), '{ "hello": { "GREETING": "Ahoy", "GREETNG": "" } }');
    const { running, url } = await serveHello('-n', 'vars.json', '--aws-credentials', '--cold');
    await running.printed(/AWS credentials/);
    await running.printed(/vars\.json:1:\d+[\s\S]*GREETING/);
    expect(await (await fetch(`${url}/hello`)).text()).toBe('Ahoy undefined');
  });

  it('explains a failed request below its line', async () => {
    const { running, url } = await serveHello();
    expect((await fetch(`${url}/helo`)).status).toBe(403);
    await running.printed(/GET +\/v1\/helo +403 .*\n {2}│ route match ✗\n[\s\S]*│ fix /);
  });

  it('tells other commands where it is until it is stopped, and ends with 0', async () => {
    const { running, url } = await serveHello();
    const file = join(folder, '.offstage', 'dev.json');
    await expect.poll(() => existsSync(file)).toBe(true);
    const { pid, token, ...addresses } = JSON.parse(readFileSync(file, 'utf8'));
    expect([pid, `${addresses.url}/v1`]).toEqual([running.process.pid, url]);
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    running.interrupt();
    expect(await running.ended).toBe(0);
    expect(existsSync(file)).toBe(false);
    await expect(fetch(url)).rejects.toThrow();
  });

  it('leaves the file of a run that is already there alone', async () => {
    const { running } = await serveHello();
    const file = join(folder, '.offstage', 'dev.json');
    await expect.poll(() => existsSync(file)).toBe(true);
    const second = dev();
    await second.printed(new RegExp(`Another \`offstage dev\` \\(process ${running.process.pid}\\) already runs`));
    second.process.kill('SIGTERM');
    expect(await second.ended).toBe(0);
    expect(existsSync(file)).toBe(true);
  });

  it('takes the next free port and says so, or ends with --strict-port', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = String(typeof address === 'object' ? address?.port : '');
    try {
      const { running, url } = await serveHello('--port', port);
      expect(url).not.toContain(`:${port}/`);
      expect(running.output()).toMatch(new RegExp(`Stage v1: +\\S+ {2}port ${port} is in use`));
      const strict = await cli('dev', '--port', port, '--strict-port');
      expect(strict.status).toBe(1);
      expect(strict.output).toMatch(new RegExp(`Port ${port} .* is in use\\.\n`));
      expect(strict.output).not.toMatch(/^\s+at /m);
    } finally {
      server.close();
    }
  });

  it('is told apart from a mistake in the project: one sentence, what to do, and 1', async () => {
    const missing = await cli('dev');
    expect(missing.status).toBe(1);
    expect(missing.output).toMatch(/routes\.json/);
    expect(missing.output).not.toMatch(/^\s+at /m);
    expect((await cli('dev', 'nowhere')).output).toContain(`There is no folder ${join(folder, 'nowhere')}.`);
  });

  it('names the handler file that is missing', async () => {
    writeProject(hello);
    const { status, output } = await cli('dev', '--port', '0', '--site-port', '0', '--control-port', '0');
    expect(status).toBe(1);
    expect(output).toMatch(/routes\.json:\d+:\d+ {2}error[\s\S]*functions\/hello/);
    expect(output).not.toMatch(/^\s+at /m);
  });

  it('refuses a stage that is not there and names the nearest', async () => {
    writeProject(hello, { 'functions/hello.js': helloFunction, '.env': 'GREETING=Hi\n' });
    const { status, output } = await cli(
      'dev',
      '--port',
      '0',
      '--site-port',
      '0',
      '--control-port',
      '0',
      '--stage',
      'v2',
    );
    expect(status).toBe(1);
    expect(output).toContain('No API here has a stage "v2"; there is "v1". Did you mean "v1"?');
  });

  it('serves an OpenAPI document without a routes.json', async () => {
    const integration = {
      type: 'mock',
      requestTemplates: { 'application/json': '{"statusCode":200}' },
      responses: { default: { statusCode: '200' } },
    };
    const document = {
      openapi: '3.0.1',
      info: { title: 'teapots', version: '1' },
      paths: {
        '/tea': { get: { responses: { 200: { description: 'tea' } }, 'x-amazon-apigateway-integration': integration } },
      },
    };
    writeFileSync(join(folder, 'api.json'), JSON.stringify(document));
    const running = dev('--openapi', 'api.json', '--stage', 'live');
    const [, url] = await running.printed(/Stage live: +(\S+)/);
    expect((await fetch(`${url}/tea`)).status).toBe(200);
    const missing = await cli('dev', '--openapi', 'nothing.json');
    expect(missing.status).toBe(1);
    expect(missing.output).toMatch(/nothing\.json can't be read/);
  });

  it('serves an OpenAPI document with the functions of the routes.json beside it, and refuses one without them', async () => {
    const arn = 'arn:aws:lambda:us-east-1:000000000000:function:hello';
    const integration = {
      type: 'aws_proxy',
      httpMethod: 'POST',
      uri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${arn}/invocations`,
    };
    const document = {
      openapi: '3.0.1',
      info: { title: 'greeter', version: '1' },
      paths: { '/hi': { get: { responses: {}, 'x-amazon-apigateway-integration': integration } } },
    };
    // A file of the function's own name would be found without routes.json.
    const functions = { hello: { ...hello.functions.hello, handler: 'functions/greet.handler' } };
    writeProject(
      { ...hello, functions },
      {
        'functions/greet.js': helloFunction,
        '.env': 'GREETING=Hi\n',
        'api.json': JSON.stringify(document),
      },
    );
    const running = dev('--openapi', 'api.json');
    const [, url] = await running.printed(/Stage v1: +(\S+)/);
    expect((await fetch(`${url}/hi`)).status).toBe(200);
    writeProject({ ...hello, functions: {}, resources: {} }, { 'api.json': JSON.stringify(document) });
    const refused = await cli('dev', '--openapi', 'api.json');
    expect(refused.status).toBe(1);
    expect(refused.output).toContain('hello');
  });
});

describe('offstage check', () => {
  it('counts what is fine', async () => {
    writeProject(hello, { 'functions/hello.js': helloFunction, '.env': 'GREETING=Hi\n' });
    expect(await cli('check')).toEqual({
      status: 0,
      output: '✓ routes.json is fine: 1 resource, 1 method, 1 function\n',
    });
  });

  it('prints everything that is wrong at once, and ends with 1', async () => {
    const wrong = {
      ...hello,
      resources: { '/hello': { GET: { integration: { type: 'AWS_PROXY', function: 'helo' } } } },
    };
    writeProject(wrong);
    const { status, output } = await cli('check');
    expect(status).toBe(1);
    expect(output).toMatch(/routes\.json:\d+:\d+ {2}error[\s\S]*"?helo"?[\s\S]*\d errors?/);
  });
});
