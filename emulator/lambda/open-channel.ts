import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { BOX_BYTES, BOX_SLOTS, SIGNAL_SLOTS, type WorkerData } from './protocol.ts';

/** The emulator's end of what it shares with an environment. */
export interface Channel {
  readonly port: MessagePort;
  readonly signal: Int32Array;
  readonly box: Uint8Array;
}

/** Makes what the emulator and a new environment share: a port each, the signals, and the box for events. */
export function openChannel(): { readonly channel: Channel; readonly workerData: WorkerData } {
  const { port1, port2 } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(SIGNAL_SLOTS * Int32Array.BYTES_PER_ELEMENT));
  const box = new Uint8Array(new SharedArrayBuffer(BOX_SLOTS * BOX_BYTES));
  return { channel: { port: port1, signal, box }, workerData: { port: port2, signal, box } };
}
