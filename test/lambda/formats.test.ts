import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryProject } from './temporary-project.ts';

const moduleType = JSON.stringify({ type: 'module' });

describe('module formats', () => {
  it('runs a CommonJS handler with its own __dirname, __filename and require', async () => {
    const { call, root } = temporaryProject(
      {
        'lib/data.json': '{"pets":2}',
        'one.js': `exports.handler = async () => ({
          dirname: __dirname, filename: __filename, pets: require('./lib/data.json').pets,
          resolved: require.resolve('./lib/data.json'), main: require.main === module,
        });`,
      },
      { functions: { one: {} } },
    );
    expect(await call('one')).toEqual({
      dirname: root,
      filename: join(root, 'one.js'),
      pets: 2,
      resolved: join(root, 'lib', 'data.json'),
      main: false,
    });
  });

  it('runs an ES module that begins with a hashbang and uses a CommonJS package', async () => {
    const { call } = temporaryProject(
      {
        'one.mjs': "#!/usr/bin/env node\nimport { base } from 'old';\nexport const handler = async () => base('/a/b');",
        'node_modules/old/package.json': '{"name":"old"}',
        'node_modules/old/index.js': "exports.base = (file) => require('path').basename(file);",
      },
      { functions: { one: {} } },
    );
    expect(await call('one')).toBe('b');
  });

  it('runs an ES module with its own import.meta, top-level await and imports', async () => {
    const { call, root } = temporaryProject(
      {
        'lib/name.mjs': "export const name = 'Joey';",
        'one.mjs': `import { name } from './lib/name.mjs';
          import { readFileSync } from 'node:fs';
          const text = await Promise.resolve(readFileSync(new URL('./lib/name.mjs', import.meta.url), 'utf8'));
          export const handler = async () => ({ name, length: text.length, filename: import.meta.filename});`,
      },
      { functions: { one: {} } },
    );
    expect(await call('one')).toEqual({
      name: 'Joey',
      length: 27,
      filename: join(root, 'one.mjs'),
    });
  });

  it('follows the type of the nearest package.json for .js and .ts', async () => {
    const { call } = temporaryProject(
      {
        'package.json': moduleType,
        'one.js': 'export const handler = async () => typeof module;',
        'two.ts': 'export const handler = async (): Promise<string> => typeof module;',
        'commonjs/package.json': '{}',
        'commonjs/three.ts': 'export const handler = async (): Promise<string> => typeof module;',
      },
      { functions: { one: {}, two: {}, three: { handler: 'commonjs/three.handler' } } },
    );
    expect(await Promise.all([call('one'), call('two'), call('three')])).toEqual(['undefined', 'undefined', 'object']);
  });

  it('runs TypeScript with types, imports of other TypeScript files and a tsconfig path', async () => {
    const { call } = temporaryProject(
      {
        'tsconfig.json': JSON.stringify({ compilerOptions: { paths: { '@lib/*': ['./lib/*'] } } }),
        'lib/greet.ts': 'export function greet(name: string): string { return `hi ${name}`; }',
        'one.ts': `import { greet } from '@lib/greet';
          enum Kind { Cat = 'cat' }
          export const handler = async (event: { name: string }): Promise<string> => greet(event.name as string) + Kind.Cat;`,
      },
      { functions: { one: {} } },
    );
    expect(await call('one', { name: 'Joey' })).toBe('hi Joeycat');
  });

  it('prefers TypeScript where the JavaScript made from it stands beside it', async () => {
    const { call } = temporaryProject(
      { 'one.js': "exports.handler = async () => 'js';", 'one.ts': "export const handler = async () => 'ts';" },
      { functions: { one: {} } },
    );
    expect(await call('one')).toBe('ts');
  });

  it('lets CommonJS packages inside an ES module require what Node has', async () => {
    const { call } = temporaryProject(
      {
        'node_modules/old/package.json': '{"name":"old","main":"index.js"}',
        'node_modules/old/index.js': "module.exports = require('path').basename('/a/b');",
        'one.mjs': "import old from 'old';\nexport const handler = async () => old;",
      },
      { functions: { one: {} } },
    );
    expect(await call('one')).toBe('b');
  });

  it('takes @aws-sdk from the project, in both formats', async () => {
    const sdk = {
      'node_modules/@aws-sdk/client-x/package.json': '{"main":"index.js"}',
      'node_modules/@aws-sdk/client-x/index.js': 'exports.where = __dirname;',
    };
    const { call, root } = temporaryProject(
      {
        ...sdk,
        'one.ts': "import { where } from '@aws-sdk/client-x';\nexport const handler = async () => where;",
        'two.mjs': "import { where } from '@aws-sdk/client-x';\nexport const handler = async () => where;",
      },
      { functions: { one: {}, two: {} } },
    );
    const folder = join(root, 'node_modules', '@aws-sdk', 'client-x');
    expect([await call('one'), await call('two')]).toEqual([folder, folder]);
  });

  it('takes @aws-sdk from beside the package that asks for it, however it asks', async () => {
    const sdk = (word: string) => `exports.word = '${word}';`;
    const files = {
      'node_modules/@aws-sdk/client-x/index.js': sdk('outer'),
      'node_modules/dep/package.json': '{"main":"index.js"}',
      'node_modules/dep/index.js': "exports.word = require('@aws-sdk/client-x').word;",
      'node_modules/dep/node_modules/@aws-sdk/client-x/index.js': sdk('inner'),
    };
    const source = `import { word } from 'dep';
      import sdk from '@aws-sdk/client-x';
      import * as all from '@aws-sdk/client-x';
      const late = import('@aws-sdk/client-x');
      export const handler = async () => [word, sdk.word, all.word, (await late).word];`;
    const { call } = temporaryProject(
      { ...files, 'one.ts': source, 'two.mjs': source },
      { functions: { one: {}, two: {} } },
    );
    const words = ['inner', 'outer', 'outer', 'outer'];
    expect([await call('one'), await call('two')]).toEqual([words, words]);
  });

  it('finds the handler in an index file of a folder and in a nested export', async () => {
    const { call } = temporaryProject(
      { 'pets/index.js': "exports.api = { get: { all: async () => 'nested' } };" },
      { functions: { one: { handler: 'pets.api.get.all' } } },
    );
    expect(await call('one')).toBe('nested');
  });

  it('takes an absolute handler', async () => {
    const { service, root } = temporaryProject(
      { 'deep/one.js': "exports.handler = async () => 'ok';" },
      { functions: {} },
    );
    const config = {
      name: 'one',
      handler: join(root, 'deep', 'one.handler'),
      root: '/',
      runtime: 'nodejs22.x',
      timeout: 3,
      memorySize: 128,
      environment: {},
      source: { file: root, line: 1, column: 1 },
    } as const;
    service.update(new Map([['one', config]]));
    expect(await service.invoke({ functionName: 'one', payload: '' })).toMatchObject({ payload: '"ok"' });
  });
});
