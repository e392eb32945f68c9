import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findModuleFile, parseHandler } from '../../emulator/shared/handler-file.ts';

describe('a handler', () => {
  it('is split at the first dot of its last part', () => {
    expect(parseHandler('functions/pets.api.get', '/app')).toEqual({
      kind: 'handler',
      modulePath: resolve('/app/functions/pets'),
      moduleName: 'pets',
      exportPath: 'api.get',
    });
    expect(parseHandler('v1.2/pets.get', '/app')).toMatchObject({
      modulePath: resolve('/app/v1.2/pets'),
      exportPath: 'get',
    });
  });

  it('without a dot, or with two in a row, is malformed as in the Node runtime', () => {
    expect(parseHandler('pets', '/app')).toEqual({ kind: 'malformed', message: 'Bad handler' });
    expect(parseHandler('../pets.get', '/app')).toEqual({
      kind: 'malformed',
      message:
        "'../pets.get' is not a valid handler name. Use absolute paths when specifying root directories in handler names.",
    });
  });
});

describe('the file of a module', () => {
  function find(files: readonly string[], module: string): string | undefined {
    const root = mkdtempSync(join(tmpdir(), 'offstage-handler-'));
    onTestFinished(() => rmSync(root, { recursive: true, force: true }));
    for (const file of files) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), '');
    }
    return findModuleFile(join(root, module))
      ?.slice(root.length + 1)
      .replaceAll('\\', '/');
  }

  it('is TypeScript before JavaScript', () => {
    expect(find(['a.js', 'a.ts', 'a/index.ts'], 'a')).toBe('a.ts');
    expect(find(['a.cjs', 'a.mjs'], 'a')).toBe('a.mjs');
  });

  it('is the index of a folder of that name', () => {
    expect(find(['f/a/index.mjs'], 'f/a')).toBe('f/a/index.mjs');
  });

  it('is none where a file stands in the place of a folder, and for a name of Node’s own', () => {
    expect(find(['a.js'], 'a.js/b')).toBeUndefined();
    expect(find([], 'events')).toBeUndefined();
    expect(find([], '\0')).toBeUndefined();
  });
});
