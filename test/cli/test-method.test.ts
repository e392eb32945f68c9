import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageOffstage } from './packaged.ts';
import { runSplit } from './run-split.ts';

const offstage = packageOffstage();
let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'offstage-test-method-')));
  mkdirSync(join(folder, 'functions'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const runTest = (args: readonly string[], input?: string) =>
  runSplit(process.execPath, [offstage.cli, 'test-method', ...args], folder, input);
const cli = (...args: string[]) => runTest(args);

const echo = `
exports.handler = async (event) => {
  console.log('called with ' + event.path);
  if (event.queryStringParameters?.fail) throw new Error('no such pet');
  return { statusCode: 201, body: JSON.stringify(event) };
};
`;

function writeProject(resources: object, parts: object = {}): void {
  const functions = { echo: { handler: 'functions/echo.handler' } };
  const routes = { name: 'pets', stages: { v1: { variables: { of: 'v1' } } }, functions, resources, ...parts };
  writeFileSync(join(folder, 'routes.json'), JSON.stringify(routes, undefined, 2));
  writeFileSync(join(folder, 'functions', 'echo.js'), echo);
}

const proxy = { integration: { type: 'AWS_PROXY', function: 'echo' } };

/** TestInvokeMethod's answer, and the event in its body. */
async function jsonOf(...args: string[]) {
  const { status, stdout, stderr } = await cli(...args, '--json');
  expect({ status, stderr: stderr.includes('error') }).toEqual({ status: 0, stderr: false });
  const answer = JSON.parse(stdout);
  return { ...answer, event: JSON.parse(answer.body) };
}

describe('offstage test-method', () => {
  it('prints status, headers, body and log, and what the function prints on stderr', async () => {
    writeProject({ '/pets/{id}': { GET: proxy } });
    const { status, stdout, stderr } = await cli('get', '/pets/7?x=1');
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^Request: \/pets\/7\?x=1\nStatus: 201\nLatency: \d+ ms\n\nResponse headers\nX-Amzn-Trace-Id: Root=1-.+\n\nResponse body\n\{"resource":"\/pets\/\{id\}".*\n\nLog\nExecution log for request /,
    );
    expect(stdout).toContain(' : HTTP Method: GET, Resource Path: /pets/7\n');
    expect(stdout).toContain(' : Method request path: {id=7}\n');
    expect(stdout.trimEnd()).toMatch(/ : Method completed with status: 201$/);
    expect(stdout).not.toContain('called with');
    expect(stderr).toContain('called with /pets/7');
  });

  it('hands on headers, body and stage variables, and prints the answer of TestInvokeMethod as JSON', async () => {
    writeProject({ '/pets': { ANY: proxy } });
    const headers = ['-H', 'Colour: red', '--header', 'Colour:blue', '-H', 'Content-Type: text/plain; a=b'];
    const args = [...headers, '--stage-variables', 'table=pets', '--body', '{"a": 1}'];
    const { event, ...answer } = await jsonOf('POST', 'pets?x=1', ...args);
    expect(event).toMatchObject({
      httpMethod: 'POST',
      path: '/pets',
      body: '{"a": 1}',
      multiValueHeaders: { Colour: ['red', 'blue'], 'Content-Type': ['text/plain; a=b'] },
      stageVariables: { table: 'pets' },
      requestContext: { stage: 'test-invoke-stage' },
    });
    expect(answer).toMatchObject({ status: 201, latency: expect.any(Number), log: expect.stringMatching(/\n$/) });
    expect(Object.keys(answer)).toEqual(['status', 'body', 'headers', 'multiValueHeaders', 'log', 'latency']);
  });

  it('reads a body from a file or the standard input', async () => {
    writeProject({ '/pets': { POST: proxy } });
    writeFileSync(join(folder, 'body.json'), '{"from": "file"}');
    expect((await jsonOf('POST', '/pets', '--body', 'body.json')).event.body).toBe('{"from": "file"}');
    expect((await jsonOf('POST', '/pets', '--body', 'file://body.json')).event.body).toBe('{"from": "file"}');
    const piped = await runTest(['POST', '/pets', '--json', '--body', '-'], 'from stdin');
    expect(JSON.parse(JSON.parse(piped.stdout).body).body).toBe('from stdin');
    const missing = await cli('POST', '/pets', '--body', 'bodi.json');
    expect(missing).toMatchObject({ status: 1, stdout: '' });
    expect(missing.stderr).toContain("bodi.json can't be read");
  });

  it('explains a failed method on stderr, and has tested it all the same', async () => {
    writeProject({ '/pets': { GET: proxy } });
    const { status, stdout, stderr } = await cli('GET', '/pets?fail=1');
    expect(status).toBe(0);
    expect(stdout).toContain('Status: 502\n');
    expect(stdout).toContain(
      ' : Lambda execution failed with status 200 due to customer function error: no such pet. Lambda request id: ',
    );
    expect(stderr).toMatch(/no such pet[\s\S]*functions\/echo\.js:4/);
  });

  it('calls a backend, without authorizer and stage', async () => {
    const backend = createServer((request, response) => response.end(`seen ${request.url}`));
    await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve));
    const { port } = backend.address() as AddressInfo;
    const uri = `http://127.0.0.1:${port}/${'$'}{stageVariables.of}`;
    writeProject({ '/': { GET: { integration: { type: 'HTTP_PROXY', httpMethod: 'GET', uri } } } });
    try {
      const { stdout } = await cli('GET', '/?a=b');
      expect(stdout).toContain('Response body\nseen /?a=b\n');
      expect(stdout).toContain(` : Sending request to http://127.0.0.1:${port}/?a=b\n`);
    } finally {
      await new Promise((resolve) => backend.close(resolve));
    }
  });

  it.each([
    [['GET', '/pest'], 'Did you mean /pets'],
    [['DELETE', '/pets'], 'has no DELETE method (it has GET)'],
    [['GTE', '/pets'], '"GTE" is no method of API Gateway'],
    [['GET', '/pets', '-H', 'no header'], '"no header" is no header'],
    [['GET', '/pets', '--stage-variables', 'x'], '--stage-variables'],
    [['GET', '/pets', '--api', 'dogs'], 'no API "dogs"'],
    [['GET', '/pets', '--folder', 'nowhere'], 'There is no folder'],
    [['GET'], "missing required argument 'path'"],
  ])('refuses %j', async (args, words) => {
    writeProject({ '/pets': { GET: proxy } });
    const { status, stdout, stderr } = await cli(...args);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr.replace(/\s+/g, ' ')).toContain(words);
  });

  it('says on stderr what is wrong with a project', async () => {
    writeProject({ '/pets': { GET: { integration: { type: 'AWS_PROXY', function: 'eco' } } } });
    const { status, stdout, stderr } = await cli('GET', '/pets');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/routes\.json:\d+:\d+ {2}error/);
  });
});
