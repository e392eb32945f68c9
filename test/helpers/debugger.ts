import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A message of the inspector protocol. */
export interface ProtocolMessage {
  readonly id?: number;
  readonly method?: string;
  // biome-ignore lint/suspicious/noExplicitAny: each method has its own
  readonly params?: any;
  // biome-ignore lint/suspicious/noExplicitAny: each method has its own
  readonly result?: any;
  readonly error?: { readonly code: number; readonly message: string };
}

/** One end of a conversation in the inspector protocol: the main thread's, or a worker thread's. */
export interface Target {
  readonly title: string;
  /** Sends a command and gives its answer. */
  ask(method: string, params?: object): Promise<ProtocolMessage>;
  /** The next notification of this name that has not been given yet. */
  next(method: string): Promise<ProtocolMessage>;
}

export interface DebuggerClient extends Target {
  /** The next worker thread that comes to life (or is there), attached as editors do it. */
  nextWorker(): Promise<Target>;
  close(): Promise<void>;
}

/** A debugger as an editor is one: over the WebSocket of an inspector, to threads through the NodeWorker domain. */
export async function attachDebugger(url: string): Promise<DebuggerClient> {
  const socket = await openWebSocket(url);
  onTestFinished(() => void socket.destroy());
  const workers = createQueue<Target>();
  const sessions = new Map<string, Conversation>();
  const main = createConversation('main', (text) => socket.write(maskedFrame(text)));
  readTexts(socket, (text) => main.take(JSON.parse(text)));
  main.listen(({ method, params }) => {
    if (method === 'NodeWorker.attachedToWorker') {
      const { sessionId, workerInfo } = params;
      const worker = createConversation(workerInfo.title, (message) =>
        main.ask('NodeWorker.sendMessageToWorker', { sessionId, message }),
      );
      sessions.set(sessionId, worker);
      workers.add(worker);
    } else if (method === 'NodeWorker.receivedMessageFromWorker') {
      sessions.get(params.sessionId)?.take(JSON.parse(params.message));
    }
  });
  return {
    ...main,
    nextWorker: () => workers.next(),
    close: () =>
      new Promise((resolve) => {
        socket.once('close', () => resolve());
        socket.destroy();
      }),
  };
}

interface Conversation extends Target {
  take(message: ProtocolMessage): void;
  listen(listener: (message: ProtocolMessage) => void): void;
}

function createConversation(title: string, send: (text: string) => void): Conversation {
  const answers = new Map<number, (message: ProtocolMessage) => void>();
  const notifications = new Map<string, Queue<ProtocolMessage>>();
  let heard = (_message: ProtocolMessage): void => {};
  let last = 0;
  const queueOf = (method: string): Queue<ProtocolMessage> => {
    const queue = notifications.get(method) ?? createQueue<ProtocolMessage>();
    notifications.set(method, queue);
    return queue;
  };
  return {
    title,
    ask(method, params = {}) {
      const id = ++last;
      send(JSON.stringify({ id, method, params }));
      return new Promise((resolve) => answers.set(id, resolve));
    },
    next: (method) => queueOf(method).next(),
    listen(listener) {
      heard = listener;
    },
    take(message) {
      if (message.id !== undefined) {
        answers.get(message.id)?.(message);
        return;
      }
      heard(message);
      queueOf(message.method ?? '').add(message);
    },
  };
}

interface Queue<T> {
  add(value: T): void;
  next(): Promise<T>;
}

function createQueue<T>(): Queue<T> {
  const values: T[] = [];
  const waiting: ((value: T) => void)[] = [];
  return {
    add(value) {
      const taker = waiting.shift();
      if (taker) taker(value);
      else values.push(value);
    },
    next: () => {
      const value = values.shift();
      return value === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(value);
    },
  };
}

function openWebSocket(url: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const headers = {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    };
    request(url.replace('ws:', 'http:'), { headers })
      .on('upgrade', (_response, socket, head) => {
        if (head.length > 0) socket.unshift(head);
        resolve(socket);
      })
      .on('response', ({ statusCode }) => reject(new Error(`refused with ${statusCode}`)))
      .on('error', reject)
      .end();
  });
}

/** A server doesn't mask and ours doesn't split: a frame is a head with a length, and a text. */
function readTexts(socket: Socket, take: (text: string) => void): void {
  let pending = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 2) {
      const short = pending.readUInt8(1);
      const start = short === 127 ? 10 : short === 126 ? 4 : 2;
      if (pending.length < start) return;
      const length = start === 10 ? Number(pending.readBigUInt64BE(2)) : start === 4 ? pending.readUInt16BE(2) : short;
      if (pending.length < start + length) return;
      const isText = (pending.readUInt8(0) & 15) === 1;
      const text = pending.toString('utf8', start, start + length);
      pending = pending.subarray(start + length);
      if (isText) take(text);
    }
  });
}

function maskedFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head.writeUInt8(0x81, 0);
  head.writeUInt8(128 | (length < 126 ? length : length < 65_536 ? 126 : 127), 1);
  if (head.length === 4) head.writeUInt16BE(length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
  const mask = randomBytes(4);
  for (let index = 0; index < length; index++) payload[index] = (payload[index] ?? 0) ^ (mask[index % 4] ?? 0);
  return Buffer.concat([head, mask, payload]);
}
