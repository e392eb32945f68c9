import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import type { MessagePort } from 'node:worker_threads';

interface Spawning extends ChildProcess {
  spawn?(...args: unknown[]): unknown;
}

/**
 * Tells the emulator which processes the function has begun and which of them have ended: on Lambda those that are
 * left die with their environment, here a thread that is ended would leave them running (a browser of puppeteer's).
 */
export function reportChildren(port: MessagePort): void {
  // Node's own channel: child_process itself is loaded only by functions that need it, which saves the others 2 ms.
  subscribe('child_process', (message) => {
    const { process: child } = message as { process: Spawning };
    const { spawn } = child;
    // The channel speaks before the process is there.
    child.spawn = (...args) => {
      delete child.spawn;
      const result = spawn?.apply(child, args);
      const { pid } = child;
      if (pid !== undefined) {
        port.postMessage(['child', pid, 'runs']);
        child.once('exit', () => port.postMessage(['child', pid, 'ended']));
      }
      return result;
    };
  });
}
