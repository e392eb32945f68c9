import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Emulator } from '../../emulator/options.ts';

/** Sends bytes as they are and gives all that comes back until the server closes, each byte one character. */
export async function raw({ url }: Emulator, bytes: string | Buffer): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  await Promise.race([new Promise((resolve) => socket.once('close', resolve)), wait(15_000)]);
  socket.destroy();
  return Buffer.concat(chunks).toString('latin1');
}
