import { createHash } from 'node:crypto';
import { symlinkSync, truncateSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FunctionPackage } from '../../../emulator/deploy/code/package-functions.ts';
import { OffstageError } from '../../../emulator/errors/offstage-error.ts';
import { folderWith, packageFolder, packageOne, runPackage, textsOf, write } from './packaged-project.ts';

const FILES = {
  'package.json': '{"type":"module"}',
  'functions/pets.ts':
    "import { names } from '../lib/names.ts';\nexport const list = async (event: { n: number }) => names.slice(0, event.n);\nexport const api = { count: async () => names.length };\n",
  'lib/names.ts': "export const names: string[] = ['Biscuit', 'Pip', 'Olive'];\n",
};
const PETS = { handler: 'functions/pets.list' };

async function refusal(files: Record<string, string>, config = {}): Promise<OffstageError> {
  const error = await packageOne(files, config).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof OffstageError)) throw new Error(`no refusal: ${String(error)}`);
  return error;
}

describe('a zip file', () => {
  it('is the same for the same files elsewhere, with other times, through a link and from another working directory', async () => {
    const first = folderWith(FILES);
    const second = folderWith({ 'deep/er/placeholder.txt': '' });
    write(join(second, 'deep/er'), FILES);
    for (const file of Object.keys(FILES)) utimesSync(join(second, 'deep/er', file), 1_000_000, 1_000_000);
    const link = join(folderWith({}), 'link');
    symlinkSync(first, link);
    const before = process.cwd();
    const packages = await packageFolder(first, { one: PETS });
    process.chdir(second);
    try {
      for (const root of [join(second, 'deep/er'), link]) {
        expect(await packageFolder(root, { one: PETS })).toEqual(packages);
      }
    } finally {
      process.chdir(before);
    }
  });

  it('is the same in every time zone', async () => {
    const { zip } = await packageOne(FILES, PETS);
    const zone = process.env.TZ;
    process.env.TZ = 'Pacific/Kiritimati';
    try {
      expect((await packageOne(FILES, PETS)).zip).toEqual(zip);
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  it('holds the bundle and its source map, and no path of this machine', async () => {
    const root = folderWith({
      ...FILES,
      'functions/pets.ts': `${FILES['functions/pets.ts']}export const here = [import.meta.url, import.meta.dirname, import.meta.filename];`,
    });
    const [one] = await packageFolder(root, { one: PETS });
    if (one === undefined) throw new Error();
    const texts = textsOf(one);
    expect(one.files).toEqual(['functions/pets.mjs', 'functions/pets.mjs.map']);
    expect(Object.keys(texts)).toEqual(one.files);
    expect(JSON.parse(texts['functions/pets.mjs.map'] ?? '').sources).toEqual(['../lib/names.ts', 'pets.ts']);
    for (const text of Object.values(texts)) expect(text).not.toContain(root);
    expect(Buffer.from(one.zip).includes(root)).toBe(false);
  });

  it('is named by its module and its content', async () => {
    const one = await packageOne(FILES, PETS);
    expect(one.sha256).toBe(createHash('sha256').update(one.zip).digest('hex'));
    expect(one.key).toBe(`pets-${one.sha256.slice(0, 32)}.zip`);
    const other = await packageOne({ ...FILES, 'lib/names.ts': 'export const names = [];' }, PETS);
    expect(other.key).not.toBe(one.key);
  });

  it('is one for the functions of one module and one runtime', async () => {
    const root = folderWith(FILES);
    const packages = await packageFolder(root, {
      list: PETS,
      count: { handler: 'functions/pets.api.count' },
      old: { ...PETS, runtime: 'nodejs20.x' },
      again: { handler: './functions/pets.list' },
    });
    expect(packages.map(({ name }) => name)).toEqual(['list', 'count', 'old', 'again']);
    const [list, count, , again] = packages;
    expect(count?.zip).toBe(list?.zip);
    expect(count?.key).toBe(list?.key);
    expect(again?.zip).toBe(list?.zip);
  });

  it('has readable regular files, whatever the project has', async () => {
    const { zip } = await packageOne(FILES, PETS);
    const bytes = Buffer.from(zip);
    const modes: string[] = [];
    // The entries of the central directory, whose external attributes begin with the mode.
    for (let at = bytes.indexOf('PK\x01\x02'); at !== -1; at = bytes.indexOf('PK\x01\x02', at + 1)) {
      modes.push((bytes.readUInt32LE(at + 38) >>> 16).toString(8));
    }
    expect(modes).toEqual(['100644', '100644']);
  });
});

describe('a package runs as AWS loads it:', () => {
  it('a TypeScript ES module, and a nested export of it', async () => {
    const one = await packageOne(FILES, PETS);
    expect(await runPackage(one, 'functions/pets.list', { event: { n: 2 } })).toEqual(['Biscuit', 'Pip']);
    expect(await runPackage(one, 'functions/pets.api.count')).toBe(3);
  });

  it('a CommonJS module in a folder', async () => {
    const handler = 'src/app.handler';
    const one = await packageOne(
      {
        'src/app.js': "const { greet } = require('./greet');\nexports.handler = async () => greet();",
        'src/greet.js': "exports.greet = () => 'hi';",
      },
      { handler },
    );
    expect(one.files).toEqual(['src/app.js', 'src/app.js.map']);
    expect(await runPackage(one, handler)).toBe('hi');
  });

  it('a TypeScript module without a package.json, and one in a folder of its own', async () => {
    const one = await packageOne({ 'one.ts': 'export const handler = async (): Promise<string> => "plain";' });
    expect(one.files).toEqual(['one.js', 'one.js.map']);
    expect(await runPackage(one, 'one.handler')).toBe('plain');
    const handler = 'functions/pets.handler';
    const index = await packageOne(
      { 'functions/pets/index.mts': 'export const handler = async () => "index";' },
      { handler },
    );
    expect(await runPackage(index, handler)).toBe('index');
  });

  it('a .mjs, a .cjs and a .mts file', async () => {
    const esm = 'export const handler = async () => "esm";';
    for (const [file, text] of [
      ['one.mjs', esm],
      ['one.mts', esm],
      ['one.cjs', 'exports.handler = async () => "esm";'],
    ] as const) {
      expect(await runPackage(await packageOne({ [file]: text }), 'one.handler')).toBe('esm');
    }
  });

  it('a CommonJS package with require inside an ES module, and code that makes a require itself', async () => {
    const one = await packageOne({
      'one.mjs':
        "import { createRequire } from 'node:module';\nimport { base } from 'old';\nconst require = createRequire(import.meta.url);\nexport const handler = async () => [base('/a/b'), require('node:path').basename('/a/c')];",
      'node_modules/old/package.json': '{"name":"old"}',
      'node_modules/old/index.js': "const path = require('path');\nexports.base = (file) => path.basename(file);",
    });
    expect(await runPackage(one, 'one.handler')).toEqual(['b', 'c']);
  });

  it('a module with a hashbang or "use strict", in front of which something has to be added', async () => {
    const path = "const path = require('path');\nexports.base = (file) => path.basename(file);";
    const packages = { 'node_modules/old/package.json': '{"name":"old"}', 'node_modules/old/index.js': path };
    const esm = await packageOne({
      ...packages,
      'one.mjs': "#!/usr/bin/env node\nimport { base } from 'old';\nexport const handler = async () => base('/a/b');",
    });
    expect(await runPackage(esm, 'one.handler')).toBe('b');
    const cjs = await packageOne({
      'one.js':
        "#!/usr/bin/env node\n'use strict';\nexports.handler = async () => [__dirname.length > 0, (function () { return this === undefined; })()];",
    });
    expect(await runPackage(cjs, 'one.handler')).toEqual([true, true]);
  });

  it('a module that imports a stylesheet', async () => {
    const one = await packageOne({
      'one.ts': "import './mail.css';\nexport const handler = async () => 'sent';",
      'mail.css': 'b { color: red }',
    });
    expect(one.files).toEqual(['one.js', 'one.js.map']);
    expect(await runPackage(one, 'one.handler')).toBe('sent');
  });

  it('with names of classes and functions kept, and lines of the source under --enable-source-maps', async () => {
    const one = await packageOne({
      'lib/a.ts': 'export class NotFound extends Error {}\n',
      'one.ts':
        "import * as a from './lib/a.ts';\nclass NotFound extends Error {}\ninterface Skipped {\n  a: string;\n}\nexport const handler = async () => {\n  const { stack } = new NotFound('x');\n  return [a.NotFound.name, NotFound.name, stack];\n};\n",
    });
    const [first, second, stack] = (await runPackage(one, 'one.handler', {
      env: { NODE_OPTIONS: '--enable-source-maps' },
    })) as string[];
    expect([first, second]).toEqual(['NotFound', 'NotFound']);
    expect(stack).toMatch(/\bone\.ts:7:\d+/);
  });

  it('without the AWS SDK, which the runtime brings along', async () => {
    const one = await packageOne({
      'one.mjs':
        "import { S3Client } from '@aws-sdk/client-s3';\nimport { x } from '@smithy/signature-v4';\nexport const handler = async () => [S3Client, x];",
      'node_modules/@aws-sdk/client-s3/package.json': '{"name":"@aws-sdk/client-s3","main":"index.js"}',
      'node_modules/@aws-sdk/client-s3/index.js': "exports.S3Client = 'of this machine';",
    });
    const text = textsOf(one)['one.mjs'];
    expect(text).toContain('from "@aws-sdk/client-s3"');
    expect(text).toContain('from "@smithy/signature-v4"');
    expect(text).not.toContain('of this machine');
  });
});

describe('packaging refuses', () => {
  it('code that can not be read, with its place and a code frame', async () => {
    const { explanations } = await refusal({
      'one.ts': 'export const handler = async () => {\n\treturn { a: 1 ;\n};\n',
    });
    expect(explanations).toMatchObject([
      {
        code: 'lambda-syntax',
        source: { line: 2, column: 16 },
        detail: '2 | \treturn { a: 1 ;\n  | \t              ^',
      },
    ]);
  });

  it('everything that is wrong at once, and a shared module once', async () => {
    const root = folderWith({ 'broken.js': 'exports.handler = (', 'fine.js': 'exports.handler = async () => 1;' });
    const error = await packageFolder(root, {
      a: { handler: 'broken.handler' },
      b: { handler: 'broken.handler' },
      c: { handler: 'nowhere.handler' },
      d: { handler: 'fine.handler' },
      e: { handler: 'nodot' },
    }).catch((reason: unknown) => reason);
    expect((error as OffstageError).explanations.map(({ code }) => code)).toEqual([
      'lambda-syntax',
      'lambda-missing-module',
      'lambda-malformed-handler',
    ]);
  });

  it('an import that is not there, and ES module syntax where the runtime loads CommonJS', async () => {
    expect((await refusal({ 'one.js': "require('left-pad');" })).explanations).toMatchObject([
      { code: 'lambda-unresolved-import', source: { line: 1 } },
    ]);
    expect((await refusal({ 'one.js': 'export const handler = async () => 1;' })).explanations).toMatchObject([
      { code: 'lambda-module-syntax', source: { line: 1 } },
    ]);
  });

  it('a handler that is a path of this machine', async () => {
    const root = folderWith({ 'app.js': 'exports.handler = async () => 1;' });
    const handler = join(root, 'app.handler');
    const error = await packageFolder(root, { one: { handler } }).catch((reason: unknown) => reason);
    expect((error as OffstageError).explanations).toMatchObject([
      { code: 'deploy-handler-absolute', source: { line: 1 } },
    ]);
  });

  it('packages with compiled code, by their name', async () => {
    const packages = {
      'node_modules/native/package.json': '{"name":"native","gypfile":true}',
      'node_modules/native/index.js': '',
      'node_modules/between/package.json': '{"name":"between"}',
      'node_modules/between/index.js': "exports.n = require('native/lib');",
      'node_modules/@me/addon/package.json': '{"name":"@me/addon","main":"./addon.node"}',
      'node_modules/@me/addon/addon.node': '',
      'node_modules/loose/package.json': '{"name":"loose"}',
      'node_modules/loose/index.js': "module.exports = require('./build/loose.node');",
      'build/own.node': '',
    };
    for (const [specifier, name] of [
      ['native', 'native'],
      ['between', 'native'],
      ['@me/addon', '@me/addon'],
      ['loose', 'loose'],
      ['./build/own.node', './build/own.node'],
    ] as const) {
      const { explanations } = await refusal({ ...packages, 'one.js': `\nconst x = require('${specifier}');` });
      expect(explanations).toMatchObject([
        {
          code: 'deploy-compiled-code',
          what: expect.stringContaining(JSON.stringify(name)),
          detail: expect.stringContaining('^'),
        },
      ]);
    }
  });

  it('more than Lambda takes unzipped', async () => {
    const root = folderWith({
      'one.js': "const { join } = require('node:path');\nexports.handler = async () => join(__dirname, 'big.bin');",
    });
    write(root, { 'big.bin': '' });
    truncateSync(join(root, 'big.bin'), 262_144_000);
    const error = await packageFolder(root, { one: {} }).catch((reason: unknown) => reason);
    expect((error as OffstageError).explanations).toMatchObject([
      { code: 'deploy-code-too-large', what: expect.stringContaining('_files/big.bin') },
    ]);
  });
});

describe('a package with compiled code that another can do without', () => {
  it('stays behind', async () => {
    const one = await packageOne({
      'one.js': "const { driver } = require('db');\nexports.handler = async () => driver;",
      'node_modules/db/package.json': '{"name":"db","peerDependenciesMeta":{"db-native":{"optional":true}}}',
      'node_modules/db/index.js':
        "let driver = 'js';\ntry { driver = require('db-native'); } catch {}\nexports.driver = driver;",
      'node_modules/db-native/package.json': '{"name":"db-native","gypfile":true}',
      'node_modules/db-native/index.js': "module.exports = 'native';",
    });
    expect(await runPackage(one, 'one.handler')).toBe('js');
  });
});

describe('what esbuild finds odd', () => {
  it('comes with the package, once for a module', async () => {
    const root = folderWith({ 'pets.js': 'exports.list = exports.get = async (e) => e === -0;' });
    const packages = await packageFolder(root, { list: { handler: 'pets.list' }, get: { handler: 'pets.get' } });
    expect(packages.map(({ warnings }) => warnings)).toMatchObject([
      [{ code: 'lambda-build-warning', source: { line: 1 } }],
      [],
    ]);
  });
});

describe('a package from outside of the folder', () => {
  it('leaves no name of where it lies: installed above, or a link', async () => {
    const library = folderWith({
      'package.json': '{"name":"@me/library","main":"lib/index.js"}',
      'lib/index.js':
        "const { readFileSync } = require('node:fs');\nexports.greet = () => readFileSync(`${__dirname}/hi.txt`, 'utf8');",
      'lib/hi.txt': 'hi',
    });
    const packages: FunctionPackage[] = [];
    for (const folder of ['a/project', 'another/checkout/of/it']) {
      const root = folderWith({
        [`${folder}/one.mjs`]:
          "import { greet } from '@me/library';\nimport { wave } from 'above';\nexport const handler = async () => [greet(), wave];",
        'node_modules/above/package.json': '{"name":"above"}',
        'node_modules/above/index.js': "exports.wave = 'wave';",
        [`${folder}/node_modules/@me/readme.md`]: '',
      });
      symlinkSync(library, join(root, folder, 'node_modules/@me/library'));
      packages.push(...(await packageFolder(join(root, folder), { one: {} })));
    }
    const [first, second] = packages;
    if (first === undefined) throw new Error();
    expect(second?.sha256).toBe(first.sha256);
    expect(await runPackage(first, 'one.handler')).toEqual(['hi', 'wave']);
    const texts = textsOf(first);
    expect(texts['one.mjs']).toContain('"node_modules/above/index.js"(exports');
    expect(JSON.parse(texts['one.mjs.map'] ?? '').sources).toEqual([
      'node_modules/@me/library/lib/index.js',
      'node_modules/above/index.js',
      'one.mjs',
    ]);
    for (const text of Object.values(texts)) expect(text).not.toContain(library.slice(1));
  });
});

describe('a package that is a link', () => {
  it('leaves no name of where it lies, whatever letters that has and however its modules are found', async () => {
    const library = join(folderWith({}), 'jörg & söhne #1', 'lib');
    write(library, {
      'package.json': '{"name":"lib"}',
      'index.js':
        "exports.read = (name) => require('./data/' + name + '.js');\nexports.later = () => import('./later.mjs');",
      'data/a.js': "module.exports = 'a';",
      'later.mjs': "export const later = 'later';",
    });
    const root = folderWith({
      'one.js':
        "const { read, later } = require('lib');\nexports.handler = async () => [read('a'), (await later()).later];",
      'node_modules/readme.md': '',
    });
    symlinkSync(library, join(root, 'node_modules/lib'));
    const [one] = await packageFolder(root, { one: {} });
    if (one === undefined) throw new Error();
    expect(await runPackage(one, 'one.handler')).toEqual(['a', 'later']);
    const { 'one.js': code = '', 'one.js.map': map = '' } = textsOf(one);
    expect(JSON.parse(map).sources).toEqual([
      'node_modules/lib/data/a.js',
      'node_modules/lib/later.mjs',
      'node_modules/lib/index.js',
      'one.js',
    ]);
    expect(code).toContain('in node_modules/lib/index.js');
    expect(code).not.toContain('hne');
  });
});

describe("the pet rescue's functions", () => {
  it('run from their zip files', async () => {
    const root = process.cwd();
    const [all, one] = await packageFolder(root, {
      allPets: { handler: 'functions/allPets.handler' },
      onePet: { handler: 'functions/onePet.handler' },
    });
    if (all === undefined || one === undefined) throw new Error();
    expect(await runPackage(all, 'functions/allPets.handler')).toMatchObject({ body: expect.any(Array) });
    expect(await runPackage(one, 'functions/onePet.handler', { event: { id: '1' } })).toMatchObject({
      body: expect.stringContaining('Biscuit'),
    });
  });
});
