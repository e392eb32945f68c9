import { once } from 'node:events';
import { get } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEmulator } from '../../emulator/emulator.ts';
import { attachDebugger, type DebuggerClient, type Target } from '../helpers/debugger.ts';
import { projectFolder, proxyRoutes, save, startEmulator } from '../helpers/emulator.ts';
import { readSourceMap } from '../helpers/source-line.ts';

const HANDLER = [
  'interface Pet { readonly name: string }',
  '',
  'export const handler = async (event: { path: string }, context: { getRemainingTimeInMillis(): number }) => {',
  "  const pet: Pet = { name: 'Rex' };",
  '  const path: string = event.path;',
  '  return { statusCode: 200, body: JSON.stringify({ pet, path, left: context.getRemainingTimeInMillis() > 0 }) };',
  '};',
  '',
].join('\n');

const PAUSE_MS = 1500;

/** A function `pets` in TypeScript with a time-out of a second, below an integration with the same. */
async function debugged(type: 'module' | 'commonjs', options: object = {}, handler = HANDLER, timeout = 1) {
  const routes = JSON.parse(JSON.stringify(proxyRoutes({ '/pets': 'pets' })));
  routes.functions.pets.timeout = timeout;
  routes.resources['/pets'].ANY.integration.timeoutInMillis = 1000;
  const root = await projectFolder({ 'package.json': { type }, 'routes.json': routes, 'functions/pets.ts': handler });
  const watched = await startEmulator({ root, inspectPort: 0, ...options });
  const url = watched.emulator.inspectorUrl ?? '';
  const source = pathToFileURL(`${root}/functions/pets.ts`).href;
  return { ...watched, root, url, source };
}

async function attachToWorkers(url: string): Promise<DebuggerClient> {
  const client = await attachDebugger(url);
  await client.ask('NodeWorker.enable', { waitForDebuggerOnStart: true });
  return client;
}

/** Lets a thread run, and stops it where a line of the source begins. */
async function breakAt(target: Target, source: string, line: number) {
  await target.ask('Runtime.enable');
  await target.ask('Debugger.enable');
  // As editors do: stop at the first statement, to read the source map before anything else runs.
  const { result } = await target.ask('Debugger.setBreakpointByUrl', {
    urlRegex: `^(?:${source.replaceAll('.', '\\.')}|file:.*/offstage-[^/]+/[^/]+\\.mjs)$`,
    lineNumber: 0,
  });
  await target.ask('Runtime.runIfWaitingForDebugger');
  // Node stops a thread that waited for its debugger at its first line.
  await target.next('Debugger.paused');
  await target.ask('Debugger.resume');
  const { script, map } = await scriptOf(target, source);
  await target.next('Debugger.paused');
  await target.ask('Debugger.removeBreakpoint', { breakpointId: result.breakpointId });
  await target.ask('Debugger.setBreakpoint', {
    location: { scriptId: script.scriptId, ...map.placeOf(source, line) },
  });
  await target.ask('Debugger.resume');
  return map;
}

/** The script that was made from a source. */
async function scriptOf(target: Target, source: string) {
  for (;;) {
    const { params: script } = await target.next('Debugger.scriptParsed');
    if (!script.sourceMapURL?.startsWith('data:')) continue;
    const map = readSourceMap(script.url, script.sourceMapURL);
    if (map.sources.includes(source)) return { script, map };
  }
}

async function localsOf(target: Target, frame: { scopeChain: { type: string; object: { objectId: string } }[] }) {
  const values: Record<string, unknown> = {};
  for (const { object } of frame.scopeChain.filter(({ type }) => type === 'local' || type === 'block')) {
    const { result } = await target.ask('Runtime.getProperties', { objectId: object.objectId });
    for (const { name, value } of result.result) values[name] = value?.value;
  }
  return values;
}

/** Calls the function and stops it at the line. */
async function stopAt(line: number, { emulator, source }: Debugged, client: DebuggerClient) {
  const answer = fetch(`${emulator.url}/v1/pets`);
  const worker = await client.nextWorker();
  const map = await breakAt(worker, source, line);
  const { params } = await worker.next('Debugger.paused');
  return { answer, worker, map, frame: params.callFrames[0] };
}

type Debugged = Awaited<ReturnType<typeof debugged>>;

describe.each(['module', 'commonjs'] as const)('a TypeScript handler of type %s', (type) => {
  it('stops at a breakpoint of its source for longer than its time-outs, and answers', async () => {
    const project = await debugged(type);
    const client = await attachToWorkers(project.url);
    const { answer, worker, map, frame } = await stopAt(6, project, client);
    expect(worker.title).toMatch(/^\[worker \d+\] pets$/);
    expect(map.sourceAt(frame.location)).toEqual({ source: project.source, line: 6 });
    expect(await localsOf(worker, frame)).toMatchObject({ path: '/pets' });
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    await worker.ask('Debugger.resume');
    const response = await answer;
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ pet: { name: 'Rex' }, path: '/pets', left: true });
  });

  it('stops in the new code after a save', async () => {
    const project = await debugged(type, { watch: true });
    const client = await attachToWorkers(project.url);
    const first = await stopAt(6, project, client);
    await first.worker.ask('Debugger.resume');
    expect((await first.answer).status).toBe(200);
    const longer = HANDLER.replace("'Rex'", "'Bella'").replace('\n', "\n// A line more.\nconst unused = 'x';\n");
    await save(project.root, 'functions/pets.ts', longer);
    await project.next((event) => event.kind === 'reload');
    const second = await stopAt(8, project, client);
    expect(second.map.sourceAt(second.frame.location)).toEqual({ source: project.source, line: 8 });
    await second.worker.ask('Debugger.resume');
    expect(await (await second.answer).json()).toMatchObject({ pet: { name: 'Bella' } });
  });
});

