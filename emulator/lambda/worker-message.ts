import { MessagePort } from 'node:worker_threads';
import type { WorkerMessage } from './protocol.ts';

/**
 * Is this what the emulator's code in a thread sends? A function shares the thread with it: one that replaces JSON, or
 * a method of MessagePort, changes what arrives, and the emulator must not fall over it.
 */
export function isWorkerMessage(message: unknown): message is WorkerMessage {
  if (typeof message === 'string') return true;
  if (!Array.isArray(message)) return false;
  const [kind, first, second, third] = message as readonly unknown[];
  switch (kind) {
    case 'log':
      return isText(first) && (second === undefined || isText(second)) && isText(third);
    case 'child':
      // Nobody's process but a child's: 0 and what is below are groups.
      return Number.isInteger(first) && Number(first) > 1 && first !== process.pid && isText(second);
    case 'init':
      return typeof first === 'number' && (second === undefined || second instanceof MessagePort);
    case 'init-error':
    case 'error':
    case 'fatal':
    case 'stream-error':
      return isErrorObject(first) && isText(second);
    case 'chunk':
      return typeof first === 'number' && second instanceof Uint8Array && isText(third);
    case 'stream-end':
    case 'signal':
      return isText(first);
    case 'bad-event':
    case 'stream-open':
    case 'done':
      return true;
    default:
      return false;
  }
}

/** JSON text of an object: what errors are answered with. */
function isErrorObject(payload: unknown): boolean {
  try {
    const value: unknown = JSON.parse(String(payload));
    return typeof value === 'object' && value !== null && isText(payload);
  } catch {
    return false;
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
