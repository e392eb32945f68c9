import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator/options.ts';
import { projectFolder, save, startEmulator } from '../helpers/emulator.ts';

/** A project of functions by name, run on the main thread. */
async function inlineProject(sources: Record<string, string>, options: { type?: 'module'; config?: object } = {}) {
  const names = Object.keys(sources);
  const functions = names.map((name) => [
    name,
    { handler: `functions/${name}.handler`, timeout: 1, ...options.config },
  ]);
  const root = await projectFolder({
    'package.json': { type: options.type ?? 'commonjs' },
    'routes.json': { name: 'test', stages: { v1: {} }, functions: Object.fromEntries(functions), resources: {} },
    ...Object.fromEntries(names.map((name) => [`functions/${name}.ts`, sources[name]])),
  });
  return { root, ...(await startEmulator({ root, inline: true, watch: true })) };
}

async function call({ functions }: Emulator, functionName: string, event: unknown = {}): Promise<unknown> {
  const result = await functions.invoke({ functionName, payload: JSON.stringify(event) });
  return result.kind === 'answer' ? JSON.parse(result.payload) : result;
}

describe('inline functions', () => {
  it('run on the main thread, which is said at the start', async () => {
    const { emulator, events } = await inlineProject({
      where: "import { isMainThread } from 'node:worker_threads'; export const handler = async () => isMainThread;",
    });
    expect(await call(emulator, 'where')).toBe(true);
    expect(events[0]).toMatchObject({ kind: 'problem', explanations: [{ code: 'lambda-inline' }] });
  });

  it('keep their module state, event after event', async () => {
    const { emulator } = await inlineProject({ count: 'let count = 0; export const handler = async () => ++count;' });
    expect([await call(emulator, 'count'), await call(emulator, 'count')]).toEqual([1, 2]);
  });

  it('see their own environment at the same time, and the process keeps its own', async () => {
    const source = `
      export const handler = async () => {
        process.env.MARK = process.env.AWS_LAMBDA_FUNCTION_NAME;
        await new Promise((resolve) => setTimeout(resolve, 20));
        return [process.env.MARK, process.env.VITEST === undefined, Object.keys(process.env).includes('MARK'), 'MARK' in process.env];
      };`;
    const { emulator } = await inlineProject({ one: source, two: source });
    expect(await Promise.all([call(emulator, 'one'), call(emulator, 'two')])).toEqual([
      ['one', true, true, true],
      ['two', true, true, true],
    ]);
    expect(process.env.MARK).toBeUndefined();
    expect(process.env.VITEST).toBeTruthy();
  });

  it("print Lambda's lines under their own names", async () => {
    const { emulator, events } = await inlineProject({
      talk: "export const handler = async () => { console.log('hello'); process.stdout.write('raw\\n'); };",
    });
    await call(emulator, 'talk');
    const texts = events.flatMap((event) => (event.kind === 'function-log' ? [[event.functionName, event.text]] : []));
    expect(texts).toEqual([
      ['talk', expect.stringMatching(/^\d{4}-.*Z\t[0-9a-f-]{36}\tINFO\thello$/)],
      ['talk', 'raw'],
    ]);
  });

  it('end their environment and not the emulator with process.exit, process.kill and process.abort', async () => {
    const { emulator } = await inlineProject({
      leave: `
        let count = 0;
        export const handler = async ({ how }) => {
          count++;
          if (how === 'exit') process.exit(3);
          if (how === 'kill') process.kill(process.pid, 'SIGKILL');
          if (how === 'abort') process.abort();
          return count;
        };`,
    });
    expect(await call(emulator, 'leave')).toBe(1);
    const messages = [];
    for (const how of ['exit', 'kill', 'abort']) {
      const { errorType, errorMessage } = (await call(emulator, 'leave', { how })) as Record<string, string>;
      messages.push([errorType, errorMessage?.replace(/^RequestId: \S+ /, '')]);
    }
    expect(messages).toEqual([
      ['Runtime.ExitError', 'Error: Runtime exited with error: exit status 3'],
      ['Runtime.ExitError', 'Error: Runtime exited with error: signal: killed'],
      ['Runtime.ExitError', 'Error: Runtime exited with error: signal: aborted'],
    ]);
    expect(await call(emulator, 'leave')).toBe(1);
  });

  it('answer errors with a trace of their own frames', async () => {
    const { emulator, root } = await inlineProject({
      fail: "interface Unused {}\nexport const handler = async () => {\n  throw new TypeError('no');\n};\n",
    });
    expect(await call(emulator, 'fail')).toEqual({
      errorType: 'TypeError',
      errorMessage: 'no',
      trace: ['TypeError: no', expect.stringContaining(`${root}/functions/fail.ts:`)],
    });
  });

  it('time out while they wait, and start anew', async () => {
    const { emulator } = await inlineProject(
      { slow: 'let count = 0; export const handler = async ({ wait }) => (wait ? new Promise(() => {}) : ++count);' },
      { type: 'module' },
    );
    expect(await call(emulator, 'slow')).toBe(1);
    expect(await call(emulator, 'slow', { wait: true })).toMatchObject({ errorType: 'Sandbox.Timedout' });
    expect(await call(emulator, 'slow')).toBe(1);
  });

  it('answer callbacks and streams at once, and large events', async () => {
    const { emulator } = await inlineProject({
      callback:
        'export const handler = (event, context, callback) => { setTimeout(callback, 5, null, event.text.length); };',
      stream:
        "export const handler = awslambda.streamifyResponse(async (event, stream) => { stream.write('a'); stream.end('b'); });",
    });
    expect(await call(emulator, 'callback', { text: 'x'.repeat(100_000) })).toBe(100_000);
    const streamed = await emulator.functions.invoke({ functionName: 'stream', payload: '{}' });
    expect(streamed).toMatchObject({ kind: 'answer', payload: 'ab' });
  });

  it('run their new code after a save', async () => {
    const { emulator, root, next } = await inlineProject({ live: 'export const handler = async () => 1;' });
    expect(await call(emulator, 'live')).toBe(1);
    await save(root, 'functions/live.ts', 'export const handler = async () => 2;');
    await next((event) => event.kind === 'reload');
    expect(await call(emulator, 'live')).toBe(2);
  });

  it('give the process back when the emulator closes', async () => {
    const before = [process.env, process.exit, process.kill, process.stdout.write, console.log];
    const { emulator } = await inlineProject({ one: 'export const handler = async () => 1;' });
    await call(emulator, 'one');
    expect(process.env).not.toBe(before[0]);
    await emulator.close();
    expect([process.env, process.exit, process.kill, process.stdout.write, console.log]).toEqual(before);
    expect(process.env).toBe(before[0]);
  });
});
