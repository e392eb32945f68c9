import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { renderHtml } from '../../emulator/parity/html.ts';
import { REPORT } from '../parity/report.ts';
import { describeInChromium } from './chromium.ts';
import { readTextContrast } from './contrast.ts';

const artifacts = join(dirname(dirname(fileURLToPath(import.meta.url))), 'artifacts');

describeInChromium('the report of offstage parity in Chromium', (executablePath) => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'offstage-parity-report-'));
    mkdirSync(artifacts, { recursive: true });
    writeFileSync(join(folder, 'report.html'), renderHtml(REPORT));
    browser = await chromium.launch({ executablePath });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
  ] as const)('is read by itself, %s, %i pixels wide', async (colorScheme, width) => {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
    const page = await context.newPage();
    const [asked, said]: [string[], string[]] = [[], []];
    page.on('request', (request) => asked.push(request.url()));
    page.on('console', (message) => said.push(message.text()));
    page.on('dialog', (dialog) => said.push(dialog.message()));
    const url = pathToFileURL(join(folder, 'report.html')).href;
    await page.goto(url);
    expect([asked, said]).toEqual([[url], []]);
    // What differs stands open, the rest opens on demand.
    expect(await page.locator('details[open]').count()).toBe(2);
    await page.locator('summary').first().click();
    expect(await page.getByText('Slow: the stage took 3.0 s').isVisible()).toBe(true);
    const [overflow, texts] = [
      await page.evaluate('document.documentElement.scrollWidth - innerWidth'),
      await readTextContrast(page),
    ];
    await page.screenshot({ path: join(artifacts, `parity-report-${colorScheme}-${width}.png`), fullPage: true });
    await context.close();
    expect(overflow).toBeLessThanOrEqual(0);
    expect(texts.length).toBeGreaterThan(30);
    expect(texts.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
  });
});
