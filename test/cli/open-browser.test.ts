import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBrowser } from '../../emulator/cli/open-browser.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offstage-browser-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(process.platform === 'win32')(
  'opening a page (skipped on Windows, where BROWSER names no program)',
  () => {
    it('hands it to the program that BROWSER names', async () => {
      const browser = join(folder, 'browser');
      writeFileSync(browser, `#!/bin/sh\nprintf '%s' "$1" > '${folder}/opened'\n`, { mode: 0o755 });
      await openBrowser('http://localhost:3001/', { platform: 'linux', env: { BROWSER: browser } });
      expect(readFileSync(join(folder, 'opened'), 'utf8')).toBe('http://localhost:3001/');
    });

    it('fails with the reason when there is no browser', async () => {
      const env = { BROWSER: join(folder, 'missing') };
      await expect(openBrowser('http://localhost/', { platform: 'linux', env })).rejects.toThrow('ENOENT');
    });
  },
);
