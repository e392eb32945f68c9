import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatewayRequest } from '../gateway/exchange.ts';
import { MAX_PAYLOAD_BYTES } from '../gateway/gateway-responses/too-large.ts';
import type { HeaderList } from '../shared/header-list.ts';
import type { Address } from './address.ts';

const NOTHING = Buffer.alloc(0);

/** The header lines as they came: Node's own object lower-cases names and joins or drops repeated ones. */
export function readHeaders({ rawHeaders }: IncomingMessage): HeaderList {
  const headers: [string, string][] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    headers.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '']);
  }
  return headers;
}

/** `too-large`: over the limit, known before or while it came. `abandoned`: the client left before it was all there. */
export type Body = Buffer | 'too-large' | 'abandoned';

/** The whole body, or why there is none. Without one nothing is waited for. */
export function readBody(message: IncomingMessage): Promise<Body> | Body {
  const { 'content-length': length, 'transfer-encoding': transferEncoding } = message.headers;
  if (transferEncoding === undefined) {
    if (length === undefined || length === '0') return NOTHING;
    if (Number(length) > MAX_PAYLOAD_BYTES) return 'too-large';
  }
  return collect(message);
}

function collect(message: IncomingMessage): Promise<Body> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    message.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= MAX_PAYLOAD_BYTES) chunks.push(chunk);
      else resolve('too-large');
    });
    message.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    message.on('error', () => resolve('abandoned'));
    message.on('close', () => resolve('abandoned'));
  });
}

/** A client's request as the gateway takes it. The abort signal is made only when a box asks for it. */
export class IncomingRequest implements GatewayRequest {
  readonly method: string;
  readonly path: string;
  readonly stagePath: string;
  readonly query: string;
  readonly headers: HeaderList;
  readonly body: Buffer;
  readonly domainName: string;
  readonly sentPath: string;
  readonly customDomain: GatewayRequest['customDomain'];
  readonly sourceIp: string;
  readonly protocol: string;
  readonly #response: ServerResponse;
  #signal: AbortSignal | undefined;

  constructor(
    message: IncomingMessage,
    response: ServerResponse,
    parts: {
      address: Address;
      path: string;
      query: string;
      headers: HeaderList;
      body: Buffer;
      domainName: string;
      sourceIp: string | undefined;
    },
  ) {
    this.method = message.method ?? 'GET';
    this.path = parts.address.path;
    this.stagePath = parts.address.stagePath;
    this.query = parts.query;
    this.headers = parts.headers;
    this.body = parts.body;
    this.domainName = parts.domainName;
    this.sentPath = parts.path;
    this.customDomain = parts.address.customDomain;
    this.sourceIp = parts.sourceIp ?? withoutPrefix(message.socket.remoteAddress ?? '127.0.0.1');
    this.protocol = `HTTP/${message.httpVersion}`;
    this.#response = response;
  }

  get signal(): AbortSignal {
    if (!this.#signal) {
      const controller = new AbortController();
      this.#response.once('close', () => {
        if (!this.#response.writableFinished) controller.abort();
      });
      this.#signal = controller.signal;
    }
    return this.#signal;
  }
}

function withoutPrefix(address: string): string {
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
}
