import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratchFolder } from './scratch.js';

const GRACE_MS = 5_000;
const LOG_TAIL_CHARACTERS = 2_000;
const running = new Set();
let logs = 0;

// `exit` is emitted however the run ends: done, failed, or through a signal (which becomes an exit here).
process.on('exit', () => {
  for (const child of running) kill(child, 'SIGKILL');
});
for (const [signal, number] of [
  ['SIGINT', 2],
  ['SIGTERM', 15],
  ['SIGHUP', 1],
]) {
  process.on(signal, () => process.exit(128 + number));
}

/**
 * Starts node with these arguments as the leader of its own process group, so that what it starts (esbuild's process)
 * ends with it. What it prints goes to a file: a pipe would have to be read by this process, on the same cores.
 * With `ipc` it can be sent messages.
 */
export function startChild({ args, cwd, env, ipc = false }) {
  const log = join(scratchFolder(), `${++logs}.log`);
  const output = openSync(log, 'w');
  const process_ = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', output, output, ...(ipc ? ['ipc'] : [])],
    detached: process.platform !== 'win32',
  });
  closeSync(output);
  running.add(process_);
  const exited = new Promise((resolve) => {
    process_.once('exit', resolve);
    process_.once('error', resolve);
  });
  return {
    process: process_,
    pid: process_.pid,
    hasExited: () => process_.exitCode !== null || process_.signalCode !== null,
    /** The end of what it printed, for a failure's message. */
    output: () => readFileSync(log, 'utf8').slice(-LOG_TAIL_CHARACTERS).trim(),
    stop: () => stop(process_, exited),
  };
}

async function stop(child, exited) {
  const hard = setTimeout(() => kill(child, 'SIGKILL'), GRACE_MS);
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
  await exited;
  clearTimeout(hard);
  kill(child, 'SIGKILL');
  running.delete(child);
}

/** Ends the whole group; a group that is gone already is fine. */
function kill(child, signal) {
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
