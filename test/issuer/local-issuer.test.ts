import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compactVerify, createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import type { Explanation } from '../../emulator/errors/explanation.ts';
import { createLocalIssuer, type LocalIssuer } from '../../emulator/issuer/local-issuer.ts';
import { projectFolder } from '../helpers/emulator.ts';

const keyFile = (root: string) => join(root, '.offstage', 'token-key.json');

async function issuerOf(root: string): Promise<{ issuer: LocalIssuer; told: Explanation[] }> {
  const told: Explanation[] = [];
  return { issuer: createLocalIssuer(root, (explanation) => told.push(explanation)), told };
}

async function start() {
  const root = await projectFolder({});
  return { root, ...(await issuerOf(root)) };
}

const kidOf = (token: string): string =>
  (JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { kid: string }).kid;

describe('the local issuer', () => {
  it('signs with a key pair that it makes when it is first needed, readable for its owner alone', async () => {
    const { root, issuer } = await start();
    expect(await issuer.findKey('offstage-none')).toBeUndefined();
    expect(existsSync(join(root, '.offstage'))).toBe(false);
    const token = await issuer.sign({ sub: 'alice' });
    const keySet = createLocalJWKSet((await issuer.keySet()) as JSONWebKeySet);
    expect((await jwtVerify(token, keySet)).payload).toEqual({ sub: 'alice' });
    if (process.platform !== 'win32') expect(statSync(keyFile(root)).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(root, '.offstage')).sort()).toEqual(['.gitignore', 'token-key.json']);
  });

  it('tells nobody the private half', async () => {
    const { issuer } = await start();
    const { keys } = await issuer.keySet();
    expect(keys.map((key) => Object.keys(key).sort())).toEqual([['alg', 'e', 'kid', 'kty', 'n', 'use']]);
  });

  it('is the same for every process of the project, also for those that begin together', async () => {
    const { root, issuer } = await start();
    const others = await Promise.all([1, 2, 3].map(() => issuerOf(root)));
    const tokens = await Promise.all(
      [issuer, ...others.map((other) => other.issuer)].map((one) => one.sign({ sub: 'a' })),
    );
    expect(new Set(tokens.map(kidOf)).size).toBe(1);
    for (const token of tokens) {
      const key = await issuer.findKey(kidOf(token));
      await expect(compactVerify(token, key ?? new Uint8Array())).resolves.toBeDefined();
    }
  });

  it('finds a key that another process made meanwhile, and forgets one that is gone', async () => {
    const { root, issuer } = await start();
    const { issuer: other } = await issuerOf(root);
    const first = kidOf(await other.sign({}));
    expect(await issuer.findKey(first)).toBeDefined();
    rmSync(join(root, '.offstage'), { recursive: true });
    expect(await issuer.findKey(first)).toBeUndefined();
    const second = kidOf(await other.sign({}));
    expect(second).not.toBe(first);
    expect(await issuer.findKey(first)).toBeUndefined();
    expect(await issuer.findKey(second)).toBeDefined();
  });

  it.each([
    ['', 'no JSON'],
    ['{"kty":"RS', 'no JSON'],
    ['null', ''],
    ['[]', ''],
    ['{"kty":"RSA","kid":"offstage-1"}', ''],
    ['{"kty":"oct","k":"c2VjcmV0","kid":"offstage-1"}', ''],
  ])('replaces a key file that holds %j, and says so once', async (content, reason) => {
    const { root, issuer, told } = await start();
    mkdirSync(join(root, '.offstage'));
    writeFileSync(keyFile(root), content);
    expect(await issuer.findKey('offstage-1')).toBeUndefined();
    expect(readFileSync(keyFile(root), 'utf8')).toBe(content);
    const token = await issuer.sign({ sub: 'alice' });
    await issuer.sign({ sub: 'bob' });
    expect(await issuer.findKey(kidOf(token))).toBeDefined();
    expect(told.map(({ code }) => code)).toEqual(['token-key-corrupt']);
    expect(told[0]?.what).toContain(reason);
  });

  it('replaces a pair whose halves do not belong together', async () => {
    const { root, issuer, told } = await start();
    const { issuer: other, root: elsewhere } = await start();
    await issuer.sign({});
    await other.sign({});
    const read = (of: string) => JSON.parse(readFileSync(keyFile(of), 'utf8')) as Record<string, string>;
    writeFileSync(keyFile(root), JSON.stringify({ ...read(root), n: read(elsewhere).n }));
    const token = await issuer.sign({});
    expect(told.map(({ code }) => code)).toEqual(['token-key-corrupt']);
    expect(await issuer.findKey(kidOf(token))).toBeDefined();
  });

  it('explains a folder in which it can keep no key', async () => {
    const { root, issuer } = await start();
    writeFileSync(join(root, '.offstage'), 'a file');
    expect(await issuer.findKey('offstage-1')).toBeUndefined();
    await expect(issuer.sign({})).rejects.toMatchObject({ explanations: [{ code: 'token-key-unwritable' }] });
  });
});
