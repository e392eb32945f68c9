import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, packageFolder, packageOne, runPackage, write } from './packaged-project.ts';

const CJS =
  "const { readFileSync, existsSync } = require('node:fs');\nconst path = require('node:path');\nconst { join } = path;\n";

function handler(expression: string): string {
  return `exports.handler = async (event) => ${expression};`;
}

describe('a file that code names from its own place comes along:', () => {
  it('by join and resolve, by +, and in a template', async () => {
    const forms = [
      "join(__dirname, 'data', 'pets.csv')",
      "path.resolve(__dirname, './data/pets.csv')",
      "__dirname + '/data/pets.csv'",
      '`${__dirname}/data/pets.csv`',
      "join(__dirname, '../functions/data/pets.csv')",
      "\n/* the pets */ join(__dirname, 'data/pets.csv')",
    ];
    for (const form of forms) {
      const one = await packageOne(
        { 'functions/one.js': CJS + handler(`readFileSync(${form}, 'utf8')`), 'functions/data/pets.csv': 'Pip' },
        { handler: 'functions/one.handler' },
      );
      expect(one.files).toContain('_files/functions/data/pets.csv');
      expect([form, await runPackage(one, 'functions/one.handler')]).toEqual([form, 'Pip']);
    }
  });

  it('of an ES module, by new URL, import.meta.dirname, and a require of its own', async () => {
    const one = await packageOne(
      {
        'package.json': '{"type":"module"}',
        'src/lib/read.ts':
          "import { readFileSync } from 'node:fs';\nimport { createRequire } from 'node:module';\nimport { dirname, join } from 'node:path';\nimport { fileURLToPath } from 'node:url';\nconst require = createRequire(import.meta.url);\nconst __dirname = dirname(fileURLToPath(import.meta.url));\nexport const read = () => [\n  readFileSync(new URL('../data/a.txt?x', import.meta.url), 'utf8'),\n  readFileSync(join(import.meta.dirname, 'b.txt'), 'utf8'),\n  readFileSync(join(__dirname, 'c.txt'), 'utf8'),\n  require('../data/d.json').d,\n];\n",
        'src/app.ts': "import { read } from './lib/read.ts';\nexport const handler = async () => read();",
        'src/data/a.txt': 'a',
        'src/lib/b.txt': 'b',
        'src/lib/c.txt': 'c',
        'src/data/d.json': '{"d":"d"}',
      },
      { handler: 'src/app.handler' },
    );
    expect(one.warnings).toEqual([]);
    expect(await runPackage(one, 'src/app.handler')).toEqual(['a', 'b', 'c', 'd']);
  });

  it('with its folder where its name is known only later, without what is hidden', async () => {
    const one = await packageOne({
      'one.js':
        CJS +
        handler(
          "readFileSync(join(__dirname, 'templates', event.name), 'utf8') + readFileSync(`${__dirname}/mails/de-${event.name}`, 'utf8')",
        ),
      'templates/deep/a.txt': 'A',
      'templates/.env': 'SECRET',
      'templates/node_modules/x/index.js': '',
      'mails/de-deep/a.txt': 'B',
    });
    expect(one.files.filter((file) => file.startsWith('_files'))).toEqual([
      '_files/mails/de-deep/a.txt',
      '_files/templates/deep/a.txt',
    ]);
    expect(await runPackage(one, 'one.handler', { event: { name: 'deep/a.txt' } })).toBe('AB');
  });

  it('of a package, below the folder or above it', async () => {
    const fonts = {
      'node_modules/fonts/package.json': '{"name":"fonts"}',
      'node_modules/fonts/lib/index.js':
        "exports.font = require('fs').readFileSync(__dirname + '/../data/mono.afm', 'utf8');\nexports.own = __filename;",
      'node_modules/fonts/data/mono.afm': 'mono',
    };
    const code = {
      'one.js': "const { font, own } = require('fonts/lib');\nexports.handler = async () => [font, own.slice(-28)];",
    };
    const expected = ['mono', 'node_modules/fonts/lib/index.js'.slice(-28)];
    expect(await runPackage(await packageOne({ ...code, ...fonts }), 'one.handler')).toEqual(expected);
    const root = folderWith({});
    write(root, fonts);
    write(root, { 'packages/api/one.js': code['one.js'] });
    const [one] = await packageFolder(`${root}/packages/api`, { one: {} });
    if (one === undefined) throw new Error();
    expect(one.files[0]).toBe('_files/node_modules/fonts/data/mono.afm');
    expect(await runPackage(one, 'one.handler')).toEqual(expected);
  });

  it('beside a module in a folder of its own name, which AWS must not take for the module', async () => {
    const one = await packageOne(
      {
        'functions/pets/index.mjs':
          "import { readFileSync } from 'node:fs';\nexport const handler = async () => readFileSync(new URL('./pets.txt', import.meta.url), 'utf8');",
        'functions/pets/pets.txt': 'Olive',
      },
      { handler: 'functions/pets.handler' },
    );
    expect(await runPackage(one, 'functions/pets.handler')).toBe('Olive');
  });
});

