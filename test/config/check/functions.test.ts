import { describe, expect, it } from 'vitest';
import { loadProject } from '../../../emulator/config/load.ts';
import { codes, load, only, writeProject } from '../fixture.ts';

/** What is found about one function with this handler, where these files are. */
async function handlerProblem(handler: string, files: readonly string[]) {
  const entries = files.map((file) => [file, ''] as const);
  const root = writeProject({ 'routes.json': { functions: { onePet: { handler } } }, ...Object.fromEntries(entries) });
  return (await loadProject({ root })).problems;
}

describe('a handler', () => {
  it.each([
    ['functions/onePet.handler', 'functions/onePet.ts'],
    ['functions/onePet.handler', 'functions/onePet.mts'],
    ['functions/onePet.handler', 'functions/onePet.cts'],
    ['functions/onePet.handler', 'functions/onePet.js'],
    ['functions/onePet.handler', 'functions/onePet.mjs'],
    ['functions/onePet.handler', 'functions/onePet.cjs'],
    ['functions/onePet.handler', 'functions/onePet.tsx'],
    ['functions/onePet.handler', 'functions/onePet.jsx'],
    ['functions/onePet.handler', 'functions/onePet/index.ts'],
    ['./functions/onePet.handler', 'functions/onePet.js'],
    ['functions/pets.api.one.handler', 'functions/pets.js'],
  ])('%s finds %s', async (handler, file) => {
    expect(await handlerProblem(handler, [file])).toEqual([]);
  });

  it('without its file is told with the nearest name', async () => {
    expect(
      only(await handlerProblem('functions/onePett.handler', ['functions/onePet.ts', 'functions/allPets.ts'])),
    ).toEqual({
      code: 'config-missing-handler',
      place: '4:18',
      what: 'The function onePet has no file: there is no functions/onePett.ts, .mts, .cts, .js, .mjs, .cjs, .tsx or .jsx, and no index in a folder functions/onePett.',
      remedy: 'Write "functions/onePet.handler".',
      detail: '4 |       "handler": "functions/onePett.handler"\n  |                  ^',
    });
  });

  it.each([
    ['function/onePet.handler', 'Write "functions/onePet.handler".'],
    ['onePet.handler', 'Write "functions/onePet.handler".'],
    ['functions/nothing.handler', 'Make functions/nothing.ts, or correct the handler.'],
    ['functions/onePet.ts/x.handler', 'Make functions/onePet.ts/x.ts, or correct the handler.'],
    ['\u0000.handler', 'Make \u0000.ts, or correct the handler.'],
  ])('%s is mended: %s', async (handler, remedy) => {
    expect(only(await handlerProblem(handler, ['functions/onePet.ts']))).toMatchObject({
      code: 'config-missing-handler',
      remedy,
    });
  });

  it.each([
    ['functions/onePet', 'Write "functions/onePet.handler".'],
    ['functions/onePet.ts', 'Write "functions/onePet.handler".'],
    ['functions/other', 'Write "functions/onePet.handler", or the like.'],
    ['../onePet.handler', 'Write "functions/onePet.handler", or the like.'],
    ['functions/.handler', 'Write "functions/onePet.handler", or the like.'],
    ['functions/onePet.', 'Write "functions/onePet.handler", or the like.'],
  ])('%s has the wrong form: %s', async (handler, remedy) => {
    expect(only(await handlerProblem(handler, ['functions/onePet.ts']))).toMatchObject({
      code: 'config-handler-format',
      remedy,
    });
  });
});

describe('an environment', () => {
  const environment = (variables: object, env: Record<string, string> = {}) => {
    const root = writeProject({
      'routes.json': { functions: { hello: { handler: 'hello.handler', environment: variables } } },
      'hello.js': '',
    });
    return loadProject({ root, env });
  };

  it('is filled from the .env file, and only where it asks for it', async () => {
    const { project } = await environment(
      { URL: 'https://${HOST}/${PATH_}', PLAIN: '$HOST ${not-a-name} $' },
      { HOST: 'a.test', PATH_: 'p', SECRET: 's' },
    );
    expect(project?.functions.get('hello')?.environment).toEqual({
      URL: 'https://a.test/p',
      PLAIN: '$HOST ${not-a-name} $',
    });
  });

  it('that asks for a variable that .env doesn’t have is told', async () => {
    expect(only((await environment({ KEY: '${PETS_KEY}' })).problems)).toMatchObject({
      code: 'config-env-unset',
      place: '6:16',
      what: 'KEY is filled from ${PETS_KEY}, and the .env file has no PETS_KEY.',
      remedy: 'Add PETS_KEY=… to the .env file beside routes.json.',
    });
  });

  it('can’t have the names that Lambda sets', async () => {
    expect(
      codes((await environment({ AWS_REGION: 'x', TZ: 'Europe/Berlin', LAMBDA_TASK_ROOT: '/' })).problems),
    ).toEqual(['error config-env-reserved', 'error config-env-reserved']);
  });

  it('has at most 4 KB', async () => {
    expect((await environment({ AB: 'x'.repeat(4096 - '{"AB":""}'.length) })).problems).toEqual([]);
    expect(only((await environment({ AB: 'x'.repeat(4096) })).problems).code).toBe('config-env-too-large');
  });
});

describe('a site', () => {
  it('whose folder isn’t there is told with the nearest', async () => {
    const { problems } = await load({ site: { root: 'sites' } }, { 'site/index.html': '' });
    expect(only(problems)).toMatchObject({ code: 'config-missing-file', remedy: 'Write "site".' });
  });

  it('whose folder is a file is told', async () => {
    expect(only((await load({ site: { root: 'hello.js' } })).problems).what).toContain('it is no folder');
  });
});
