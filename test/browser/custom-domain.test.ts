import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { projectFolder, startEmulator } from '../helpers/emulator.ts';
import { describeInChromium } from './chromium.ts';

const routes = {
  name: 'shop',
  stages: { v1: {} },
  customDomains: { 'api.pets.localhost': { basePathMappings: { shop: { stage: 'v1' } } } },
  functions: { pets: { handler: 'pets.handler' } },
  resources: { '/pets': { GET: { integration: { type: 'AWS_PROXY', function: 'pets' } } } },
};
const PETS = `exports.handler = async ({ headers }) => ({
  statusCode: 200,
  headers: { 'Content-Type': 'text/plain', 'Access-Control-Allow-Origin': headers.origin ?? headers.Origin ?? '*' },
  body: 'Moss',
});`;

describeInChromium('a custom domain in Chromium', (executablePath) => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath });
  }, 60_000);

  afterAll(() => browser?.close());

  const start = async () => {
    const root = await projectFolder({
      'routes.json': { ...routes, site: { root: 'site' } },
      'pets.js': PETS,
      'site/index.html': '<!doctype html><title>Pets</title>',
    });
    const watched = await startEmulator({ root, sitePort: 0, httpsPort: 0 });
    const address = (url = '') => `${new URL(url).protocol}//api.pets.localhost:${new URL(url).port}/shop/pets`;
    const { url, httpsUrl } = watched.emulator;
    return { ...watched, plain: address(url), secure: address(httpsUrl) };
  };

  it('answers a page of the site, over HTTP and over HTTPS', async () => {
    const { emulator, plain, secure } = await start();
    // As for a person who has told the browser to trust the authority.
    const page = await browser.newPage({ ignoreHTTPSErrors: true });
    await page.goto(emulator.siteUrl ?? '');
    const load = (address: string) => page.evaluate(async (url) => (await fetch(url)).text(), address);
    expect(await load(plain)).toBe('Moss');
    expect(await load(secure)).toBe('Moss');
    await page.close();
  });

  it('is distrusted over HTTPS until its authority is trusted, and the developer is told how', async () => {
    const { secure, next } = await start();
    const page = await browser.newPage();
    await expect(page.goto(secure)).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID');
    const { explanations } = await next((event) => event.kind === 'problem');
    expect(explanations).toMatchObject([
      { code: 'https-not-trusted', remedy: expect.stringContaining('https-ca.pem') },
    ]);
    await page.close();
  });
});
