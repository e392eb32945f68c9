import type { CryptoKey, JWK } from 'jose';
import { lastHeader } from '../../../shared/header-list.ts';
import { serviceEndpoint } from '../../../shared/service-endpoints.ts';
import type { UserPool } from '../../../shared/user-pools.ts';
import type { HttpOutcome, Outside } from '../../exchange.ts';

/** The key to verify a token with, or why there is none. */
export type FoundKey =
  | { readonly kind: 'key'; readonly key: CryptoKey }
  /** The pool has no such key; `asked`: it was asked just now. */
  | { readonly kind: 'unknown'; readonly url: string; readonly asked: boolean }
  /** The kid is one that this machine's issuer gives, and not the one it has now. */
  | { readonly kind: 'outdated' }
  | { readonly kind: 'unreachable'; readonly url: string; readonly reason: string };

/** What is known of the keys of a pool. */
interface PoolKeys {
  readonly url: string;
  readonly keys: ReadonlyMap<string, JWK>;
  /** Why the last fetch gave nothing. */
  readonly failure?: string;
  /** Clock milliseconds. */
  readonly fetchedAt: number;
}

/** Keys of user pools by their address, as they were fetched; a pool is asked by one request at a time. */
export type UserPoolKeys = Map<string, Promise<PoolKeys>>;

/** How long a pool isn't asked again, whatever key is missing: a flood of made-up kids must not become one of fetches. */
const COOL_DOWN_MS = 30_000;
const TIMEOUT_MS = 5_000;

/**
 * Finds the public key that a token names: this machine's issuer has it, or the pool it says it comes from. The keys of
 * a pool are fetched when one is wanted that isn't known (a pool changes its keys rarely, and then under new names).
 */
export async function findKey(kid: string, pool: UserPool, outside: Outside): Promise<FoundKey> {
  const { localIssuer } = outside;
  if (localIssuer.isOwn(kid)) {
    const own = await localIssuer.findKey(kid);
    return own ? { kind: 'key', key: own } : { kind: 'outdated' };
  }
  const { keys, url, failure, asked } = await keysOf(pool, kid, outside);
  const key = await readKey(keys.get(kid));
  if (key) return { kind: 'key', key };
  return failure === undefined ? { kind: 'unknown', url, asked } : { kind: 'unreachable', url, reason: failure };
}

async function keysOf(pool: UserPool, kid: string, outside: Outside): Promise<PoolKeys & { readonly asked: boolean }> {
  const { userPoolKeys } = outside.state;
  const url = keysUrl(pool, outside);
  const ask = async (before?: PoolKeys) => {
    const fetching = fetchKeys(url, before?.keys, outside);
    userPoolKeys.set(url, fetching);
    return { ...(await fetching), asked: true };
  };
  const latest = userPoolKeys.get(url);
  // Between this look and the change there is no wait: of requests that come together one asks.
  if (!latest) return ask();
  const known = await latest;
  const newer = userPoolKeys.get(url);
  if (newer && newer !== latest) return { ...(await newer), asked: true };
  const isCool = outside.clock.now() - known.fetchedAt < COOL_DOWN_MS;
  return known.keys.has(kid) || isCool ? { ...known, asked: false } : ask(known);
}

function keysUrl({ id, issuer }: UserPool, { serviceEndpoints }: Outside): string {
  const endpoint = serviceEndpoint({ service: 'cognito-idp' }, serviceEndpoints);
  return `${endpoint === undefined ? issuer : `${endpoint}/${id}`}/.well-known/jwks.json`;
}

/** Never rejects. A fetch that fails leaves the keys that were known. */
async function fetchKeys(url: string, known: PoolKeys['keys'] = new Map(), outside: Outside): Promise<PoolKeys> {
  const outcome = await outside.send({
    method: 'GET',
    url,
    headers: [['Accept', 'application/json']],
    body: Buffer.alloc(0),
    timeoutMs: TIMEOUT_MS,
    // Whoever waits for the keys, others will want them.
    signal: new AbortController().signal,
  });
  const fetchedAt = outside.clock.now();
  const read = readKeySet(outcome);
  return typeof read === 'string' ? { url, keys: known, failure: read, fetchedAt } : { url, keys: read, fetchedAt };
}

/** The keys of an answer by their kid, or why there are none in it. */
function readKeySet(outcome: HttpOutcome): ReadonlyMap<string, JWK> | string {
  if (outcome.kind === 'failure') return outcome.detail;
  if (outcome.status !== 200) return `the answer has the status ${outcome.status}`;
  try {
    const { keys } = JSON.parse(outcome.body.toString('utf8')) as { keys?: unknown };
    if (!Array.isArray(keys)) return 'the answer has no "keys"';
    const named = keys.filter((key: unknown): key is JWK & { kid: string } => {
      return typeof (key as Partial<JWK> | null)?.kid === 'string';
    });
    return new Map(named.map((key) => [key.kid, key]));
  } catch {
    return `the answer is no JSON, but ${lastHeader(outcome.headers, 'content-type') ?? 'something else'}`;
  }
}

const imported = new WeakMap<JWK, Promise<CryptoKey | undefined>>();

/** Undefined for what is no RSA key to verify signatures with. */
function readKey(jwk: JWK | undefined): Promise<CryptoKey | undefined> | undefined {
  if (jwk === undefined) return undefined;
  const key = imported.get(jwk) ?? importKey(jwk);
  imported.set(jwk, key);
  return key;
}

async function importKey(jwk: JWK): Promise<CryptoKey | undefined> {
  if (jwk.kty !== 'RSA' || (jwk.use ?? 'sig') !== 'sig' || (jwk.alg ?? 'RS256') !== 'RS256') return undefined;
  const { importJWK } = await import('jose');
  try {
    // The public part alone: a set that holds more is none of ours.
    return (await importJWK({ kty: 'RSA', n: jwk.n, e: jwk.e }, 'RS256')) as CryptoKey;
  } catch {
    return undefined;
  }
}
