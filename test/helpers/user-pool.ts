import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { onTestFinished } from 'vitest';
import type { Authorizer } from '../../emulator/config/types.ts';

export const POOL_ARN = 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_Pets';
export const ISSUER = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pets';
/** The fixed clock of the gateway's tests, in seconds. */
export const NOW: number = Date.UTC(2025, 3, 21, 15, 8, 21) / 1000;

/** A Cognito authorizer that trusts the pool. */
export function cognito(parts: Partial<Authorizer> = {}): Authorizer {
  return {
    name: 'people',
    type: 'COGNITO_USER_POOLS',
    identitySource: 'method.request.header.Authorization',
    providerARNs: [POOL_ARN],
    source: { file: '/project/routes.json', line: 7, column: 3 },
    ...parts,
  };
}

/** What stands in an ID token of the pool that is good now. */
export function idClaims(parts: Record<string, unknown> = {}): Record<string, unknown> {
  return { sub: 'alice', iss: ISSUER, aud: 'client', token_use: 'id', exp: NOW + 60, iat: NOW - 60, ...parts };
}

export interface Pool {
  /** For `serviceEndpoints['cognito-idp']`. */
  readonly url: string;
  /** The paths that were asked for. */
  readonly asked: string[];
  readonly publicJwk: JWK;
  /** What the pool answers from now on. */
  answer(status: number, body: unknown): void;
  sign(claims: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>;
}

let pair: ReturnType<typeof generateKeyPair> | undefined;

/** A user pool at an address of its own, gone with its test. Its key pair is the same in all tests of a file. */
export async function startPool(): Promise<Pool> {
  pair ??= generateKeyPair('RS256', { extractable: true });
  const { publicKey, privateKey } = await pair;
  const publicJwk = { ...(await exportJWK(publicKey)), kid: 'pool-key', alg: 'RS256', use: 'sig' };
  const asked: string[] = [];
  let reply = { status: 200, body: JSON.stringify({ keys: [publicJwk] }) };
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(reply.status, { 'content-type': 'application/json' }).end(reply.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    publicJwk,
    answer(status, body) {
      reply = { status, body: typeof body === 'string' ? body : JSON.stringify(body) };
    },
    sign: (claims, header = {}) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'pool-key', ...header }).sign(privateKey),
  };
}
