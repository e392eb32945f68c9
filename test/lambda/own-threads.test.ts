import { describe, expect, it } from 'vitest';
import { temporaryProject } from './temporary-project.ts';

/** A function that runs this code in a thread of its own and answers with the messages it sends, until it ends. */
function threaded(code: string, options = '') {
  const text = `const { Worker } = require('node:worker_threads');
    exports.handler = (event) => new Promise((resolve) => {
      const said = [];
      const worker = new Worker(${JSON.stringify(code)}, { eval: true, ${options} });
      worker.on('message', (message) => said.push(message));
      worker.on('error', (error) => said.push(error.message));
      worker.on('exit', () => resolve(said));
    });`;
  return temporaryProject(
    { 'one.js': text, 'two.js': 'exports.handler = async () => 2;' },
    {
      functions: { one: {}, two: {} },
    },
  );
}

const PORT = "const { parentPort, workerData } = require('node:worker_threads');";

describe('a thread that a function starts', () => {
  it('gets its own data and options', async () => {
    const { call } = threaded(
      `${PORT} parentPort.postMessage([workerData, process.execArgv.includes('--require'), process.argv[2]])`,
      "workerData: { a: 1 }, argv: ['x']",
    );
    expect(await call('one')).toEqual([[{ a: 1 }, false, 'x']]);
    const plain = threaded(`${PORT} parentPort.postMessage(workerData)`);
    expect(await plain.call('one')).toEqual([null]);
  });

  it.each([
    ["process.kill(process.pid, 'SIGKILL')", 'killed'],
    ["process.kill(0, 'SIGTERM')", 'terminated'],
    [`new (require('node:worker_threads').Worker)("process.kill(process.pid, 'SIGKILL')", { eval: true })`, 'killed'],
  ])('can end the function by %s, and nobody else', async (code, word) => {
    const { call } = threaded(`${code}; setTimeout(() => {}, 10_000);`);
    expect(await call('one')).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(`Runtime exited with error: signal: ${word}$`),
    });
    expect(await call('two')).toBe(2);
  });

  it('ends itself alone with process.exit(), and can’t abort', async () => {
    const { call } = threaded(
      `${PORT} try { process.abort() } catch (error) { parentPort.postMessage(error.code) } process.exit(3)`,
    );
    expect(await call('one')).toEqual(['ERR_WORKER_UNSUPPORTED_OPERATION']);
  });

  it('writes to the function’s log, also past process.stdout, and can’t close the emulator’s descriptors', async () => {
    const project = threaded(
      `const fs = require('node:fs'); fs.writeSync(1, 'direct\\n'); fs.writeSync(2, 'wrong\\n');
       console.log('printed'); for (const fd of [0, 1, 2]) fs.closeSync(fd);`,
    );
    expect(await project.call('one')).toEqual([]);
    await expect.poll(() => project.logs('one').sort()).toEqual(['direct', 'printed', 'wrong']);
  });

  it('runs ES modules, and files that fail are told to the function', async () => {
    const project = temporaryProject(
      {
        'one.mjs': `import { Worker } from 'node:worker_threads';
          export const handler = ({ file }) => new Promise((resolve) => {
            const worker = new Worker(new URL(file, import.meta.url));
            worker.on('message', resolve).on('error', ({ message }) => resolve(message));
          });`,
        'thread.mjs':
          "import { parentPort, workerData } from 'node:worker_threads'; parentPort.postMessage({ workerData });",
        'fails.mjs': "throw new Error('no such luck');",
      },
      { functions: { one: {} } },
    );
    const of = async (file: string) => JSON.parse((await project.answer('one', { file })).payload);
    expect(await of('./thread.mjs')).toEqual({ workerData: null });
    expect(await of('./fails.mjs')).toBe('no such luck');
  });
});
