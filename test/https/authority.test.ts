import { X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Explanation } from '../../emulator/errors/explanation.ts';
import { openAuthority } from '../../emulator/https/authority.ts';
import { makeCertificate } from '../../emulator/https/make-certificate.ts';
import { writePair } from '../../emulator/https/pair.ts';
import { projectFolder } from '../helpers/emulator.ts';

const NOW = Date.UTC(2026, 0, 15);
const DAY = 24 * 60 * 60 * 1000;
const KEY_FILE = '.offstage/https-ca-key.pem';

async function opener() {
  const root = await projectFolder({});
  const told: Explanation[] = [];
  const open = (now = NOW) => openAuthority(root, now, (explanation) => told.push(explanation));
  return { root, told, open };
}

describe('the certificate authority of a project', () => {
  it('is made once, with a key that its owner alone can read, in a folder that git passes over', async () => {
    const { root, told, open } = await opener();
    const { certificate, x509 } = await open();
    expect((await open(NOW + 300 * DAY)).certificate).toBe(certificate);
    expect(readFileSync(join(root, '.offstage/https-ca.pem'), 'utf8')).toBe(certificate);
    expect(x509.ca && x509.verify(x509.publicKey)).toBe(true);
    expect(readFileSync(join(root, '.offstage/.gitignore'), 'utf8')).toBe('*\n');
    if (process.platform !== 'win32') expect(statSync(join(root, KEY_FILE)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(root, '.offstage/https-ca.pem'), 'utf8')).not.toContain('PRIVATE');
    expect(told).toEqual([]);
  });

  it('is one, though two processes begin to make it at once', async () => {
    const { open } = await opener();
    const [one, other] = await Promise.all([open(), open()]);
    expect(one.certificate).toBe(other.certificate);
  });

  it('is not made where a link leads nowhere, and says so', async () => {
    const { root, open } = await opener();
    mkdirSync(join(root, '.offstage'));
    symlinkSync(join(root, 'nowhere/ca.pem'), join(root, KEY_FILE));
    await expect(open()).rejects.toMatchObject({ explanations: [{ code: 'https-unwritable' }] });
  });

  it('writes the file for its clients anew when that holds something else', async () => {
    const { root, told, open } = await opener();
    const { certificate } = await open();
    writeFileSync(join(root, '.offstage/https-ca.pem'), 'nothing of the kind');
    expect((await open()).certificate).toBe(certificate);
    expect(readFileSync(join(root, '.offstage/https-ca.pem'), 'utf8')).toBe(certificate);
    expect(told).toEqual([]);
  });

  it.each([
    ['is empty', () => '', 'no certificate'],
    ['holds bytes', () => '\0\xff nonsense', 'no certificate'],
    ['is cut off', (text: string) => text.slice(0, 300), 'no certificate'],
    ['has no key', (text: string) => text.slice(0, text.indexOf('-----BEGIN PRIVATE')), 'no private key'],
    [
      'has the key of another',
      (text: string, other: string) =>
        text.slice(0, text.indexOf('-----BEGIN PRIVATE')) + other.slice(other.indexOf('-----BEGIN PRIVATE')),
      'does not fit',
    ],
  ])('that %s is told and replaced', async (_, damage, reason) => {
    const { root, told, open } = await opener();
    const other = await opener();
    const before = await open();
    await other.open();
    const file = join(root, KEY_FILE);
    writeFileSync(file, damage(readFileSync(file, 'utf8'), readFileSync(join(other.root, KEY_FILE), 'utf8')));
    const after = await open();
    expect(after.certificate).not.toBe(before.certificate);
    expect(told).toMatchObject([{ code: 'https-authority-replaced', what: expect.stringContaining(reason) }]);
    expect((await open()).certificate).toBe(after.certificate);
    expect(told).toHaveLength(1);
  });

  it('that was made by somebody else is told and replaced', async () => {
    const { root, told, open } = await opener();
    const authority = await open();
    const names = { dns: ['localhost'], ips: [] };
    writePair(root, 'https-ca-key.pem', await makeCertificate(names, authority, NOW));
    await open();
    expect(told).toMatchObject([{ what: expect.stringContaining('Offstage made no such authority') }]);
  });

  it('is replaced while it still has more than a server’s certificate left, and told of a clock that is behind', async () => {
    const { told, open } = await opener();
    const { certificate } = await open();
    expect((await open(NOW + 3200 * DAY)).certificate).toBe(certificate);
    const later = await open(NOW + 3300 * DAY);
    expect(later.certificate).not.toBe(certificate);
    expect(told).toMatchObject([{ what: expect.stringContaining('it ends on') }]);
    await open(NOW);
    expect(told[1]?.what).toContain('clock');
  });

  it('names itself and its key, as strict clients ask for', async () => {
    const { open } = await opener();
    const authority = await open();
    const leaf = new X509Certificate(
      (await makeCertificate({ dns: ['localhost'], ips: [] }, authority, NOW)).certificate,
    );
    // The object identifiers of the two key identifiers (RFC 5280, 4.2.1).
    const subjectKey = Buffer.from([0x06, 0x03, 0x55, 0x1d, 0x0e]);
    const authorityKey = Buffer.from([0x06, 0x03, 0x55, 0x1d, 0x23]);
    expect(authority.x509.raw.includes(subjectKey)).toBe(true);
    expect([leaf.raw.includes(subjectKey), leaf.raw.includes(authorityKey)]).toEqual([true, true]);
  });

  it('can not be made where its folder is a file', async () => {
    const { root, open } = await opener();
    writeFileSync(join(root, '.offstage'), '');
    await expect(open()).rejects.toMatchObject({ explanations: [{ code: 'https-unwritable' }] });
  });

  it('can not be made where its file is a folder', async () => {
    const { root, open } = await opener();
    mkdirSync(join(root, KEY_FILE), { recursive: true });
    await expect(open()).rejects.toMatchObject({ explanations: [{ code: 'https-unwritable' }] });
  });
});
