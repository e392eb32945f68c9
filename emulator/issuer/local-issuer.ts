import type { webcrypto } from 'node:crypto';
import type { JWK } from 'jose';
import { type Explanation, explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';
import { createKeyFile, isLocalKeyName, type KeyFile, keyFilePath, readKeyFile, type SigningKey } from './key-file.ts';

/** Issues the tokens that stand in for those of the project's user pools, and that nobody else trusts. */
export interface LocalIssuer {
  isOwn(kid: string): boolean;
  /** The public key of that name, if it is the one in the file at this moment. Makes none. */
  findKey(kid: string): Promise<webcrypto.CryptoKey | undefined>;
  /** The public key as a JSON Web Key Set. */
  keySet(): Promise<{ readonly keys: readonly JWK[] }>;
  sign(claims: Readonly<Record<string, unknown>>): Promise<string>;
}

/**
 * The issuer of a project. Its key pair lies in the project's `.offstage/` folder, so that `offstage token` and a running
 * `offstage dev` have the same one; it is made when it is first needed for more than a look. A file that holds none is
 * told and replaced.
 */
export function createLocalIssuer(root: string, onProblem: (explanation: Explanation) => void): LocalIssuer {
  let file: KeyFile | undefined;
  const imported = new WeakMap<SigningKey, Promise<webcrypto.CryptoKey>>();
  const look = (): KeyFile => {
    file = readKeyFile(root, file);
    return file;
  };
  const signingKey = async (): Promise<SigningKey> => {
    const found = look();
    if (found.kind === 'key') return found.key;
    if (found.kind === 'corrupt') {
      onProblem(explain('token-key-corrupt', { file: keyFilePath(root), reason: found.reason }));
    }
    await createKeyFile(root, found).catch((error: Error) => {
      throw new OffstageError(
        explain('token-key-unwritable', { file: keyFilePath(root), reason: error.message }),
        error,
      );
    });
    const made = look();
    if (made.kind !== 'key') throw new Error(`${keyFilePath(root)} changed while it was made.`);
    return made.key;
  };
  return {
    isOwn: isLocalKeyName,
    async findKey(kid) {
      const found = look();
      if (found.kind !== 'key' || found.key.kid !== kid) return undefined;
      const key = imported.get(found.key) ?? importPublic(found.key);
      imported.set(found.key, key);
      return key;
    },
    keySet: async () => ({ keys: [publicPart(await signingKey())] }),
    async sign(claims) {
      const key = await signingKey();
      const { importJWK, SignJWT } = await import('jose');
      const header = { kid: key.kid, alg: 'RS256' };
      return new SignJWT(claims).setProtectedHeader(header).sign(await importJWK(key, 'RS256'));
    },
  };
}

function publicPart({ kid, kty, n, e }: SigningKey): JWK {
  return { alg: 'RS256', e, kid, kty, n, use: 'sig' };
}

async function importPublic(key: SigningKey): Promise<webcrypto.CryptoKey> {
  const { importJWK } = await import('jose');
  return (await importJWK(publicPart(key), 'RS256')) as webcrypto.CryptoKey;
}
