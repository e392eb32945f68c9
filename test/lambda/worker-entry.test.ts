import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { workerFile } from '../../emulator/lambda/worker-file.ts';
import { projectFolder } from '../helpers/emulator.ts';

const MAIN = `
  import { Worker } from 'node:worker_threads';
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL('entry.mjs', import.meta.url), { workerData: { flag } });
  worker.on('error', ({ message }) => {
    console.log(message);
    process.exit();
  });
  while (Atomics.load(flag, 0) === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  await worker.terminate();
  console.log('goes on');
`;
/** A long call inside the engine: that the thread was ended meanwhile is found out behind it, as the entry begins. */
const BEFORE = `
  import { workerData } from 'node:worker_threads';
  const pages = new Uint8Array(300_000_000);
  Atomics.store(workerData.flag, 0, 1);
  pages.fill(1);
`;

it('a thread that is ended in the moment in which it begins leaves the process alone', async () => {
  const entry = await readFile(await workerFile(), 'utf8');
  // Node's own modules are evaluated before, too: they would find it out first.
  const builtins = [...new Set(entry.match(/(?<=from )"node:[\w/]+"/g))];
  const root = await projectFolder({
    'main.mjs': MAIN,
    'before.mjs': builtins.map((name) => `import ${name};\n`).join('') + BEFORE,
    'entry.mjs': `import './before.mjs';\n${entry}`,
  });
  const { stdout } = await promisify(execFile)(process.execPath, ['main.mjs'], { cwd: root, timeout: 30_000 });
  expect(stdout).toBe('goes on\n');
});
