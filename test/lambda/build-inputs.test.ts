import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { functionConfigs, temporaryProject } from './temporary-project.ts';

const moduleType = JSON.stringify({ type: 'module' });

describe("a folder's own settings", () => {
  it('are its tsconfig, its node_modules and the type of its package.json', async () => {
    const dep = (word: string) => ({
      'package.json': '{"main":"index.js"}',
      'index.js': `module.exports = '${word}';`,
    });
    const inFolder = (folder: string, files: Record<string, string>) =>
      Object.fromEntries(Object.entries(files).map(([file, text]) => [`${folder}/${file}`, text]));
    const paths = (target: string) => JSON.stringify({ compilerOptions: { paths: { '@lib/*': [target] } } });
    const source = `import dep from 'dep';
      import { word } from '@lib/word';
      export const handler = async (): Promise<string> => \`\${dep} \${word} \${typeof module}\`;`;
    const { call } = temporaryProject(
      {
        ...inFolder('node_modules/dep', dep('outer')),
        'tsconfig.json': paths('./lib/*'),
        'lib/word.ts': "export const word = 'root';",
        'one.ts': source,
        ...inFolder('own/node_modules/dep', dep('inner')),
        'own/tsconfig.json': paths('./src/*'),
        'own/package.json': moduleType,
        'own/src/word.ts': "export const word = 'own';",
        'own/one.ts': source,
      },
      { functions: { one: {}, two: { handler: 'own/one.handler' } } },
    );
    expect([await call('one'), await call('two')]).toEqual(['outer root object', 'inner own undefined']);
  });

  it('decide about decorators, class fields and JSX, also through "extends"', async () => {
    const { call } = temporaryProject(
      {
        'base.json': JSON.stringify({ compilerOptions: { experimentalDecorators: true, target: 'ES2020' } }),
        'tsconfig.json': JSON.stringify({
          extends: './base.json',
          compilerOptions: { jsx: 'react', jsxFactory: 'h' },
        }),
        'one.tsx': `const h = (tag: string, _props: unknown, ...children: string[]): string => \`<\${tag}>\${children.join('')}\`;
          const seen: string[] = [];
          function note(_target: object, key: string): void { seen.push(key); }
          class Base { constructor() { (this as { name?: string }).name = 'set'; } }
          class Pet extends Base { @note name: string | undefined; }
          export const handler = async (): Promise<unknown> => ({ seen, name: new Pet().name, html: <b>hi</b> });`,
      },
      { functions: { one: {} } },
    );
    expect(await call('one')).toEqual({ seen: ['name'], name: 'set', html: '<b>hi' });
  });

  it('are live after a save, like code', async () => {
    const { call, save, service, root } = temporaryProject(
      {
        'tsconfig.json': JSON.stringify({ compilerOptions: { paths: { '@word': ['./a.ts'] } } }),
        'package.json': '{}',
        'a.ts': "export const word = 'a';",
        'b.ts': "export const word = 'b';",
        'one.ts': "import { word } from '@word';\nexport const handler = async () => word + typeof module;",
      },
      { functions: { one: {} } },
    );
    expect(await call('one')).toBe('aobject');
    expect(service.inputs()).toEqual(expect.arrayContaining([join(root, 'tsconfig.json'), join(root, 'package.json')]));
    save('tsconfig.json', JSON.stringify({ compilerOptions: { paths: { '@word': ['./b.ts'] } } }));
    expect(await call('one')).toBe('bobject');
    save('package.json', moduleType);
    expect(await call('one')).toBe('bundefined');
  });
});

describe('what esbuild finds odd', () => {
  it('is told as a warning, once, and the function runs', async () => {
    const { call, events, eventOf, service, root } = temporaryProject(
      {
        'tsconfig.json': '{ "extends": "./nowhere.json" }',
        'one.ts': 'export const handler = async () => typeof import.meta.url;',
      },
      { functions: { one: {} } },
    );
    expect(await call('one')).toBe('undefined');
    const { severity, explanations } = await eventOf('problem');
    expect(severity).toBe('warning');
    // esbuild reads files side by side: whichever it has first.
    const whats = explanations.map(({ what }) => what);
    expect(whats).toHaveLength(2);
    expect(whats).toContainEqual(expect.stringContaining('Cannot find base config file "./nowhere.json"'));
    const meta = explanations.find(({ what }) => what.includes('"import.meta" is not available'));
    expect(meta?.source).toMatchObject({ file: join(root, 'one.ts'), line: 1 });
    service.update(functionConfigs(root, { one: {} }));
    await service.close();
    expect(events.filter(({ kind }) => kind === 'problem')).toHaveLength(1);
  });
});

