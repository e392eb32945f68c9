import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls, type PeerCertificate } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { createEmulator } from '../../emulator/emulator.ts';
import type { OffstageError } from '../../emulator/errors/offstage-error.ts';
import type { Emulator } from '../../emulator/options.ts';
import { projectFolder, proxyRoutes, save, startEmulator } from '../helpers/emulator.ts';

const ECHO = 'exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });';
const files = { 'functions/echo.js': ECHO, 'routes.json': proxyRoutes({ '/pets': 'echo' }) };

const withDomains = (...names: string[]) => ({
  ...proxyRoutes({ '/pets': 'echo' }),
  customDomains: Object.fromEntries(
    names.map((name) => [name, { basePathMappings: { '(none)': { stage: 'v1' } } }] as const),
  ),
});

interface Answer {
  readonly status: number | undefined;
  readonly body: string;
  readonly certificate: PeerCertificate;
}

/** A request over TLS of a client that trusts the emulator's authority and nobody else. */
function get(emulator: Emulator, path: string, name = 'localhost', trusted?: Buffer): Promise<Answer> {
  const { httpsUrl = '', certificateAuthority = '' } = emulator;
  const { port } = new URL(httpsUrl);
  const ca = trusted ?? readFileSync(certificateAuthority);
  return new Promise((resolve, reject) => {
    request(
      { host: '127.0.0.1', port, path, ca, servername: name, headers: { Host: `${name}:${port}` }, agent: false },
      (response) => {
        const certificate = (response.socket as import('node:tls').TLSSocket).getPeerCertificate();
        let body = '';
        response.setEncoding('utf8').on('data', (text) => (body += text));
        response.on('end', () => resolve({ status: response.statusCode, body, certificate }));
      },
    )
      .on('error', reject)
      .end();
  });
}

