import { mkdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createEmulator, type Emulator, type EmulatorEvent } from '../../emulator/index.ts';
import { copyPetRescue } from '../helpers/pet-rescue.ts';
import { describeInChromium } from './chromium.ts';
import { readTextContrast } from './contrast.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const artifacts = join(root, 'test', 'artifacts');

describeInChromium('the Pet Dashboard in Chromium', (executablePath) => {
  let browser: Browser;
  let emulator: Emulator;
  let siteUrl: string;
  /** A copy: whoever signs in makes a key in the project's folder. */
  let project: string;
  /** What reached the stage, preflights too: a browser doesn't show those to a page. */
  let calls: { method: string; path: string; contentType: string | undefined; origin: string | undefined }[] = [];
  const pages: Page[] = [];

  const record = (event: EmulatorEvent): void => {
    if (event.kind !== 'exchange') return;
    const { method, path, headers } = event.trace.request;
    const header = (wanted: string) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
    calls.push({ method, path, contentType: header('content-type'), origin: header('origin') });
  };

  beforeAll(async () => {
    mkdirSync(artifacts, { recursive: true });
    project = copyPetRescue();
    const ports = { port: 0, sitePort: 0, controlPort: 0 };
    emulator = await createEmulator({ root: project, ...ports, onEvent: record });
    siteUrl = emulator.siteUrl ?? '';
    browser = await chromium.launch({ executablePath });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await emulator?.close();
    rmSync(project, { recursive: true, force: true });
  });

  beforeEach(() => {
    calls = [];
  });

  afterEach(async () => {
    for (const page of pages.splice(0)) await page.context().close();
  });

  /** A page of its own, whose API is at `apiUrl` if one is given. */
  async function open(options: BrowserContextOptions & { apiUrl?: string } = {}): Promise<Page> {
    const { apiUrl, ...contextOptions } = options;
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...contextOptions });
    const page = await context.newPage();
    pages.push(page);
    if (apiUrl !== undefined) {
      const body = `window.OFFSTAGE = ${JSON.stringify({ apiUrl })};`;
      await page.route('**/offstage-config.js', (route) => route.fulfill({ contentType: 'text/javascript', body }));
    }
    await page.goto(siteUrl);
    return page;
  }

  /** The text of the results once an answer is there. */
  async function answer(page: Page): Promise<string> {
    await page.waitForSelector('#results[aria-busy="false"]');
    return (await page.textContent('#results')) ?? '';
  }

  it('shows all pets', async () => {
    const page = await open();
    await page.click('#allpets');
    expect(await answer(page)).toContain('Biscuit the dog');
    expect(await page.locator('#results li').count()).toBe(6);
    await page.screenshot({ path: join(artifacts, 'dashboard.png'), fullPage: true });
  });

  it('gets one pet by its number', async () => {
    const page = await open();
    await page.fill('#petnumber', '3');
    await page.click('#specificpet');
    expect(await answer(page)).toMatch(/^Viewing one pet: 3 \(Pip the rabbit /);
  });

  it('creates a pet, which is confirmed and not listed', async () => {
    const page = await open();
    await page.fill('#petname', 'Joey');
    await page.click('#createpet');
    expect(await answer(page)).toBe('Created Joey');
    expect(await page.textContent('#new-form')).toContain('It is confirmed, but not listed');
    await page.click('#allpets');
    await page.waitForSelector('#results li');
    expect(await answer(page)).not.toContain('Joey');
  });

  it('calls another origin, without a preflight', async () => {
    const page = await open();
    await page.fill('#petname', 'Joey');
    await page.click('#createpet');
    await answer(page);
    const { origin } = new URL(siteUrl);
    expect(new URL(emulator.url).origin).not.toBe(origin);
    expect(calls).toEqual([{ method: 'POST', path: '/pets', contentType: 'text/plain;charset=UTF-8', origin }]);
  });

  it('asks with OPTIONS first when a page sends application/json', async () => {
    const page = await open();
    const body = await page.evaluate(`fetch(window.OFFSTAGE.apiUrl + '/pets', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'Joey' }),
    }).then((response) => response.json())`);
    expect(body).toEqual({ body: 'Created Joey' });
    expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual(['OPTIONS /pets', 'POST /pets']);
  });

  it('reads the answers of proxy functions, which send the CORS header themselves', async () => {
    const page = await open();
    const statuses = await page.evaluate(`Promise.all(['/users', '/users/1', '/users/none'].map((path) =>
      fetch(window.OFFSTAGE.apiUrl + path).then((response) => response.status)))`);
    expect(statuses).toEqual([200, 200, 404]);
  });

  it('tells the visitor a status and what it means', async () => {
    const page = await open({ apiUrl: `${emulator.url}/v1/nothing` });
    await page.click('#allpets');
    expect(await answer(page)).toContain('The API answered with status 403');
    expect(await answer(page)).toContain('Missing Authentication Token');
    await page.screenshot({ path: join(artifacts, 'dashboard-error.png'), fullPage: true });
  });

  it('tells the visitor that the API can’t be reached', async () => {
    const closed = await listen();
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const page = await open({ apiUrl: `http://127.0.0.1:${port}/v1` });
    await page.click('#allpets');
    expect(await answer(page)).toContain('The API can’t be reached');
  });

  it('tells the visitor that CORS keeps an answer from the page', async () => {
    const server = await listen();
    const page = await open({ apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` });
    await page.click('#allpets');
    expect(await answer(page)).toContain('this page may not read it (CORS)');
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('deletes a pet once somebody has signed in, with a preflight, and refuses before and after', async () => {
    const page = await open();
    await page.click('#allpets');
    await page.getByRole('button', { name: 'Delete Pip' }).click();
    await page.waitForSelector('#results .problem');
    expect(await answer(page)).toContain('The API answered with status 401');
    expect(await answer(page)).toContain('Sign in first');
    await page.screenshot({ path: join(artifacts, 'dashboard-401.png'), fullPage: true });

    await page.fill('#username', 'alice');
    await page.click('#signin');
    await page.waitForSelector('#signout:visible');
    expect(await page.textContent('#whoami')).toBe('alice');
    await page.click('#allpets');
    await page.getByRole('button', { name: 'Delete Pip' }).click();
    await page.waitForSelector('#results .said');
    expect(await answer(page)).toBe('Deleted pet 3: Pip the rabbit found a home, says alice');
    // Chromium keeps the answer of a preflight for some seconds.
    const sent = calls.map(({ method, path }) => `${method} ${path}`);
    expect(sent.slice(0, 3)).toEqual(['GET /pets', 'OPTIONS /pets/3', 'DELETE /pets/3']);
    expect(sent.at(-1)).toBe('DELETE /pets/3');

    await page.click('#allpets');
    await page.waitForSelector('#results li');
    await page.screenshot({ path: join(artifacts, 'dashboard-signed-in.png'), fullPage: true });
    await page.click('#signout');
    await page.getByRole('button', { name: 'Delete Pip' }).click();
    await page.waitForSelector('#results .problem');
    expect(await answer(page)).toContain('status 401');
  });

  it('gives no token to a page of another origin, whatever that reads and asks', async () => {
    const page = await open();
    const { signInUrl } = (await page.evaluate('window.OFFSTAGE')) as { signInUrl: string };
    const foreign = await listen();
    await page.goto(`http://127.0.0.1:${(foreign.address() as AddressInfo).port}/`);
    const outcomes = await page.evaluate(`Promise.all([
      { headers: { 'Content-Type': 'application/json' } },
      { headers: { 'Content-Type': 'text/plain' } },
      { mode: 'no-cors' },
    ].map((options) => fetch(${JSON.stringify(signInUrl)}, { method: 'POST', body: '{"sub":"mallory"}', ...options })
      .then((response) => response.text(), () => 'no answer')))`);
    expect(outcomes).toEqual(['no answer', 'no answer', '']);
    foreign.closeAllConnections();
    await new Promise((resolve) => foreign.close(resolve));
  });

  it('shows no box to sign in where nothing issues tokens', async () => {
    const page = await open({ apiUrl: `${emulator.url}/v1` });
    expect(await page.isVisible('#sign-in')).toBe(false);
  });

  it('works with the keyboard alone', async () => {
    const page = await open();
    const focused = () => page.evaluate('document.activeElement.id');
    const order: unknown[] = [];
    for (let step = 0; step < 7; step++) {
      await page.keyboard.press('Tab');
      order.push(await focused());
    }
    expect(order).toEqual(['allpets', 'petnumber', 'specificpet', 'petname', 'createpet', 'username', 'signin']);
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    await page.focus('#petnumber');
    await page.keyboard.type('5');
    await page.keyboard.press('Enter');
    expect(await answer(page)).toContain('Olive the tortoise');
    expect(await focused()).toBe('petnumber');
  });

  it('has names for its controls and announces results', async () => {
    const page = await open();
    expect(await page.getByLabel('Pet number').getAttribute('id')).toBe('petnumber');
    expect(await page.getByLabel('Pet name').getAttribute('id')).toBe('petname');
    for (const name of ['Show All Pets', 'Get pet', 'Create pet', 'Sign in']) {
      expect(await page.getByRole('button', { name }).count()).toBe(1);
    }
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Pet Dashboard');
    expect(await page.getByRole('status').getAttribute('aria-live')).toBe('polite');
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    expect(await page.locator('img:not([alt])').count()).toBe(0);
  });

  it.each(['light', 'dark'] as const)('has enough contrast in %s colours', async (colorScheme) => {
    const list = await open({ colorScheme });
    await list.click('#allpets');
    await answer(list);
    const error = await open({ colorScheme, apiUrl: `${emulator.url}/v1/nothing` });
    await error.click('#allpets');
    await answer(error);
    const signedIn = await open({ colorScheme });
    await signedIn.fill('#username', 'alice');
    await signedIn.click('#signin');
    await signedIn.waitForSelector('#signout:visible');
    for (const page of [list, error, signedIn]) {
      const texts = await readTextContrast(page);
      expect(texts.length).toBeGreaterThan(15);
      expect(texts.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
    }
  });

  it('fits a narrow phone, and brings the answer into view', async () => {
    const page = await open({ viewport: { width: 320, height: 640 } });
    await page.click('#allpets');
    await answer(page);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    for (const button of await page.getByRole('button', { name: 'Delete' }).all()) {
      const { x = 0, width = 320 } = (await button.boundingBox()) ?? {};
      expect(x + width).toBeLessThan(300);
    }
    const box = await page.locator('#results').boundingBox();
    expect(box?.y).toBeLessThan(640);
    await page.screenshot({ path: join(artifacts, 'dashboard-phone.png'), fullPage: true });
  });

  it('asks nobody but the site and the API for anything', async () => {
    const page = await open();
    const origins = new Set<string>();
    const problems: string[] = [];
    page.on('request', (request) => origins.add(new URL(request.url()).origin));
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.message));
    await page.reload();
    await page.click('#allpets');
    await answer(page);
    const { apiUrl } = (await page.evaluate('window.OFFSTAGE')) as { apiUrl: string };
    expect([...origins].sort()).toEqual([new URL(siteUrl).origin, new URL(apiUrl).origin].sort());
    expect(problems).toEqual([]);
  });

  it('works under a policy that allows no inline code', async () => {
    const page = await open();
    const problems: string[] = [];
    page.on('console', (message) => problems.push(message.text()));
    await page.route(siteUrl, async (route) => {
      const response = await route.fetch();
      const headers = { ...response.headers(), 'content-security-policy': "default-src 'self'" };
      await route.fulfill({ response, headers });
    });
    await page.reload();
    expect(problems).toEqual([]);
    expect(await page.textContent('#api-url')).toContain('/v1');
  });

  it('opens from disk with the fallback address', async () => {
    const page = await open();
    await page.goto(pathToFileURL(join(root, 'site', 'index.html')).href);
    expect(await page.textContent('#api-url')).toBe('http://127.0.0.1:3000/v1');
  });

  it('shows the error document for a page that isn’t there', async () => {
    const page = await open();
    const response = await page.goto(new URL('/lost/and/found', siteUrl).href);
    expect(response?.status()).toBe(403);
    expect(await page.textContent('h1')).toBe('Nobody lives here');
    await page.click('text=Back to the Pet Dashboard');
    expect(await page.textContent('h1')).toBe('Pet Dashboard');
  });
});

/** Answers everything, and allows no origin to read it. */
async function listen(): Promise<Server> {
  const server = createServer((_, response) => response.end('{"body":"secret"}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
