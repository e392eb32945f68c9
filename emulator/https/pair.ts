import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';
import { ownFile, writeOwnFile } from '../shared/own-folder.ts';

/** A certificate and its private key, both as PEM text. */
export interface Pair {
  readonly certificate: string;
  readonly key: string;
}

/** A pair that was read: the key fits the certificate. */
export interface ReadPair extends Pair {
  readonly x509: X509Certificate;
  readonly privateKey: KeyObject;
}

/** The pair in a file of the project's own folder; undefined when there is no file, or in words why it holds none. */
export function readPair(root: string, name: string): ReadPair | string | undefined {
  let text: string;
  try {
    text = readFileSync(ownFile(root, name), 'latin1');
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    return ['ENOENT', 'ENOTDIR'].includes(code) ? undefined : message;
  }
  const certificate = partOf(text, 'CERTIFICATE');
  const key = partOf(text, 'PRIVATE KEY');
  const x509 = read(() => new X509Certificate(certificate ?? ''));
  const privateKey = read(() => createPrivateKey(key ?? ''));
  if (certificate === undefined || !x509) return 'it holds no certificate that can be read';
  if (key === undefined || !privateKey) return 'it holds no private key that can be read';
  return x509.checkPrivateKey(privateKey)
    ? { certificate, key, x509, privateKey }
    : 'its key does not fit its certificate';
}

/** Writes a pair as one file, so that nobody ever finds half of it. With `keep` one that is there by then stays. */
export function writePair(root: string, name: string, pair: Pair, options: { readonly keep?: boolean } = {}): void {
  writeOrFail(root, name, pair.certificate + pair.key, options);
}

/** As `writeOwnFile`. Throws OffstageError for a folder that can't be written to. */
export function writeOrFail(root: string, name: string, text: string, options: { readonly keep?: boolean } = {}): void {
  try {
    writeOwnFile(root, name, text, options);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new OffstageError(explain('https-unwritable', { file: ownFile(root, name), reason }), error);
  }
}

function partOf(text: string, label: string): string | undefined {
  const [part] = new RegExp(`-----BEGIN ${label}-----[^-]+-----END ${label}-----`).exec(text) ?? [];
  return part && `${part.trim()}\n`;
}

function read<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
