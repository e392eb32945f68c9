import { expect, it } from 'vitest';
import { runtimeHints } from '../../emulator/cli/runtime-hint.ts';
import { functionConfigs } from '../lambda/temporary-project.ts';

const functions = functionConfigs('/project', {
  one: { runtime: 'nodejs22.x' },
  two: { runtime: 'nodejs24.x' },
  three: { runtime: 'nodejs22.x' },
});

it('names the runtimes that differ from the Node that runs, in one line', () => {
  expect(runtimeHints(functions, '20.19.0')).toEqual([
    'functions for nodejs22.x and nodejs24.x run on Node 20.19.0 here',
  ]);
  expect(runtimeHints(functions, '22.1.0')).toEqual(['functions for nodejs24.x run on Node 22.1.0 here']);
});

it('says nothing when none differs', () => {
  expect(runtimeHints(functionConfigs('/project', { one: {} }), '22.1.0')).toEqual([]);
  expect(runtimeHints(new Map(), '20.19.0')).toEqual([]);
});
