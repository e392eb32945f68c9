import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, it } from 'vitest';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MISSING = `no Chromium: set CHROMIUM_PATH, or install one of ${NAMES.join(', ')}`;

/** The system's Chromium: CHROMIUM_PATH, or the first known name on the PATH. */
function findChromium(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = NAMES.flatMap((name) => [...folders, '/usr/bin'].map((folder) => join(folder, name)));
  return [process.env.CHROMIUM_PATH ?? '', ...candidates].find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return file !== '';
  } catch {
    return false;
  }
}

/**
 * Tests that need a browser. Where there is none they are skipped and the report says why; in CI that is a failure,
 * because nobody would notice there.
 */
export function describeInChromium(title: string, define: (executablePath: string) => void): void {
  const executablePath = findChromium();
  if (executablePath !== undefined) {
    describe(title, () => define(executablePath));
  } else if (process.env.CI) {
    it(title, () => {
      throw new Error(MISSING);
    });
  } else {
    console.warn(`Skipped: ${title}. There is ${MISSING}.`);
    describe.skip(`${title} (${MISSING})`, () => it('is skipped', () => undefined));
  }
}