describe('files beside the code', () => {
  it('are imported as JSON and as text', async () => {
    const source = `import pets from './pets.json';
      import more from './pets.json' with { type: 'json' };
      import text from './a.txt';
      import query from './q.graphql';
      import page from './page.html';
      import odd from './prompt.tmpl' with { type: 'text' };
      export const handler = async () => [pets.length, more[0], text, query, page, odd];`;
    const files = {
      'pets.json': '["Rex"]',
      'a.txt': 'text\n',
      'q.graphql': '{ pets }',
      'page.html': '<p>',
      'prompt.tmpl': 'Say hi',
    };
    for (const name of ['one.ts', 'one.mjs']) {
      const { call } = temporaryProject({ ...files, [name]: source }, { functions: { one: {} } });
      expect(await call('one')).toEqual([1, 'Rex', 'text\n', '{ pets }', '<p>', 'Say hi']);
    }
  });

  it('are found by each module from its own place', async () => {
    const read = (place: string) => `require('node:fs').readFileSync(${place}, 'utf8')`;
    const { call, root } = temporaryProject(
      {
        'lib/word.txt': 'lib',
        'word.txt': 'root',
        'lib/read.js': `'use strict';\nexports.word = ${read("__dirname + '/word.txt'")};\nexports.file = __filename;\nexports.strict = (function () { return this === undefined; })();`,
        'lib/read.mjs':
          "import { readFileSync } from 'node:fs';\nexport const word = readFileSync(new URL('./word.txt', import.meta.url), 'utf8');\nexport const { file } = { file: import.meta.filename };",
        'node_modules/dep/package.json': '{"main":"index.js"}',
        'node_modules/dep/index.js': `module.exports = ${read("require('path').join(__dirname, 'data.txt')")};`,
        'node_modules/dep/data.txt': 'dep',
        'one.js': `const { word, file, strict } = require('./lib/read.js');\nconst dep = require('dep');\nexports.handler = async () => [word, file, strict, dep, ${read("__dirname + '/word.txt'")}];`,
        'two.mjs':
          "import { word, file } from './lib/read.mjs';\nimport dep from 'dep';\nexport const handler = async () => [word, file, dep, import.meta.dirname];",
      },
      { functions: { one: {}, two: {} } },
    );
    expect(await call('one')).toEqual(['lib', join(root, 'lib', 'read.js'), true, 'dep', 'root']);
    expect(await call('two')).toEqual(['lib', join(root, 'lib', 'read.mjs'), 'dep', root]);
  });

  it('are found by what a module itself calls __dirname', async () => {
    const { call } = temporaryProject(
      {
        'places.ts': "export const __dirname = 'of the project';",
        'one.ts': "import { __dirname } from './places.ts';\nexport const handler = async () => __dirname;",
        'two.ts':
          "import * as places from './places.ts';\nconst { __dirname } = places;\nexport const handler = async () => __dirname;",
        'three.mjs':
          "import { fileURLToPath } from 'node:url';\nconst __filename = fileURLToPath(import.meta.url);\nexport const handler = async () => __filename.endsWith('three.mjs') && typeof __dirname;",
      },
      { functions: { one: {}, two: {}, three: {} } },
    );
    const answers = [await call('one'), await call('two'), await call('three')];
    expect(answers).toEqual(['of the project', 'of the project', 'undefined']);
  });

  it('keep the lines of errors where a module asks for its place', async () => {
    const { answer, root } = temporaryProject(
      {
        'one.js':
          "// where\n'use strict';\nconst here = __dirname;\nexports.handler = async () => {\n  throw new Error(here);\n};",
      },
      { functions: { one: {} } },
    );
    expect((await answer('one')).explanation?.source).toMatchObject({ file: join(root, 'one.js'), line: 5 });
  });

  it('leave an ES module without __dirname, as on Lambda', async () => {
    const { call } = temporaryProject(
      { 'one.mjs': 'export const handler = async () => __dirname;' },
      { functions: { one: {} } },
    );
    expect(await call('one')).toMatchObject({ errorType: 'ReferenceError' });
  });

  it('of other kinds are refused with what to write', async () => {
    const { answer, root } = temporaryProject(
      {
        'lib/x.wasm': 'wasm',
        'one.js': "const x = require('./lib/x.wasm');\nexports.handler = async () => x;",
        'two.mjs': "import x from './lib/x.wasm';\nexport const handler = async () => x;",
      },
      { functions: { one: {}, two: {} } },
    );
    const [one, two] = [await answer('one'), await answer('two')];
    expect(JSON.parse(one.payload)).toMatchObject({ errorType: 'Runtime.UserCodeSyntaxError' });
    expect(one.explanation).toMatchObject({
      code: 'lambda-file-type',
      source: { file: join(root, 'one.js'), line: 1 },
      remedy: expect.stringContaining("readFileSync(require('node:path').join(__dirname, './lib/x.wasm'))"),
    });
    expect(JSON.parse(two.payload)).toMatchObject({
      errorType: 'TypeError',
      errorMessage: `Unknown file extension ".wasm" for ${join(root, 'lib', 'x.wasm')}`,
    });
    expect(two.explanation?.remedy).toContain("readFileSync(new URL('./lib/x.wasm', import.meta.url))");
  });
});

