import { readFileSync } from 'node:fs';
import { type Explanation, explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';
import { ownFile } from '../shared/own-folder.ts';
import { isAuthorityName } from './names.ts';
import { type ReadPair, readPair, writeOrFail, writePair } from './pair.ts';

/** The authority's certificate, for those who are to trust it. */
export const AUTHORITY_FILE = 'https-ca.pem';

/** The same with its key: who has it can pose as any server to those who trust the authority. */
const KEY_FILE = 'https-ca-key.pem';

/** A server's certificate ends within this time, and never after the authority's. */
const LEAST_LEFT_MS = 400 * 24 * 60 * 60 * 1000;

/**
 * The project's certificate authority, made when it is first asked for. One that can't be used is told and replaced.
 * Throws OffstageError when its files can't be written.
 */
export async function openAuthority(
  root: string,
  now: number,
  onProblem: (explanation: Explanation) => void,
): Promise<ReadPair> {
  const authority = await readOrMake(root, now, onProblem);
  if (textOf(ownFile(root, AUTHORITY_FILE)) !== authority.certificate) {
    writeOrFail(root, AUTHORITY_FILE, authority.certificate);
  }
  return authority;
}

async function readOrMake(root: string, now: number, onProblem: (explanation: Explanation) => void): Promise<ReadPair> {
  const found = readPair(root, KEY_FILE);
  const fault = typeof found === 'object' ? faultOf(found, now) : found;
  if (typeof found === 'object' && fault === undefined) return found;
  const { makeAuthority } = await import('./make-certificate.ts');
  writePair(root, KEY_FILE, await makeAuthority(now), { keep: found === undefined });
  // Of two that were begun at once, one is everybody's.
  const made = readPair(root, KEY_FILE);
  const file = ownFile(root, KEY_FILE);
  if (typeof made !== 'object') {
    throw new OffstageError(
      explain('https-unwritable', { file, reason: made ?? 'a link is there that leads nowhere' }),
    );
  }
  if (fault !== undefined) {
    onProblem(explain('https-authority-replaced', { file, reason: fault, certificate: ownFile(root, AUTHORITY_FILE) }));
  }
  return made;
}

function faultOf({ x509, privateKey }: ReadPair, now: number): string | undefined {
  const isOwn =
    x509.ca && isAuthorityName(x509.subject) && privateKey.asymmetricKeyDetails?.namedCurve === 'prime256v1';
  if (!isOwn) return 'Offstage made no such authority';
  if (Date.parse(x509.validFrom) > now)
    return `it is valid from ${x509.validFrom} on, and this machine's clock is before`;
  return Date.parse(x509.validTo) < now + LEAST_LEFT_MS ? `it ends on ${x509.validTo}` : undefined;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
