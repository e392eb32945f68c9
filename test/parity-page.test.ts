import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { RETRY_DELAYS } from '../emulator/parity/ask.ts';
import { readRequestList } from '../emulator/parity/request-list.ts';
import { KNOWN_VARIATIONS } from '../emulator/parity/variations.ts';

const page = readFileSync(join(dirname(dirname(fileURLToPath(import.meta.url))), 'docs/parity.md'), 'utf8');

describe('docs/parity.md', () => {
  it('lists what varies as the program does', () => {
    const table = Object.entries(KNOWN_VARIATIONS).map(([name, reason]) => `| ${name} | ${reason} |`);
    expect(page).toContain(['| what | why |', '| --- | --- |', ...table, ''].join('\n'));
  });

  it('has a list of requests that can be read', () => {
    const [, list = ''] = /```json\n(.*?)```/s.exec(page) ?? [];
    const { requests } = readRequestList('/project/parity.json', list, { LOCAL_KEY: 'key' });
    expect(requests.map(({ method, target }) => [method, target])).toEqual([
      ['GET', '/pets?kind=dog'],
      ['POST', '/pets'],
    ]);
  });

  it('says how often a stage that throttles is asked', () => {
    const seconds = RETRY_DELAYS.map((ms) => ms / 1_000);
    expect(page).toContain(`after ${seconds.slice(0, -1).join(', ')} and ${seconds.at(-1)} s`);
  });
});
