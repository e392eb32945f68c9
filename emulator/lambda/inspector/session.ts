import { Session } from 'node:inspector';
import { threadId } from 'node:worker_threads';

/** One debugger's session with the main thread. */
export interface DebuggerSession {
  /** Takes a message of the inspector protocol. False for a text that is none. */
  take(text: string): boolean;
  /** Lets everything go on that stands at a breakpoint or waits for the debugger, then ends the session. */
  close(): Promise<void>;
}

/** A message of the NodeWorker domain about one thread. */
interface WorkerNotification {
  readonly method: string;
  readonly params?: { readonly sessionId?: string; readonly workerInfo?: { readonly title?: string } };
}

/**
 * Opens a session with the main thread; the NodeWorker domain leads on to the other threads. The one that this runs in
 * is hidden: whoever paused it could never make it go on.
 */
export function openSession(send: (text: string) => void): DebuggerSession {
  const session = new Session();
  const hidden = new Set<string>();
  const workers = new Set<string>();
  /** Resolves when the main thread has taken it, well or not: a worker may be gone. */
  const post = (method: string, params?: object): Promise<void> =>
    new Promise((resolve) => session.post(method, params, () => resolve()));
  session.connectToMainThread();
  session.on('inspectorNotification', (notification) => {
    const { method, params: { sessionId, workerInfo } = {} } = notification as WorkerNotification;
    if (method.startsWith('NodeWorker.') && sessionId !== undefined) {
      if (workerInfo?.title?.startsWith(`[worker ${threadId}]`)) {
        hidden.add(sessionId);
        session.post('NodeWorker.detach', { sessionId });
      }
      if (hidden.has(sessionId)) return;
      if (method === 'NodeWorker.attachedToWorker') workers.add(sessionId);
      if (method === 'NodeWorker.detachedFromWorker') workers.delete(sessionId);
    }
    send(JSON.stringify(notification));
  });
  return {
    take(text) {
      const message = readMessage(text);
      if (!message) return false;
      const { id, method, params } = message;
      session.post(method, params, (error, result) => {
        send(JSON.stringify(error ? { id, error: toProtocolError(error) } : { id, result: result ?? {} }));
      });
      return true;
    },
    async close() {
      // The end of a session alone leaves a thread at its breakpoint for ever, and then it can't be ended either.
      const said = ['Debugger.disable', 'Runtime.runIfWaitingForDebugger'].flatMap((method, id) => [
        post(method),
        ...[...workers].map((sessionId) =>
          post('NodeWorker.sendMessageToWorker', { sessionId, message: JSON.stringify({ id, method }) }),
        ),
      ]);
      await Promise.all(said);
      session.disconnect();
    },
  };
}

interface Message {
  readonly id: number;
  readonly method: string;
  readonly params: object | undefined;
}

function readMessage(text: string): Message | undefined {
  try {
    const { id, method, params } = JSON.parse(text) as Record<string, unknown>;
    if (typeof id !== 'number' || typeof method !== 'string') return undefined;
    return { id, method, params: typeof params === 'object' && params !== null ? params : undefined };
  } catch {
    return undefined;
  }
}

/** node:inspector has put the code into the text: `Inspector error -32601: 'Foo.bar' wasn't found`. */
function toProtocolError({ message }: Error): { code: number; message: string } {
  const [, code = '-32000', text = message] = /^Inspector error (-?\d+): (.*)$/s.exec(message) ?? [];
  return { code: Number(code), message: text };
}
