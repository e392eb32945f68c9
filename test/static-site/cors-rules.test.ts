import { afterEach, describe, expect, it } from 'vitest';
import type { BucketCorsRule } from '../../emulator/config/types.ts';
import { startSite, type TestSite } from './site-fixture.ts';

let site: TestSite | undefined;

afterEach(() => site?.close());

const rule = (change: Partial<BucketCorsRule> = {}): BucketCorsRule => ({
  allowedOrigins: ['https://app.example.com'],
  allowedMethods: ['GET'],
  allowedHeaders: [],
  exposeHeaders: [],
  ...change,
});

async function startWith(...cors: BucketCorsRule[]): Promise<TestSite> {
  site = await startSite({ 'data.json': '{}' }, { config: { cors } });
  return site;
}

const preflight = (
  origin: string,
  method: string,
  headers?: string,
): { method: string; headers: Record<string, string> } => ({
  method: 'OPTIONS',
  headers: {
    origin,
    'access-control-request-method': method,
    ...(headers && { 'access-control-request-headers': headers }),
  },
});

const VARY = 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method';

describe('a bucket without CORS rules', () => {
  it('answers OPTIONS with 403 and says that CORS is not enabled', async () => {
    const { send, lastEvent } = await startWith();
    const { status, headers, body } = await send('/data.json', preflight('https://a.example', 'GET'));
    expect(status).toBe(403);
    expect(body).toContain(
      '<li>Code: AccessForbidden</li>\n<li>Message: CORSResponse: CORS is not enabled for this bucket.</li>',
    );
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    expect(headers).not.toHaveProperty('vary');
    expect((await lastEvent()).explanation?.code).toBe('site-cors-not-enabled');
    expect((await send('/', { method: 'OPTIONS' })).status).toBe(403);
  });

  it('adds nothing to an object', async () => {
    const { send } = await startWith();
    const { status, headers } = await send('/data.json', { headers: { origin: 'https://a.example' } });
    expect(status).toBe(200);
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control') || name === 'vary')).toEqual([]);
  });
});

describe('a rule that fits', () => {
  it('answers a preflight with all that it allows', async () => {
    const { send } = await startWith(
      rule({ allowedMethods: ['GET', 'HEAD'], allowedHeaders: ['x-*'], exposeHeaders: ['ETag'], maxAgeSeconds: 60 }),
    );
    const { status, headers, body } = await send(
      '/data.json',
      preflight('https://app.example.com', 'GET', 'X-One,x-two'),
    );
    expect({ status, body }).toEqual({ status: 200, body: '' });
    expect(headers).toMatchObject({
      'access-control-allow-origin': 'https://app.example.com',
      'access-control-allow-methods': 'GET, HEAD',
      'access-control-allow-headers': 'x-one, x-two',
      'access-control-expose-headers': 'ETag',
      'access-control-max-age': '60',
      'access-control-allow-credentials': 'true',
      vary: VARY,
      server: 'AmazonS3',
    });
  });

  it('adds its headers to an object, and to the answer that there is none', async () => {
    const { send } = await startWith(rule({ allowedOrigins: ['*'] }));
    for (const [path, expected] of [
      ['/data.json', 200],
      ['/nope', 403],
    ] as const) {
      const { status, headers } = await send(path, { headers: { origin: 'https://a.example' } });
      expect(status).toBe(expected);
      expect(headers).toMatchObject({
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'GET',
        vary: VARY,
      });
      expect(headers).not.toHaveProperty('access-control-allow-credentials');
    }
  });

  it('is the first one that fits origin, method and headers together', async () => {
    const { send } = await startWith(
      rule({ allowedOrigins: ['https://*.example.com'], allowedMethods: ['PUT'], maxAgeSeconds: 1 }),
      rule({ allowedOrigins: ['https://*.example.com'], maxAgeSeconds: 2 }),
      rule({ allowedOrigins: ['*'], allowedHeaders: ['*'], maxAgeSeconds: 3 }),
    );
    const ageOf = async (method: string, headers?: string): Promise<string | undefined> =>
      (await send('/data.json', preflight('https://app.example.com', method, headers))).headers[
        'access-control-max-age'
      ];
    expect(await ageOf('PUT')).toBe('1');
    expect(await ageOf('GET')).toBe('2');
    expect(await ageOf('GET', 'x-any')).toBe('3');
  });
});

describe('rules that don’t fit', () => {
  it.each([
    ['another origin', 'https://evil.example', 'GET', undefined],
    ['an origin that only begins alike', 'https://app.example.com.evil.example', 'GET', undefined],
    ['another method', 'https://app.example.com', 'PUT', undefined],
    ['a header that is not allowed', 'https://app.example.com', 'GET', 'x-one'],
  ])('answer a preflight of %s with 403', async (_, origin, method, headers) => {
    const { send, lastEvent } = await startWith(rule());
    const answer = await send('/data.json', preflight(origin, method, headers));
    expect(answer.status).toBe(403);
    expect(answer.body).toContain('<li>Message: CORSResponse: This CORS request is not allowed. ');
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    expect((await lastEvent()).explanation?.code).toBe('site-cors-not-allowed');
  });

  it('leave an object without CORS headers', async () => {
    const { send } = await startWith(rule());
    const { status, headers } = await send('/data.json', { headers: { origin: 'https://evil.example' } });
    expect(status).toBe(200);
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('answer a preflight that lacks a header with 400', async () => {
    const { send } = await startWith(rule());
    expect((await send('/', { method: 'OPTIONS' })).body).toContain(
      'Insufficient information. Origin request header needed.',
    );
    const { status } = await send('/', { method: 'OPTIONS', headers: { origin: 'https://app.example.com' } });
    expect(status).toBe(400);
  });
});
