import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWatcher, type Watcher } from '../../emulator/hot-reload/watcher.ts';

let folder: string;
let file: string;
let watcher: Watcher;
let seen: string[];
let wake: () => void = () => {};

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'watcher-')));
  file = join(folder, 'one.ts');
  writeFileSync(file, '1');
  seen = [];
  watcher = createWatcher({
    onChange(files) {
      seen.push(...files);
      wake();
    },
  });
});

afterEach(async () => {
  await watcher.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Resolves when `path` has been reported after `act`. */
async function change(path: string, act: () => void): Promise<void> {
  seen = [];
  act();
  while (!seen.includes(path)) await new Promise<void>((resolve) => (wake = resolve));
}

async function follow(files: string[], folders: string[] = []): Promise<void> {
  watcher.set(files, folders);
  await watcher.ready();
}

describe('watcher', () => {
  it('reports a file that is written again and again', async () => {
    await follow([file]);
    for (let turn = 0; turn < 5; turn++) await change(file, () => writeFileSync(file, `content ${turn}`));
  });

  it('reports a file that an editor replaces by a rename, each time', async () => {
    await follow([file]);
    for (let turn = 0; turn < 5; turn++) {
      await change(file, () => {
        writeFileSync(`${file}.tmp`, `content ${turn}`);
        renameSync(`${file}.tmp`, file);
      });
    }
    await change(file, () => writeFileSync(file, 'written in place'));
  });

  it('reports a file that an editor moves away and writes anew', async () => {
    await follow([file]);
    await change(file, () => {
      renameSync(file, `${file}~`);
      writeFileSync(file, 'new');
      unlinkSync(`${file}~`);
    });
    await change(file, () => writeFileSync(file, 'newer'));
  });

  it('reports a file that is deleted, and that it came back', async () => {
    await follow([file]);
    await change(file, () => unlinkSync(file));
    await change(file, () => writeFileSync(file, 'back'));
    await change(file, () => writeFileSync(file, 'and changed'));
  });

  it('reports a file that did not exist', async () => {
    const missing = join(folder, 'missing.ts');
    await follow([file, missing]);
    await change(missing, () => writeFileSync(missing, ''));
  });

  it('reports a file in a folder that did not exist', async () => {
    const missing = join(folder, 'new', 'missing.ts');
    await follow([file, missing]);
    await change(missing, () => {
      mkdirSync(join(folder, 'new'));
      writeFileSync(missing, 'there');
    });
    await change(missing, () => writeFileSync(missing, 'changed'));
  });

  it('reports the last of several writes in a row', async () => {
    await follow([file]);
    await change(file, () => writeFileSync(file, 'first'));
    await change(file, () => writeFileSync(file, 'second'));
    await change(file, () => writeFileSync(file, 'third'));
  });

  it('is silent about a file that is not there, when its folder comes', async () => {
    const missing = join(folder, 'new', 'missing.ts');
    await follow([file, missing]);
    await change(file, () => {
      mkdirSync(join(folder, 'new'));
      writeFileSync(file, 'changed');
    });
    await watcher.ready();
    await change(file, () => writeFileSync(file, 'changed again'));
    expect(seen).not.toContain(missing);
    await change(missing, () => writeFileSync(missing, 'now'));
    rmSync(join(folder, 'new'), { recursive: true });
    await change(missing, () => {});
  });

  it('is silent about other files of the same folder', async () => {
    const other = join(folder, 'other.ts');
    await follow([file]);
    await change(file, () => {
      writeFileSync(other, 'not followed');
      writeFileSync(file, 'followed');
    });
    expect(seen).not.toContain(other);
  });

  it('reports everything inside of a folder, new folders included', async () => {
    const site = join(folder, 'site');
    mkdirSync(join(site, 'images'), { recursive: true });
    await follow([file], [site]);
    await change(join(site, 'index.html'), () => writeFileSync(join(site, 'index.html'), 'hello'));
    await change(join(site, 'images', 'a.svg'), () => writeFileSync(join(site, 'images', 'a.svg'), '<svg/>'));
    await change(join(site, 'css'), () => mkdirSync(join(site, 'css')));
  });

  it('follows another set of files after set()', async () => {
    const other = join(folder, 'deep', 'other.ts');
    mkdirSync(join(folder, 'deep'));
    writeFileSync(other, '');
    await follow([file]);
    await follow([other]);
    await change(other, () => {
      writeFileSync(file, 'no longer followed');
      writeFileSync(other, 'followed');
    });
    expect(seen).not.toContain(file);
  });
});