describe('a file stays behind, and it is told,', () => {
  it('when only the running code knows its name', async () => {
    const { files, warnings } = await packageOne({
      'one.js': CJS + handler('readFileSync(join(__dirname, event.name))'),
      'a.txt': '',
    });
    expect(files).toEqual(['one.js', 'one.js.map']);
    expect(warnings).toMatchObject([{ code: 'deploy-file-unknown', source: { line: 4, column: 49 } }]);
  });

  it('when it is hidden, or lies outside of the project', async () => {
    const root = folderWith({
      'up.txt': '',
      'api/one.js': CJS + handler("[join(__dirname, '.env'), join(__dirname, '../up.txt')]"),
      'api/.env': 'SECRET=1',
    });
    const [one] = await packageFolder(`${root}/api`, { one: {} });
    expect(one?.files).toEqual(['one.js', 'one.js.map']);
    expect(one?.warnings).toMatchObject([
      { code: 'deploy-file-hidden', what: expect.stringContaining('.env') },
      { code: 'deploy-file-outside', what: expect.stringContaining('../up.txt') },
    ]);
  });

  it('when a link leads to it, out of the project or to what is hidden, beside the code or in a folder that comes along', async () => {
    const outside = folderWith({ 'key.pem': 'SECRET', 'keys/a.pem': 'SECRET' });
    const root = folderWith({
      'one.js': CJS + handler("[join(__dirname, 'key.txt'), join(__dirname, 'keys'), join(__dirname, 'templates')]"),
      '.env': 'SECRET=1',
      'lib/b.txt': 'b',
      'templates/a.txt': 'a',
    });
    symlinkSync(join(outside, 'key.pem'), join(root, 'key.txt'));
    symlinkSync(join(outside, 'keys'), join(root, 'keys'));
    for (const [name, target] of [
      ['out.txt', join(outside, 'key.pem')],
      ['env.txt', join(root, '.env')],
      ['lib', join(root, 'lib')],
      ['round', join(root, 'templates')],
    ] as const) {
      symlinkSync(target, join(root, 'templates', name));
    }
    const [one] = await packageFolder(root, { one: {} });
    expect(one?.files).toEqual(['_files/templates/a.txt', '_files/templates/lib/b.txt', 'one.js', 'one.js.map']);
    expect(one?.warnings.map(({ code, what }) => [code, / names (\S+),/.exec(what)?.[1]]).sort()).toEqual([
      ['deploy-file-hidden', './templates/env.txt'],
      ['deploy-file-outside', './key.txt'],
      ['deploy-file-outside', './keys'],
      ['deploy-file-outside', './templates/out.txt'],
    ]);
  });

  it('but not when a comment alone names it', async () => {
    const { files, warnings } = await packageOne({
      'one.js': `${CJS}// join(__dirname, 'keys.json')\n/* join(__dirname, name)\n * join(__dirname, 'keys.json') */\n${handler('1')}`,
      'keys.json': '{"key":"SECRET"}',
    });
    expect(files).toEqual(['one.js', 'one.js.map']);
    expect(warnings).toEqual([]);
  });

  it('but not for a folder above, for what is not there, and for what packages do', async () => {
    const { files, warnings } = await packageOne(
      {
        'src/one.js': `${CJS}require('p');\n${handler("[join(__dirname, '..'), join(__dirname, 'made-later.txt'), new URL('https://x.example/', 'y')]")}`,
        'src/.env': 'SECRET=1',
        'node_modules/p/package.json': '{"name":"p"}',
        'node_modules/p/index.js': `${CJS}exports.f = (name) => join(__dirname, name);`,
      },
      { handler: 'src/one.handler' },
    );
    expect(files).toEqual(['src/one.js', 'src/one.js.map']);
    expect(warnings).toEqual([]);
  });
});