describe('packages with compiled code', () => {
  const bindings = `exports.file = () => {
    const { prepareStackTrace } = Error;
    Error.prepareStackTrace = (_, frames) => frames[0].getFileName();
    const file = new Error().stack;
    Error.prepareStackTrace = prepareStackTrace;
    return file;
  };`;
  const packages = {
    'node_modules/native/package.json': '{"main":"index.js"}',
    'node_modules/native/binding.gyp': '{}',
    'node_modules/native/index.js': bindings,
    'node_modules/outer/package.json': '{"main":"index.js"}',
    'node_modules/outer/index.js': "exports.inner = require('inner');",
    'node_modules/outer/node_modules/inner/package.json': '{"main":"index.js","binary":{}}',
    'node_modules/outer/node_modules/inner/index.js': bindings,
  };

  it('run from their own files, wherever they are installed', async () => {
    const { call, root } = temporaryProject(
      {
        ...packages,
        'one.ts':
          "import native from 'native';\nimport outer from 'outer';\nexport const handler = async () => [native.file(), outer.inner.file()];",
        'two.mjs':
          "import native from 'native';\nimport outer from 'outer';\nexport const handler = async () => [native.file(), outer.inner.file()];",
      },
      { functions: { one: {}, two: {} } },
    );
    const modules = join(root, 'node_modules');
    const files = [join(modules, 'native', 'index.js'), join(modules, 'outer', 'node_modules', 'inner', 'index.js')];
    expect(await call('one')).toEqual(files);
    expect(await call('two')).toEqual(files);
  });

  it('may be an add-on and nothing else', async () => {
    const { answer, root } = temporaryProject(
      {
        'node_modules/addon/package.json': '{"main":"addon.node"}',
        'node_modules/addon/addon.node': 'this is no add-on',
        'one.ts': "import addon from 'addon';\nexport const handler = async () => addon;",
      },
      { functions: { one: {} } },
    );
    // That Node tried to load it, and from where, is all that can be seen without a compiler.
    expect((await answer('one')).payload).toContain(join(root, 'node_modules', 'addon', 'addon.node'));
  });
});

describe('modules of Node that this one does not have', () => {
  it('are named, with the Node that runs here', async () => {
    const { answer } = temporaryProject(
      {
        'one.ts': "import sea from 'node:no-such-module';\nexport const handler = async () => sea;",
        'two.mjs': "import sea from 'node:no-such-module';\nexport const handler = async () => sea;",
      },
      { functions: { one: {}, two: { runtime: 'nodejs24.x' } } },
    );
    for (const name of ['one', 'two']) {
      expect((await answer(name)).explanation).toMatchObject({
        code: 'lambda-missing-built-in',
        what: expect.stringContaining(`"node:no-such-module", which Node.js ${process.versions.node} doesn't have`),
      });
    }
  });
});
