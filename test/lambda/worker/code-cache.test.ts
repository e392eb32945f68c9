import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { useCodeCache } from '../../../emulator/lambda/worker/code-cache.ts';
import { temporaryProject } from '../temporary-project.ts';

interface Loaded {
  readonly exports: unknown;
  /** The bytes of the cache's file afterwards. */
  readonly cache: Buffer | undefined;
}

/** Packages in a folder of their own, with a cache beside them. */
function packages(files: Record<string, string>) {
  const root = mkdtempSync(join(tmpdir(), 'code-cache-test-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const cacheFile = join(root, 'cache');
  const write = (file: string, text: string): void => {
    mkdirSync(join(root, 'node_modules', file, '..'), { recursive: true });
    writeFileSync(join(root, 'node_modules', file), text);
  };
  for (const [file, text] of Object.entries(files)) write(file, text);
  const bytes = (): Buffer | undefined => {
    try {
      return readFileSync(cacheFile);
    } catch {
      return undefined;
    }
  };
  /** As a new environment does. */
  function load(name: string): Loaded {
    const require = createRequire(join(root, 'index.js'));
    for (const file of Object.keys(require.cache)) if (file.startsWith(root)) delete require.cache[file];
    const keep = useCodeCache(cacheFile);
    try {
      return { exports: require(name), cache: bytes() };
    } finally {
      keep();
    }
  }
  return { root, write, load, cacheFile, bytes };
}

describe('the code cache', () => {
  it('is written by the first environment and left alone by those that find everything in it', () => {
    const { load, bytes, cacheFile } = packages({
      'a/index.js': "exports.b = require('b');",
      'b/index.js': 'exports.word = () => 1;',
    });
    expect(load('a').cache).toBeUndefined();
    const first = bytes();
    expect(first?.includes('b/index.js')).toBe(true);
    const { mtimeNs } = statSync(cacheFile, { bigint: true });
    expect(load('a').exports).toMatchObject({ b: { word: expect.any(Function) } });
    expect(statSync(cacheFile, { bigint: true }).mtimeNs).toBe(mtimeNs);
  });

  it('gives a changed file its new code, though its length is the same', () => {
    const { load, write } = packages({ 'a/index.js': 'exports.word = () => 1;' });
    load('a');
    write('a/index.js', 'exports.word = () => 2;');
    for (let turn = 0; turn < 2; turn++) {
      const { word } = load('a').exports as { word: () => number };
      expect(word()).toBe(2);
    }
  });

  it('that is broken is made again', () => {
    const { load, cacheFile, bytes } = packages({ 'a/index.js': 'exports.word = 1;' });
    for (const rubbish of ['', 'rubbish']) {
      writeFileSync(cacheFile, rubbish);
      expect(load('a').exports).toEqual({ word: 1 });
      expect(bytes()?.includes('a/index.js')).toBe(true);
    }
  });

  it('gives modules everything that Node gives them', async () => {
    const { load, root } = packages({
      'a/package.json': '{"main":"main.js"}',
      'a/main.js': `exports.self = this === module.exports;
        exports.names = [__filename, __dirname, module.id, require.resolve('b')];
        exports.cached = require.cache[__filename] === module;
        exports.imported = require('c').imported;
        exports.place = new Error('here').stack.split('\\n')[1];`,
      'c/index.js': "exports.imported = import('./late.mjs');",
      'c/late.mjs': "export const word = 'late';",
      'b/index.js': 'exports.at = new Error().stack;',
    });
    const main = join(root, 'node_modules', 'a', 'main.js');
    for (let turn = 0; turn < 2; turn++) {
      const loaded = load('a').exports as Record<string, unknown>;
      expect(loaded).toMatchObject({ self: true, cached: true, place: expect.stringContaining(`${main}:5:25`) });
      expect(loaded.names).toEqual([main, join(main, '..'), main, join(root, 'node_modules', 'b', 'index.js')]);
      expect(await loaded.imported).toMatchObject({ word: 'late' });
      const { at } = load('b').exports as { at: string };
      expect(at).toContain(`${join('b', 'index.js')}:1:14`);
    }
  });

  it("leaves a broken file's error to Node", () => {
    const { load } = packages({ 'a/index.js': 'exports. = 1;' });
    expect(() => load('a')).toThrow(SyntaxError);
    expect(() => load('nowhere')).toThrow(expect.objectContaining({ code: 'MODULE_NOT_FOUND' }));
  });
});

describe('the SDK of a function', () => {
  it('is the one that is installed at each cold start', async () => {
    const { call, save } = temporaryProject(
      {
        'node_modules/@aws-sdk/client-x/package.json': '{"main":"index.js"}',
        'node_modules/@aws-sdk/client-x/index.js': "exports.word = 'old';",
        'one.ts': "import { word } from '@aws-sdk/client-x';\nexport const handler = async () => word;",
        'two.mjs': "import { word } from '@aws-sdk/client-x';\nexport const handler = async () => word;",
      },
      { functions: { one: {}, two: {} }, cold: true },
    );
    for (const word of ['old', 'old', 'new', 'new']) {
      save('node_modules/@aws-sdk/client-x/index.js', `exports.word = '${word}';`);
      expect([await call('one'), await call('two')]).toEqual([word, word]);
    }
  });
});
