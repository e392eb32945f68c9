import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { IamUser } from '../../emulator/config/types.ts';
import type { GatewayRequest } from '../../emulator/gateway/exchange.ts';
import { request } from './gateway.ts';

const source = { file: '/project/routes.json', line: 3, column: 5 };

export const HOST = 'abcdefghij.execute-api.us-east-1.amazonaws.com';

/** The clock of test/helpers/gateway.ts. */
export const NOW: Date = new Date(Date.UTC(2025, 3, 21, 15, 8, 21));

export function iamUser(parts: Partial<IamUser> = {}): IamUser {
  return {
    name: 'alice',
    accountId: '000000000000',
    accessKeyId: 'LOCALKEYOFALICE00001',
    secretAccessKey: 'the-secret-of-alice',
    policy: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }],
    },
    source,
    ...parts,
  };
}

/** SHA-256 as the SDK's signer wants it. */
class Sha256 {
  readonly #hash: { update(data: Uint8Array): unknown; digest(): Buffer };

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    const key = secret === undefined || typeof secret === 'string' ? secret : bytesOf(secret);
    this.#hash = key === undefined ? createHash('sha256') : createHmac('sha256', key);
  }

  update(data: Uint8Array): void {
    this.#hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {}
}

function bytesOf(data: ArrayBuffer | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}

export interface ToSign {
  readonly method?: string;
  /** With the stage, encoded. */
  readonly path?: string;
  readonly query?: Record<string, string | string[]>;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly host?: string;
}

export interface SignOptions {
  readonly user?: IamUser;
  readonly region?: string;
  readonly service?: string;
  readonly signingDate?: Date;
  /** Seconds: a presigned URL. */
  readonly expiresIn?: number;
}

type Signed = Required<Pick<ToSign, 'method' | 'path' | 'query' | 'headers'>>;

/** What the real SDK's signer makes of a request: its headers, and with `expiresIn` its query. */
export async function sign(toSign: ToSign, options: SignOptions = {}): Promise<Signed> {
  const { user = iamUser(), region = 'us-east-1', service = 'execute-api', signingDate = NOW, expiresIn } = options;
  const { accessKeyId, secretAccessKey, sessionToken } = user;
  const credentials = { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
  const signer = new SignatureV4({ credentials, region, service, sha256: Sha256 });
  const { method = 'GET', path = '/v1/pets', query = {}, headers = {}, body, host = HOST } = toSign;
  const written = {
    ...{ method, path, query, body, protocol: 'https:', hostname: host },
    headers: { host, ...headers },
  };
  const signed =
    expiresIn === undefined
      ? await signer.sign(written, { signingDate })
      : await signer.presign(written, { signingDate, expiresIn });
  return { method, path, query: (signed.query ?? {}) as Signed['query'], headers: signed.headers };
}

/** The same as a request to the stage v1, as it comes from a socket. */
export async function signedRequest(toSign: ToSign = {}, options: SignOptions = {}): Promise<GatewayRequest> {
  const { method, path, query, headers } = await sign(toSign, options);
  return request(path.replace(/^\/v1/, ''), {
    method,
    stagePath: path,
    query: queryText(query),
    headers: Object.entries(headers),
    body: Buffer.from(toSign.body ?? ''),
  });
}

/** A query as a client writes it. */
export function queryText(query: Readonly<Record<string, string | string[]>>): string {
  return Object.entries(query)
    .flatMap(([name, values]) =>
      [values].flat().map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
    )
    .join('&');
}