describe('HTTPS', () => {
  it('answers as HTTP does, beside it, to a client that trusts the authority', async () => {
    const root = await projectFolder(files);
    const { emulator } = await startEmulator({ root, httpsPort: 0 });
    const secure = await get(emulator, '/v1/pets');
    expect(secure.status).toBe(200);
    const event = JSON.parse(secure.body);
    expect(event.headers).toMatchObject({ 'X-Forwarded-Proto': 'https', 'X-Forwarded-Port': '443' });
    expect(event.requestContext).toMatchObject({ domainName: 'localhost', protocol: 'HTTP/1.1' });
    expect((await fetch(`${emulator.url}/v1/pets`)).status).toBe(200);
    expect(emulator.url).toMatch(/^http:/);
  });

  it('is not there, and makes no files, unless it is asked for', async () => {
    const root = await projectFolder(files);
    const { emulator } = await startEmulator({ root });
    expect([emulator.httpsUrl, emulator.certificateAuthority]).toEqual([undefined, undefined]);
    expect(() => readFileSync(join(root, '.offstage/https-ca.pem'))).toThrow('ENOENT');
  });

  it('has a certificate for this machine’s names, the API’s and the custom domains', async () => {
    const root = await projectFolder({ ...files, 'routes.json': withDomains('api.pets.localhost', 'pets.test') });
    const { emulator } = await startEmulator({ root, httpsPort: 0 });
    const { id } = emulator.project.apis[0] ?? { id: '' };
    for (const name of ['localhost', `${id}.execute-api.localhost`]) {
      expect((await get(emulator, '/v1/pets', name)).status).toBe(200);
    }
    for (const name of ['api.pets.localhost', 'pets.test']) {
      expect((await get(emulator, '/pets', name)).status).toBe(200);
    }
    await expect(get(emulator, '/pets', 'other.test')).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  });

  it('answers a client that comes by an address', async () => {
    const root = await projectFolder(files);
    const { emulator } = await startEmulator({ root, httpsPort: 0 });
    const { port } = new URL(emulator.httpsUrl ?? '');
    const ca = readFileSync(emulator.certificateAuthority ?? '');
    const names = await new Promise<string | undefined>((resolve, reject) => {
      const socket = connectTls({ host: '127.0.0.1', port: Number(port), ca }, () => {
        resolve(socket.getPeerCertificate().subjectaltname);
        socket.destroy();
      }).on('error', reject);
    });
    expect(names).toContain('IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1');
  });

  it('has a new certificate of the same authority once a custom domain was saved', async () => {
    const root = await projectFolder(files);
    const { emulator, next } = await startEmulator({ root, httpsPort: 0, watch: true });
    const before = await get(emulator, '/v1/pets');
    await save(root, 'routes.json', withDomains('api.pets.localhost'));
    await next((event) => event.kind === 'reload');
    const after = await get(emulator, '/pets', 'api.pets.localhost');
    expect(after.status).toBe(200);
    expect(after.certificate.fingerprint).not.toBe(before.certificate.fingerprint);
  });

  it('keeps its certificate when a new one can not be written, and tells of it', async () => {
    const root = await projectFolder(files);
    const { emulator, next } = await startEmulator({ root, httpsPort: 0, watch: true });
    const ca = readFileSync(emulator.certificateAuthority ?? '');
    await rm(join(root, '.offstage'), { recursive: true });
    await writeFile(join(root, '.offstage'), 'a file where the folder should be');
    await save(root, 'routes.json', withDomains('api.pets.localhost'));
    await next((event) => event.kind === 'reload');
    expect((await get(emulator, '/v1/pets', 'localhost', ca)).status).toBe(200);
    const problem = await next((event) => event.kind === 'problem');
    expect(problem.explanations).toMatchObject([{ code: 'https-unwritable' }]);
  });

  it('shows a client the same certificate after another start', async () => {
    const root = await projectFolder(files);
    const fingerprint = async () => {
      const emulator = await createEmulator({ root, port: 0, httpsPort: 0 });
      try {
        return (await get(emulator, '/v1/pets')).certificate.fingerprint;
      } finally {
        await emulator.close();
      }
    };
    expect(await fingerprint()).toBe(await fingerprint());
  });

  it('closes the connection of a client that speaks plain HTTP, tells of it once, and goes on', async () => {
    const root = await projectFolder(files);
    const { emulator, events, next } = await startEmulator({ root, httpsPort: 0 });
    const { port } = new URL(emulator.httpsUrl ?? '');
    for (const bytes of [
      'GET /v1/pets HTTP/1.1\r\nHost: localhost\r\n\r\n',
      'GET / HTTP/1.0\r\n\r\n',
      '\x00\xff\x16',
    ]) {
      const socket = connect(Number(port), '127.0.0.1');
      socket.on('error', () => {});
      socket.end(bytes, 'latin1');
      await new Promise((resolve) => socket.once('close', resolve).resume());
    }
    const problem = await next((event) => event.kind === 'problem');
    expect(problem.explanations).toMatchObject([{ code: 'https-plain-http' }]);
    expect((await get(emulator, '/v1/pets')).status).toBe(200);
    const plain = events.filter(
      (event) => event.kind === 'problem' && event.explanations[0]?.code === 'https-plain-http',
    );
    expect(plain).toHaveLength(1);
    expect(events.filter(({ kind }) => kind === 'refused')).toEqual([]);
  });

  it('refuses TLS 1.1 and tells which TLS it takes', async () => {
    const root = await projectFolder(files);
    const { emulator, next } = await startEmulator({ root, httpsPort: 0 });
    const { port } = new URL(emulator.httpsUrl ?? '');
    const old = { maxVersion: 'TLSv1.1', minVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    const socket = connectTls({ host: '127.0.0.1', port: Number(port), rejectUnauthorized: false, ...old });
    await new Promise((resolve) => socket.once('error', resolve));
    const problem = await next((event) => event.kind === 'problem');
    expect(problem.explanations).toMatchObject([{ code: 'https-handshake-failed' }]);
  });

  it('answers malformed HTTP over TLS with 400', async () => {
    const root = await projectFolder(files);
    const { emulator } = await startEmulator({ root, httpsPort: 0 });
    const { port } = new URL(emulator.httpsUrl ?? '');
    const ca = readFileSync(emulator.certificateAuthority ?? '');
    const answer = await new Promise<string>((resolve, reject) => {
      let text = '';
      const socket = connectTls({ host: '127.0.0.1', port: Number(port), ca }, () => socket.write('nonsense\r\n\r\n'));
      socket
        .on('data', (chunk) => (text += chunk))
        .on('close', () => resolve(text))
        .on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request/);
  });

  it.each([
    ['that has said nothing yet', Buffer.alloc(0)],
    ['in the middle of its handshake', Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc])],
  ])('closes without waiting for a client %s', async (_title, bytes) => {
    const root = await projectFolder(files);
    const { emulator, events } = await startEmulator({ root, httpsPort: 0 });
    const socket = connect(Number(new URL(emulator.httpsUrl ?? '').port), '127.0.0.1');
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => {}).resume();
    await new Promise((resolve) => socket.write(bytes, resolve));
    expect((await get(emulator, '/v1/pets')).status).toBe(200);
    await emulator.close();
    await closed;
    expect(events.filter(({ kind }) => kind === 'problem')).toEqual([]);
  });

  it('ends the start with one message when its port is in use, or when its files can not be written', async () => {
    const root = await projectFolder(files);
    const { emulator } = await startEmulator({ root, httpsPort: 0 });
    const taken = Number(new URL(emulator.httpsUrl ?? '').port);
    const codes = (options: Parameters<typeof createEmulator>[0]) =>
      createEmulator({ port: 0, ...options }).then(
        async (started) => {
          await started.close();
          return [started.httpsUrl];
        },
        (error: OffstageError) => error.explanations.map(({ code }) => code),
      );
    expect(await codes({ root, httpsPort: taken, strictPort: true })).toEqual(['server-port-in-use']);
    expect(await codes({ root, httpsPort: taken })).toEqual([expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/)]);
    const shut = await projectFolder(files);
    await writeFile(join(shut, '.offstage'), 'a file where the folder should be');
    expect(await codes({ root: shut, httpsPort: 0 })).toEqual(['https-unwritable']);
  });
});
