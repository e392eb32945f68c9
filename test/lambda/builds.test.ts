import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { functionConfigs, temporaryProject } from './temporary-project.ts';

describe('builds that fail', () => {
  it('answer Runtime.UserCodeSyntaxError with a code frame, and are told as a problem', async () => {
    const { answer, eventOf, root } = temporaryProject(
      { 'one.ts': 'export const handler = async () => {\n\treturn { a: 1 ;\n};\n' },
      { functions: { one: {} } },
    );
    const problem = await eventOf('problem');
    const { payload, functionError, explanation } = await answer('one');
    expect(functionError).toBe('Unhandled');
    expect(JSON.parse(payload)).toMatchObject({
      errorType: 'Runtime.UserCodeSyntaxError',
      errorMessage: expect.stringMatching(/^SyntaxError: Expected/),
    });
    expect(explanation).toMatchObject({
      code: 'lambda-syntax',
      source: { file: join(root, 'one.ts'), line: 2, column: 16 },
      detail: '2 | \treturn { a: 1 ;\n  | \t              ^',
    });
    expect(problem.explanations).toEqual([explanation]);
  });

  it('answer Runtime.ImportModuleError for a missing file, and name the nearest', async () => {
    const { answer, root } = temporaryProject(
      { 'functions/allPets.ts': '' },
      { functions: { one: { handler: 'functions/allpet.handler' } } },
    );
    const { payload, explanation } = await answer('one');
    expect(JSON.parse(payload)).toMatchObject({
      errorType: 'Runtime.ImportModuleError',
      errorMessage: "Error: Cannot find module 'allpet'\nRequire stack:\n- /var/runtime/index.mjs",
    });
    expect(explanation).toMatchObject({
      code: 'lambda-missing-module',
      source: { file: join(root, 'routes.json'), line: 1 },
      remedy: expect.stringContaining('"functions/allPets.handler"'),
    });
  });

  it('answer Runtime.ImportModuleError for an import that is not there', async () => {
    const { answer, root } = temporaryProject(
      { 'one.js': "require('./lib/nowhere');\nexports.handler = async () => {};" },
      { functions: { one: {} } },
    );
    const { payload, explanation } = await answer('one');
    expect(JSON.parse(payload)).toMatchObject({
      errorType: 'Runtime.ImportModuleError',
      errorMessage: expect.stringContaining("Error: Cannot find module './lib/nowhere'\nRequire stack:\n"),
    });
    expect(explanation).toMatchObject({
      code: 'lambda-unresolved-import',
      source: { file: join(root, 'one.js'), line: 1 },
    });
  });

  it('answer a plain Error for an ES module whose import is not there', async () => {
    const { call } = temporaryProject(
      { 'one.mjs': "import 'no-such-package';\nexport const handler = async () => {};" },
      { functions: { one: {} } },
    );
    expect(await call('one')).toMatchObject({
      errorType: 'Error',
      errorMessage: expect.stringContaining("Cannot find package 'no-such-package' imported from"),
    });
  });

  it('say that the AWS SDK has to be installed here', async () => {
    for (const file of ['one.js', 'one.mjs']) {
      const { answer } = temporaryProject(
        {
          [file]: file.endsWith('.js')
            ? "require('@aws-sdk/client-nothing');\nexports.handler = async () => {};"
            : "import '@aws-sdk/client-nothing';\nexport const handler = async () => {};",
        },
        { functions: { one: {} } },
      );
      expect((await answer('one')).explanation).toMatchObject({
        code: 'lambda-sdk-not-installed',
        remedy: 'Run: npm install --save-dev @aws-sdk/client-nothing',
      });
    }
  });

  it('refuse ES module syntax in a file that Lambda loads as CommonJS, up to nodejs22.x', async () => {
    const source = { 'one.js': 'const a = 1;\nexport const handler = async () => a;\n' };
    const { answer } = temporaryProject(source, { functions: { one: {} } });
    const { payload, explanation } = await answer('one');
    expect(JSON.parse(payload)).toMatchObject({
      errorType: 'Runtime.UserCodeSyntaxError',
      errorMessage: "SyntaxError: Unexpected token 'export'",
    });
    expect(explanation).toMatchObject({ code: 'lambda-module-syntax', source: { line: 2, column: 1 } });
    expect(await temporaryProject(source, { functions: { one: { runtime: 'nodejs24.x' } } }).call('one')).toBe(1);
  });

  it('answer Runtime.MalformedHandlerName', async () => {
    const { call } = temporaryProject(
      {},
      { functions: { one: { handler: 'nodot' }, two: { handler: '../up.handler' } } },
    );
    expect(await call('one')).toMatchObject({ errorType: 'Runtime.MalformedHandlerName', errorMessage: 'Bad handler' });
    expect(await call('two')).toMatchObject({
      errorMessage:
        "'../up.handler' is not a valid handler name. Use absolute paths when specifying root directories in handler names.",
    });
  });
});