describe.each(['module', 'commonjs'] as const)('functions of type %s that have run before a debugger comes', (type) => {
  it('are attached while they are frozen: a breakpoint stops its own function, and on its condition only', async () => {
    const counter =
      'let n: number = 0;\nexport const handler = async () => {\n  n++;\n  return { statusCode: n };\n};\n';
    const root = await projectFolder({
      'package.json': { type },
      'routes.json': proxyRoutes({ '/pets': 'pets', '/dogs': 'dogs' }),
      'functions/pets.ts': counter.replace('let n', 'const unused = 1;\nlet n').replace('= 0', '= 200'),
      'functions/dogs.ts': counter.replace('= 0', '= 400'),
    });
    const { emulator } = await startEmulator({ root, inspectPort: 0 });
    const status = async (name: string) => (await fetch(`${emulator.url}/v1/${name}`)).status;
    expect([await status('pets'), await status('dogs')]).toEqual([201, 401]);
    const client = await attachToWorkers(emulator.inspectorUrl ?? '');
    const workers = [await client.nextWorker(), await client.nextWorker()];
    const pets = workers.find(({ title }) => title.endsWith(' pets')) as Target;
    const source = pathToFileURL(`${root}/functions/pets.ts`).href;
    await pets.ask('Debugger.enable');
    const { script, map } = await scriptOf(pets, source);
    const location = { scriptId: script.scriptId, ...map.placeOf(source, 5) };
    await pets.ask('Debugger.setBreakpoint', { location, condition: 'n === 203' });
    expect([await status('pets'), await status('dogs')]).toEqual([202, 402]);
    const stopped = status('pets');
    const { params } = await pets.next('Debugger.paused');
    expect(map.sourceAt(params.callFrames[0].location)).toEqual({ source, line: 5 });
    expect(await status('dogs')).toBe(403);
    await pets.ask('Debugger.resume');
    expect(await stopped).toBe(203);
  });
});

describe('the inspector', () => {
  it('lets time-outs run when no debugger is attached, and again when one has gone', async () => {
    const handler = 'export const handler = () => new Promise(() => setTimeout(() => {}, 9e6));';
    // Longer than the integration's, or either may be the first.
    const project = await debugged('commonjs', {}, handler, 3);
    const timedOut = async () => (await fetch(`${project.emulator.url}/v1/pets`)).status;
    expect(await timedOut()).toBe(504);
    const client = await attachDebugger(project.url);
    const held = timedOut();
    const first = await Promise.race([held, new Promise((resolve) => setTimeout(resolve, PAUSE_MS, 'waits'))]);
    expect(first).toBe('waits');
    await client.close();
    expect(await held).toBe(504);
  });

  it("is found as Node's own is, under local names only", async () => {
    const { url } = await debugged('module');
    const page = url.replace('ws:', 'http:').replace(/\/[^/]*$/, '/json/list');
    const [target] = (await (await fetch(page)).json()) as { webSocketDebuggerUrl: string; type: string }[];
    expect(target).toMatchObject({ type: 'node', webSocketDebuggerUrl: url });
    const { port } = new URL(url);
    expect(await statusOf(Number(port), 'localhost')).toBe(200);
    expect(await statusOf(Number(port), 'attacker.example')).toBe(400);
  });

  it('answers commands that it does not know as Node does, and outlives what is no command', async () => {
    const { url } = await debugged('module');
    const client = await attachDebugger(url);
    expect((await client.ask('Foo.bar')).error).toEqual({ code: -32601, message: "'Foo.bar' wasn't found" });
    const rude = connect(Number(new URL(url).port), '127.0.0.1');
    rude.write(
      `GET ${new URL(url).pathname} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n`,
    );
    rude.write(Buffer.from('Sec-WebSocket-Key: x\r\n\r\n\x81\x05hello', 'latin1'));
    await new Promise((resolve) => rude.resume().once('close', resolve));
    expect((await client.ask('Runtime.evaluate', { expression: '6 * 7' })).result.result.value).toBe(42);
  });

  it('names the port when it is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const root = await projectFolder({ 'routes.json': proxyRoutes({ '/pets': 'pets' }), 'functions/pets.js': '' });
    await expect(createEmulator({ root, inspectPort: port })).rejects.toMatchObject({
      explanations: [{ code: 'inspector-port-in-use', what: expect.stringContaining(`Port ${port}`) }],
    });
  });

  it('lets a handler go on whose debugger goes away', async () => {
    const project = await debugged('module');
    const client = await attachToWorkers(project.url);
    const { answer } = await stopAt(6, project, client);
    await client.close();
    expect((await answer).status).toBe(200);
  });

  it('lets the emulator close while a handler stands at a breakpoint', async () => {
    const project = await debugged('module');
    const { answer } = await stopAt(6, project, await attachToWorkers(project.url));
    const settled = answer.then(
      () => 'settled',
      () => 'settled',
    );
    await project.emulator.close();
    expect(await settled).toBe('settled');
  });
});

function statusOf(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get({ port, path: '/json/version', headers: { Host: `${host}:${port}` } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', reject);
  });
}
