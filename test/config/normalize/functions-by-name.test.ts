import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findFunctions } from '../../../emulator/config/normalize/functions-by-name.ts';
import type { RestApi } from '../../../emulator/config/types.ts';
import { functionArn, lambdaIntegrationUri } from '../../../emulator/shared/aws-names.ts';
import { projectFolder } from '../../helpers/emulator.ts';
import { api, integration } from '../../helpers/gateway.ts';

function apiThatCalls(...names: string[]): RestApi {
  const resources = names.map((name, index) => {
    const uri = lambdaIntegrationUri(functionArn(name));
    return [`/${index}`, { POST: { integration: integration({ type: 'AWS_PROXY', uri }) } }];
  });
  return api(Object.fromEntries(resources), {
    stages: ['old', 'new'].map((color) => ({
      name: color,
      deploymentId: 'd',
      variables: { color },
      source: { file: '/routes.json', line: 1, column: 1 },
    })),
  });
}

it('finds the files of functions by their names, with Lambda defaults', async () => {
  const root = await projectFolder({
    'functions/one.ts': '',
    'functions/two/index.mjs': '',
    'functions/paint-old.js': '',
    'functions/ts': '',
    'functions/mine.js': '',
  });
  const called = apiThatCalls('one', 'two:live', 'paint-${stageVariables.color}', 'ts', 'lost', 'mine');
  const { found, inputs } = findFunctions(called, root, new Set(['mine']));
  expect([...found.keys()]).toEqual(['one', 'paint-old', 'two']);
  expect(found.get('two')).toMatchObject({ handler: 'functions/two.handler', root, timeout: 3, memorySize: 128 });
  expect(inputs).toContain(join(root, 'functions', 'lost.ts'));
});

it('looks for no name that could leave the folder', async () => {
  const root = await projectFolder({ 'secret.js': '' });
  const { found, inputs } = findFunctions(apiThatCalls('../secret', 'a/b', ''), root, new Set());
  expect([found.size, inputs]).toEqual([0, []]);
});