describe('traces', () => {
  it('show the lines of the TypeScript source', async () => {
    const source =
      "interface Pet { name: string }\n\ntype Nothing = undefined;\nimport { fail } from './lib/fail.ts';\nexport const handler = async (_pet: Pet): Promise<Nothing> => {\n  fail();\n  return undefined;\n};\n";
    const lib =
      'interface Long {\n  a: number;\n}\nexport function fail(): never {\n  const long: Long = { a: 1 };\n  throw new TypeError(`a is ${long.a}`);\n}\n';
    for (const files of [
      { 'one.ts': source, 'lib/fail.ts': lib },
      { 'one.mts': source, 'lib/fail.ts': lib },
    ] as Record<string, string>[]) {
      const { answer, root } = temporaryProject(files, { functions: { one: {} } });
      const { payload, explanation } = await answer('one');
      const { trace } = JSON.parse(payload) as { trace: string[] };
      const main = join(root, 'one.ts' in files ? 'one.ts' : 'one.mts');
      expect(trace[0]).toBe('TypeError: a is 1');
      expect(trace[1]).toContain(`${join(root, 'lib', 'fail.ts')}:6:9`);
      expect(trace[2]).toContain(`${main}:6:3`);
      expect(trace).toHaveLength(3);
      expect(explanation?.source).toEqual({ file: join(root, 'lib', 'fail.ts'), line: 6, column: 9 });
    }
  });
});

describe('stacks, in answers and in the log', () => {
  it.each(['module', 'commonjs'])(
    'end with the last frame of a function of type %s, and know the lines of packages and of new code',
    async (type) => {
      const source = (line: string) =>
        `interface Unused {}\nimport { fail } from 'dep';\n${line}export const handler = async () => {\n  console.error('seen', Object.assign(new Error('logged'), { code: 7 }));\n  fail();\n};\n`;
      const { answer, service, save, root } = temporaryProject(
        {
          'package.json': JSON.stringify({ type }),
          'node_modules/dep/package.json': '{"main":"index.js"}',
          'node_modules/dep/index.js': "exports.fail = () => {\n  throw new TypeError('no');\n};\n",
          'one.ts': source(''),
        },
        { functions: { one: {} } },
      );
      const file = join(root, 'one.ts');
      const texts = () => service.logs.lines('one').map(({ text }) => text);
      const frames = (line: number) => [
        'TypeError: no',
        expect.stringContaining(`${join(root, 'node_modules', 'dep', 'index.js')}:2:9`),
        expect.stringContaining(`${file}:${line + 1}:3`),
      ];
      const logged = (line: number) =>
        new RegExp(`\tERROR\tseen Error: logged\\n    at .*one\\.ts:${line}:\\d+\\) \\{\\n  code: 7\\n\\}$`);
      for (const line of [4, 4, 5]) {
        if (line === 5) save('one.ts', source('// A line more.\n'));
        expect(JSON.parse((await answer('one')).payload).trace).toEqual(frames(line));
        expect(texts().findLast((text) => text.includes('\tseen '))).toMatch(logged(line));
        const [error = ''] = texts()
          .flatMap((text) => text.split('Invoke Error \t').slice(1))
          .slice(-1);
        expect(JSON.parse(error).stack).toEqual(frames(line));
      }
    },
  );
});

