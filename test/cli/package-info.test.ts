import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dependencySpec, readPackageInfo } from '../../emulator/cli/package-info.ts';

describe('the running Offstage', () => {
  it('knows its folder and version', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(readPackageInfo()).toEqual({ root: resolve('.'), version });
  });
});

describe('how a new project depends on it', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'offstage-package-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function installed(resolved: string): string {
    const root = join(folder, 'node_modules', 'offstage');
    mkdirSync(root, { recursive: true });
    const lock = { packages: { 'node_modules/offstage': { version: '1.2.3', resolved } } };
    writeFileSync(join(folder, 'node_modules', '.package-lock.json'), JSON.stringify(lock));
    return root;
  }

  it('is the folder when it runs from a checkout', () => {
    expect(dependencySpec({ root: folder, version: '1.2.3' })).toBe(`file:${folder}`);
  });

  it('is the version when npm took it from a registry', () => {
    const root = installed('https://registry.example/offstage-1.2.3.tgz');
    expect(dependencySpec({ root, version: '1.2.3' })).toBe('^1.2.3');
  });

  it('is the packed file when it was installed from one', () => {
    const root = installed('file:../offstage-1.2.3.tgz');
    expect(dependencySpec({ root, version: '1.2.3' })).toBe(`file:${join(folder, '..', 'offstage-1.2.3.tgz')}`);
  });

  it('is the version where no lock file tells more', () => {
    expect(dependencySpec({ root: join(folder, 'node_modules', 'offstage'), version: '1.2.3' })).toBe('^1.2.3');
  });
});
