import { KeyObject, webcrypto, X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { X509CertificateGenerator } from '@peculiar/x509';
import { describe, expect, it } from 'vitest';
import type { Explanation } from '../../emulator/errors/explanation.ts';
import { openAuthority } from '../../emulator/https/authority.ts';
import { openCertificate } from '../../emulator/https/certificate.ts';
import { makeAuthority } from '../../emulator/https/make-certificate.ts';
import { certificateNames, type Names } from '../../emulator/https/names.ts';
import { type Pair, writePair } from '../../emulator/https/pair.ts';
import { networkAddresses } from '../../emulator/shared/network-addresses.ts';
import { projectFolder } from '../helpers/emulator.ts';

const NOW = Date.UTC(2026, 0, 15);
const DAY = 24 * 60 * 60 * 1000;
const NAMES: Names = { dns: ['localhost', 'api.pets.localhost'], ips: ['127.0.0.1', '::1'] };

/** A pair of somebody else's. */
async function foreignPair(): Promise<Pair> {
  const signingAlgorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(signingAlgorithm, true, ['sign', 'verify']);
  const made = await X509CertificateGenerator.createSelfSigned({ name: 'CN=somebody, O=else', keys, signingAlgorithm });
  const key = KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }).toString();
  return { certificate: `${made.toString('pem')}\n`, key };
}

async function opener() {
  const root = await projectFolder({});
  const told: Explanation[] = [];
  const onProblem = (explanation: Explanation): number => told.push(explanation);
  const authority = await openAuthority(root, NOW, onProblem);
  const open = async (names = NAMES, now = NOW, by = authority) =>
    new X509Certificate((await openCertificate(root, names, { authority: by, now, onProblem })).certificate);
  return { root, told, authority, open };
}

describe('the certificate of the HTTPS port', () => {
  it('is the authority’s, for its names alone, and good for less than the 398 days that Apple allows', async () => {
    const { authority, open } = await opener();
    const certificate = await open();
    expect(certificate.checkIssued(authority.x509) && certificate.verify(authority.x509.publicKey)).toBe(true);
    expect(certificate.checkHost('api.pets.localhost')).toBe('api.pets.localhost');
    expect(certificate.checkHost('other.test')).toBeUndefined();
    expect(certificate.checkIP('::1')).toBe('::1');
    expect(certificate.ca).toBe(false);
    const [from, to] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)];
    expect(to - from).toBeLessThanOrEqual(397 * DAY);
    // Clocks differ: of this machine, of a phone, of a container.
    expect(from).toBeLessThan(NOW);
    expect(to).toBeLessThan(Date.parse(authority.x509.validTo));
  });

  it('stays while it fits, also when a name less is asked for', async () => {
    const { told, open } = await opener();
    const { fingerprint256 } = await open();
    expect((await open()).fingerprint256).toBe(fingerprint256);
    expect((await open({ dns: ['localhost'], ips: ['127.0.0.1'] }, NOW + 300 * DAY)).fingerprint256).toBe(
      fingerprint256,
    );
    expect(told).toEqual([]);
  });

  it('is renewed without a word for a new name or address, near its end, and for another authority', async () => {
    const { root, told, open } = await opener();
    const seen = new Set([(await open()).fingerprint256]);
    seen.add((await open({ ...NAMES, dns: [...NAMES.dns, 'b.localhost'] })).fingerprint256);
    seen.add((await open({ ...NAMES, ips: [...NAMES.ips, '192.168.0.7'] })).fingerprint256);
    seen.add((await open(NAMES, NOW + 370 * DAY)).fingerprint256);
    writePair(root, 'https-ca-key.pem', await makeAuthority(NOW));
    const other = await openAuthority(root, NOW, () => {});
    const last = await open(NAMES, NOW + 370 * DAY, other);
    expect(last.verify(other.x509.publicKey)).toBe(true);
    expect(seen.add(last.fingerprint256).size).toBe(5);
    expect(told).toEqual([]);
  });

  it('that can’t be read, or was issued elsewhere, is told and replaced', async () => {
    const { root, told, authority, open } = await opener();
    writeFileSync(join(root, '.offstage/https-certificate.pem'), 'nothing of the kind');
    expect((await open()).verify(authority.x509.publicKey)).toBe(true);
    writePair(root, 'https-certificate.pem', await foreignPair());
    expect((await open()).verify(authority.x509.publicKey)).toBe(true);
    expect(told).toMatchObject([
      { code: 'https-certificate-replaced', what: expect.stringContaining('no certificate') },
      { code: 'https-certificate-replaced', what: expect.stringContaining('issued by CN=somebody, O=else') },
    ]);
  });
});

describe('the names of the certificate', () => {
  const facts = { customDomains: ['api.pets.localhost'], apiIds: ['abcdefghij'] };

  it('are this machine’s, the API’s and the custom domains', () => {
    expect(certificateNames({ ...facts, host: '127.0.0.1' })).toEqual({
      dns: [
        ...['localhost', '*.localhost', '*.execute-api.localhost', 'abcdefghij.execute-api.localhost'],
        'api.pets.localhost',
      ],
      ips: ['127.0.0.1', '::1'],
    });
  });

  it('have the address or the name of --host, and with every address those of this machine’s networks', () => {
    expect(certificateNames({ ...facts, host: '10.1.2.3' }).ips).toEqual(['127.0.0.1', '::1', '10.1.2.3']);
    // A zone is this machine's affair, and no part of an address that a certificate can have.
    expect(certificateNames({ ...facts, host: 'fe80::1%eth0' }).ips).toEqual(['127.0.0.1', '::1', 'fe80::1']);
    expect(certificateNames({ ...facts, host: 'Laptop.local' }).dns).toContain('laptop.local');
    for (const host of ['0.0.0.0', '::']) {
      expect(certificateNames({ ...facts, host }).ips).toEqual(['127.0.0.1', '::1', ...networkAddresses()]);
    }
  });
});