describe('saved files', () => {
  it('are live for the very next call, and told with their milliseconds', async () => {
    const { call, save, eventOf, root } = temporaryProject(
      { 'one.ts': "export const handler = async () => 'old';" },
      { functions: { one: {} } },
    );
    expect(await call('one')).toBe('old');
    save('one.ts', "export const handler = async () => 'new';");
    expect(await call('one')).toBe('new');
    expect(await eventOf('reload')).toMatchObject({
      what: 'function',
      names: ['one'],
      files: [join(root, 'one.ts')],
      durationMs: expect.any(Number),
    });
  });

  it('touch only the functions that read them', async () => {
    const counter =
      "import { word } from './word.ts';\nlet calls = 0;\nexport const handler = async () => `${word}${++calls}`;";
    const { call, save } = temporaryProject(
      {
        'word.ts': "export const word = 'a';",
        'one.ts': counter,
        'two.ts': counter.replace("'./word.ts'", "'./other.ts'"),
        'other.ts': "export const word = 'x';",
      },
      { functions: { one: {}, two: {} } },
    );
    expect([await call('one'), await call('two')]).toEqual(['a1', 'x1']);
    save('word.ts', "export const word = 'b';");
    expect([await call('one'), await call('two')]).toEqual(['b1', 'x2']);
  });

  it('keep warm environments when nothing changed in them', async () => {
    const source = 'let calls = 0;\nexport const handler = async () => ++calls;';
    const { call, save } = temporaryProject({ 'one.ts': source }, { functions: { one: {} } });
    await call('one');
    save('one.ts', source);
    expect(await call('one')).toBe(2);
  });

  it("that are broken are that function's error until the next save", async () => {
    const good = (answer: string) => `export const handler = async () => '${answer}';`;
    const { call, save, events } = temporaryProject(
      { 'one.ts': good('1'), 'two.ts': good('two') },
      { functions: { one: {}, two: {} } },
    );
    expect(await call('one')).toBe('1');
    save('one.ts', 'export const handler = async () => {');
    expect(await call('one')).toMatchObject({ errorType: 'Runtime.UserCodeSyntaxError' });
    expect(await call('two')).toBe('two');
    expect(events.some(({ kind }) => kind === 'problem')).toBe(true);
    save('one.ts', good('3'));
    expect(await call('one')).toBe('3');
  });

  it('mend an import that was missing', async () => {
    const { call, save, service, root } = temporaryProject(
      { 'one.ts': "import { word } from './word.ts';\nexport const handler = async () => word;" },
      { functions: { one: {} } },
    );
    expect(await call('one')).toMatchObject({ errorType: 'Runtime.ImportModuleError' });
    expect(service.inputs()).toContain(join(root, 'word.ts'));
    save('word.ts', "export const word = 'there';");
    expect(await call('one')).toBe('there');
  });

  it('mend a handler that was missing', async () => {
    const { call, save } = temporaryProject({}, { functions: { one: {} } });
    expect(await call('one')).toMatchObject({ errorType: 'Runtime.ImportModuleError' });
    save('one.js', "exports.handler = async () => 'there';");
    expect(await call('one')).toBe('there');
  });

  it('may be deleted by the function itself', async () => {
    const { call, service, root } = temporaryProject(
      { 'one.js': "exports.handler = async () => { require('node:fs').unlinkSync(__filename); return 'gone'; };" },
      { functions: { one: {} } },
    );
    expect(await call('one')).toBe('gone');
    service.filesChanged([join(root, 'one.js')]);
    expect(await call('one')).toMatchObject({ errorType: 'Runtime.ImportModuleError' });
  });

  it('lose no call when one is saved a hundred times while it is called', async () => {
    const source = (turn: number) => `export const handler = async () => ${turn};`;
    const { call, save } = temporaryProject({ 'one.ts': source(0) }, { functions: { one: {} } });
    const answers: Promise<unknown>[] = [];
    for (let turn = 1; turn <= 100; turn++) {
      save('one.ts', source(turn));
      answers.push(call('one'), call('one'));
      if (turn % 10 === 0) await answers.at(-1);
    }
    for (const answer of await Promise.all(answers)) expect(answer).toEqual(expect.any(Number));
    expect(await call('one')).toBe(100);
  });

  it('let a call that is under way finish with the old code', async () => {
    const source = (word: string) =>
      `export const handler = async (event) => { if (event.wait) await new Promise((r) => setTimeout(r, event.wait)); return '${word}'; };`;
    const { call, save } = temporaryProject({ 'one.ts': source('old') }, { functions: { one: {} } });
    await call('one');
    const pending = call('one', { wait: 200 });
    save('one.ts', source('new'));
    expect(await call('one')).toBe('new');
    expect(await pending).toBe('old');
  });
});

describe('update', () => {
  it('gives a changed function new environments, keeps the others warm, forgets removed ones', async () => {
    const counter = 'let calls = 0;\nexports.handler = async () => `${process.env.WORD}${++calls}`;';
    const { call, service, root } = temporaryProject(
      { 'one.js': counter, 'two.js': counter, 'three.js': counter },
      { functions: { one: { environment: { WORD: 'a' } }, two: { environment: { WORD: 'b' } }, three: {} } },
    );
    expect([await call('one'), await call('two')]).toEqual(['a1', 'b1']);
    service.update(functionConfigs(root, { two: { environment: { WORD: 'b' } }, one: { environment: { WORD: 'c' } } }));
    expect([await call('one'), await call('two')]).toEqual(['c1', 'b2']);
    expect(await service.invoke({ functionName: 'three', payload: '{}' })).toMatchObject({ status: 404 });
    expect(service.inputs()).not.toContain(join(root, 'three.js'));
  });

  it('lets calls under way finish', async () => {
    const { call, service, root } = temporaryProject(
      {
        'one.js':
          'exports.handler = async (event) => { await new Promise((r) => setTimeout(r, event.wait)); return process.env.WORD; };',
      },
      { functions: { one: { environment: { WORD: 'a' } } } },
    );
    await call('one', { wait: 0 });
    const pending = call('one', { wait: 100 });
    service.update(functionConfigs(root, { one: { environment: { WORD: 'b' } } }));
    expect(await call('one', { wait: 0 })).toBe('b');
    expect(await pending).toBe('a');
  });
});

describe('inputs', () => {
  it('are the files of the project that a build read, without node_modules', async () => {
    const { call, service, root } = temporaryProject(
      {
        'node_modules/dep/package.json': '{"main":"index.js"}',
        'node_modules/dep/index.js': 'module.exports = 1;',
        'lib/a.ts': "export const a = 'a';",
        'one.ts':
          "import dep from 'dep';\nimport { a } from './lib/a.ts';\nexport const handler = async () => a + dep;",
      },
      { functions: { one: {} } },
    );
    const seen: (readonly string[])[] = [];
    service.onInputsChanged(() => seen.push(service.inputs()));
    await call('one');
    expect([...service.inputs()].sort()).toEqual([join(root, 'lib', 'a.ts'), join(root, 'one.ts')]);
    expect(seen.length).toBeGreaterThan(0);
  });
});
