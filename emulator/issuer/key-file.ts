import { createPrivateKey, createPublicKey, type JsonWebKey, sign, verify } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { randomIds } from '../shared/clock.ts';
import { ownFile, writeOwnFile } from '../shared/own-folder.ts';

/** A private RSA key with its name: what signs a project's local tokens. */
export interface SigningKey extends JsonWebKey {
  readonly kty: 'RSA';
  readonly kid: string;
  readonly n: string;
  readonly e: string;
  readonly d: string;
}

/** `.offstage/token-key.json` as it is: not there, no key pair, or one. `stamp` changes when the file does. */
export type KeyFile =
  | { readonly kind: 'absent'; readonly stamp: string }
  | { readonly kind: 'corrupt'; readonly stamp: string; readonly reason: string }
  | { readonly kind: 'key'; readonly stamp: string; readonly key: SigningKey };

const NAME = 'token-key.json';
/** Real pools name keys with random bytes in base64. */
const PREFIX = 'offstage-';

/** The key file's path in a project. */
export function keyFilePath(root: string): string {
  return ownFile(root, NAME);
}

/** Is this the name of a key from such a file? */
export function isLocalKeyName(kid: string): boolean {
  return kid.startsWith(PREFIX);
}

/** Reads the file, unless it is the one that was read `before`. */
export function readKeyFile(root: string, before?: KeyFile): KeyFile {
  const stamp = stampOf(keyFilePath(root));
  if (before?.stamp === stamp) return before;
  if (stamp === '') return { kind: 'absent', stamp };
  const read = readKey(keyFilePath(root));
  return typeof read === 'string' ? { kind: 'corrupt', stamp, reason: read } : { kind: 'key', stamp, key: read };
}

/**
 * Makes a key pair and writes it. One that another process has written meanwhile stays, and so does a file that is
 * there, unless it is the corrupt one `instead` of which the pair is made.
 */
export async function createKeyFile(root: string, instead: KeyFile): Promise<void> {
  const { exportJWK, generateKeyPair } = await import('jose');
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const key = { kid: `${PREFIX}${randomIds.hex(16)}`, alg: 'RS256', use: 'sig', ...(await exportJWK(privateKey)) };
  const replaced = instead.kind === 'corrupt' && readKeyFile(root).stamp === instead.stamp;
  writeOwnFile(root, NAME, `${JSON.stringify(key, undefined, 2)}\n`, { keep: !replaced });
}

/** Empty when no file can be found there. */
function stampOf(file: string): string {
  try {
    const { ino, mtimeNs, size } = statSync(file, { bigint: true });
    return `${ino} ${mtimeNs} ${size}`;
  } catch {
    return '';
  }
}

/** The key, or why the file holds none that signs. */
function readKey(file: string): SigningKey | string {
  try {
    const value = JSON.parse(readFileSync(file, 'utf8')) as SigningKey;
    const key = createPrivateKey({ key: value, format: 'jwk' });
    const { modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
    if (value.kty !== 'RSA' || modulusLength < 2048) return 'it holds no RSA key of 2,048 bits';
    if (!isLocalKeyName(value.kid ?? '')) return 'its key has no name that Offstage gives';
    const something = Buffer.from(value.kid);
    const { kty, n, e } = value;
    const publicKey = createPublicKey({ key: { kty, n, e }, format: 'jwk' });
    const fits = verify('sha256', something, publicKey, sign('sha256', something, key));
    return fits ? value : 'the parts of its key do not belong together';
  } catch (error) {
    if (error instanceof SyntaxError) return 'it is no JSON';
    const { errno, message } = error as NodeJS.ErrnoException;
    return errno === undefined ? 'it holds no RSA key' : message;
  }
}
