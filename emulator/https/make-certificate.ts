import { KeyObject, randomBytes, webcrypto } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { AUTHORITY_NAME, type Names } from './names.ts';
import type { Pair, ReadPair } from './pair.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Where browsers keep what they trust, nobody wants to look every year. */
const AUTHORITY_DAYS = 3650;

/** Apple's systems take no certificate of a server that is good for more than 398 days. */
const CERTIFICATE_DAYS = 390;

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** A new certificate authority with a name of its own, since a machine may come to trust those of several projects. */
export async function makeAuthority(now: number): Promise<Pair> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    ...common(now, AUTHORITY_DAYS),
    name: `${AUTHORITY_NAME}${randomBytes(4).toString('hex')}`,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return toPair(certificate, keys);
}

/** A new certificate of a server with these names, signed by the authority. */
export async function makeCertificate({ dns, ips }: Names, authority: ReadPair, now: number): Promise<Pair> {
  const keys = await newKeys();
  const signingKey = await webcrypto.subtle.importKey(
    'pkcs8',
    authority.privateKey.export({ type: 'pkcs8', format: 'der' }),
    ALGORITHM,
    false,
    ['sign'],
  );
  const certificate = await X509CertificateGenerator.create({
    ...common(now, CERTIFICATE_DAYS),
    subject: 'CN=Offstage',
    issuer: authority.x509.subject,
    publicKey: keys.publicKey,
    signingKey,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension([
        ...dns.map((value) => ({ type: 'dns' as const, value })),
        ...ips.map((value) => ({ type: 'ip' as const, value })),
      ]),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      // OpenSSL asks for both identifiers where it is told to be strict, as Python 3.13 does.
      await AuthorityKeyIdentifierExtension.create(await publicKeyOf(authority)),
    ],
  });
  return toPair(certificate, keys);
}

/** From a day ago: the clock of a phone or of a container may be behind. */
function common(now: number, days: number) {
  const notBefore = new Date(now - DAY_MS);
  return {
    // Positive, and without zeros before it.
    serialNumber: `4${randomBytes(16).toString('hex').slice(1)}`,
    notBefore,
    notAfter: new Date(notBefore.getTime() + days * DAY_MS),
    signingAlgorithm: ALGORITHM,
  };
}

async function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

function publicKeyOf({ x509 }: ReadPair): Promise<webcrypto.CryptoKey> {
  const spki = x509.publicKey.export({ type: 'spki', format: 'der' });
  return webcrypto.subtle.importKey('spki', spki, ALGORITHM, true, ['verify']);
}

function toPair(certificate: { toString(format: 'pem'): string }, { privateKey }: webcrypto.CryptoKeyPair): Pair {
  return {
    certificate: `${certificate.toString('pem').trim()}\n`,
    key: KeyObject.from(privateKey).export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
