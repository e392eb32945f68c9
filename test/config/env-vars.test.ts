import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EnvVars } from '../../emulator/config/env-vars.ts';
import { loadProject } from '../../emulator/config/load.ts';
import { writeProject } from './fixture.ts';

const handler = { 'functions/a.js': '', 'functions/b.js': '' };

function configOf(a: object, b: object = {}): object {
  return {
    functions: {
      one: { handler: 'functions/a.handler', environment: a },
      two: { handler: 'functions/b.handler', environment: b },
    },
  };
}

async function load(config: object, envVars: string | EnvVars, files: Record<string, string> = {}) {
  const root = writeProject({ ...handler, ...files });
  const result = await loadProject({ root, config, envVars });
  return { ...result, root, told: result.problems.map(({ severity, explanation }) => [severity, explanation.code]) };
}

describe('--env-vars', () => {
  it('gives a declared variable another value: a function’s own section counts before Parameters', async () => {
    const { project, problems } = await load(configOf({ TABLE: 'x', STAGE: 'x', KEPT: 'x' }, { TABLE: 'x' }), {
      Parameters: { TABLE: 'everywhere', STAGE: 'dev' },
      one: { TABLE: 'for one' },
    });
    expect(problems).toEqual([]);
    expect(project?.functions.get('one')?.environment).toEqual({ TABLE: 'for one', STAGE: 'dev', KEPT: 'x' });
    expect(project?.functions.get('two')?.environment).toEqual({ TABLE: 'everywhere' });
  });

  it('writes numbers and booleans as texts', async () => {
    const { project } = await load(configOf({ AB: '', CD: '' }), { Parameters: { AB: 7, CD: true } });
    expect(project?.functions.get('one')?.environment).toEqual({ AB: '7', CD: 'true' });
  });

  it('takes a value as it is, and asks for no variable of .env that it replaces', async () => {
    const { project, problems } = await load(configOf({ TOKEN: `\${SECRET}` }), { one: { TOKEN: `\${OTHER}` } });
    expect(problems).toEqual([]);
    expect(project?.functions.get('one')?.environment).toEqual({ TOKEN: `\${OTHER}` });
  });

  it('adds no variable that a function doesn’t declare, and warns of it with its line', async () => {
    const file = '{\n  "Parameters": {\n    "TABEL": "x"\n  },\n  "two": { "STAGE": "x" },\n  "thre": {}\n}';
    const { project, problems, root, told } = await load(configOf({ TABLE: 'x' }), 'vars.json', { 'vars.json': file });
    expect(project?.functions.get('two')?.environment).toEqual({});
    expect(told).toEqual([
      ['warning', 'config-env-vars-variable'],
      ['warning', 'config-env-vars-variable'],
      ['warning', 'config-env-vars-function'],
    ]);
    expect(problems.map(({ explanation }) => explanation.source?.line)).toEqual([3, 5, 6]);
    expect(problems[0]?.explanation.source?.file).toBe(join(root, 'vars.json'));
    expect(problems[0]?.explanation.remedy).toContain('Write TABLE');
  });

  it('cannot set what Lambda reserves: nothing may declare it', async () => {
    const { told } = await load(configOf({ AWS_REGION: 'x' }), { one: { AWS_REGION: 'eu-west-1' } });
    expect(told).toEqual([['error', 'config-env-reserved']]);
  });

  it('may not make the environment larger than 4 KB', async () => {
    const { told } = await load(configOf({ TABLE: 'x' }), { one: { TABLE: 'x'.repeat(4100) } });
    expect(told).toEqual([['error', 'config-env-too-large']]);
  });

  it.each([
    ['a list', '[]'],
    ['a text', '"x"'],
    ['a variable without a section', '{ "TABLE": "x" }'],
    ['a value that is an object', '{ "one": { "TABLE": {} } }'],
    ['a value that is null', '{ "one": { "TABLE": null } }'],
  ])('of %s is an error at its place', async (_what, file) => {
    const { told, problems } = await load(configOf({ TABLE: 'x' }), 'vars.json', { 'vars.json': file });
    expect(told).toEqual([['error', 'config-bad-value']]);
    expect(problems[0]?.explanation.source).toMatchObject({ line: 1 });
  });

  it('of no JSON, and of a file that isn’t there, is an error', async () => {
    expect((await load(configOf({}), 'vars.json', { 'vars.json': '{,}' })).told).toEqual([
      ['error', 'config-json-syntax'],
    ]);
    expect((await load(configOf({}), 'vars.json')).told).toEqual([['error', 'config-env-vars-unreadable']]);
  });

  it('is among the files to watch', async () => {
    const { inputs, root } = await load(configOf({}), 'vars.json', { 'vars.json': '{}' });
    expect(inputs).toContain(join(root, 'vars.json'));
  });

  it('takes names that every object has for what they are', async () => {
    const { project, told } = await load(configOf({ toString: 'x' }), { Parameters: {}, constructor: { ab: 'x' } });
    expect(project?.functions.get('one')?.environment).toEqual({ toString: 'x' });
    expect(told).toEqual([['warning', 'config-env-vars-function']]);
  });
});

describe('reservations', () => {
  const reserving = (reserved: number, accountConcurrency?: number): object => ({
    accountConcurrency,
    functions: { one: { handler: 'functions/a.handler', reservedConcurrency: reserved } },
  });

  it.each([
    ['more than 900 of 1,000', reserving(901, 1000), true],
    ['900 of 1,000', reserving(900, 1000), false],
    ['0 of 10', reserving(0, 10), false],
    ['of an account whose size isn’t configured', reserving(5000), false],
  ])('%s: a warning, as far as AWS refuses them', async (_what, config, isTold) => {
    const { told } = await load(config, {});
    expect(told).toEqual(isTold ? [['warning', 'config-unreserved-concurrency']] : []);
  });
});
