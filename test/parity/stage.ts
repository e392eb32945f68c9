import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** An answer on its way from the emulator behind to whoever asked. */
export interface Passing {
  status: number;
  headers: [string, string][];
  body: Buffer;
}

export type Tamper = (passing: Passing, message: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** A stage that is not what it should be: it answers as the emulator at `origin` does, after `tamper` has had its way. */
export async function startTamperedStage(origin: string, tamper: Tamper): Promise<string> {
  return startServer((message, response) => {
    const { method, url, rawHeaders } = message;
    const headers = rawHeaders.flatMap((name, index) =>
      index % 2 === 0 && name.toLowerCase() !== 'connection' ? [name, rawHeaders[index + 1] ?? ''] : [],
    );
    const onward = send(`${origin}${url}`, { method, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', async () => {
        const passing: Passing = {
          status: answer.statusCode ?? 500,
          headers: answer.rawHeaders.flatMap((name, index): [string, string][] =>
            index % 2 === 0 ? [[name, answer.rawHeaders[index + 1] ?? '']] : [],
          ),
          body: Buffer.concat(chunks),
        };
        await tamper(passing, message, response);
        if (response.destroyed || response.socket?.destroyed) return;
        const framed = passing.headers.filter(([name]) => !/^(connection|keep-alive)$/i.test(name));
        response.sendDate = false;
        response.writeHead(passing.status, framed.flat());
        response.end(passing.body);
      });
    });
    message.pipe(onward);
  });
}

/** A server on loopback that ends with its test: its origin. */
export async function startServer(
  handle: (message: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Puts another body and the length that fits it. */
export function replaceBody(passing: Passing, text: string): void {
  passing.body = Buffer.from(text);
  setHeader(passing, 'Content-Length', `${passing.body.length}`);
}

export function setHeader({ headers }: Passing, name: string, value: string | undefined): void {
  const index = headers.findIndex(([one]) => one.toLowerCase() === name.toLowerCase());
  const spelled = headers[index]?.[0] ?? name;
  if (index !== -1) headers.splice(index, 1);
  if (value !== undefined) headers.push([spelled, value]);
}
