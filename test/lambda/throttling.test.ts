import { describe, expect, it } from 'vitest';
import type { FunctionResult } from '../../emulator/shared/function-runtime.ts';
import { functionConfigs, type TemporaryProject, temporaryProject } from './temporary-project.ts';

const slow = 'exports.handler = async ({ wait = 0 }) => { await new Promise((r) => setTimeout(r, wait)); return 1; };';

function invoke({ service }: TemporaryProject, functionName: string, event: object = {}): Promise<FunctionResult> {
  return service.invoke({ functionName, payload: JSON.stringify(event) });
}

function kinds(results: readonly FunctionResult[]): string[] {
  return results.map((result) => (result.kind === 'refusal' ? `${result.status} ${result.reason}` : result.kind));
}

const RESERVED = '429 ReservedFunctionConcurrentInvocationLimitExceeded';
const ACCOUNT = '429 ConcurrentInvocationLimitExceeded';

describe('reservedConcurrency', () => {
  it('lets so many invocations through and throttles the others', async () => {
    const project = temporaryProject({ 'one.js': slow }, { functions: { one: { reservedConcurrency: 2 } } });
    const results = await Promise.all([1, 2, 3, 4].map(() => invoke(project, 'one', { wait: 100 })));
    expect(kinds(results)).toEqual(['answer', 'answer', RESERVED, RESERVED]);
    expect(results[2]).toMatchObject({
      errorType: 'TooManyRequestsException',
      message: 'Rate Exceeded.',
      explanation: { code: 'lambda-throttled' },
    });
  });

  it('is free again as soon as an answer is there', async () => {
    const project = temporaryProject({ 'one.js': slow }, { functions: { one: { reservedConcurrency: 1 } } });
    for (let n = 0; n < 5; n++) expect(await invoke(project, 'one')).toMatchObject({ kind: 'answer' });
  });

  it('is free again after a failure', async () => {
    const project = temporaryProject(
      { 'one.js': 'exports.handler = async () => process.exit(1);' },
      { functions: { one: { reservedConcurrency: 1 } } },
    );
    for (let n = 0; n < 3; n++) expect(await invoke(project, 'one')).toMatchObject({ functionError: 'Unhandled' });
  });

  it('of 0 throttles everything', async () => {
    const project = temporaryProject({ 'one.js': slow }, { functions: { one: { reservedConcurrency: 0 } } });
    expect(kinds([await invoke(project, 'one')])).toEqual([RESERVED]);
  });

  it('does not throttle a DryRun', async () => {
    const { service } = temporaryProject({ 'one.js': slow }, { functions: { one: { reservedConcurrency: 0 } } });
    const call = { functionName: 'one', payload: '{}', invocationType: 'DryRun' } as const;
    expect(await service.invoke(call)).toMatchObject({ kind: 'accepted', status: 204 });
  });

  it('holds for streaming callers, too', async () => {
    const { service } = temporaryProject({ 'one.js': slow }, { functions: { one: { reservedConcurrency: 0 } } });
    const result = await service.invokeStreaming({ functionName: 'one', payload: '{}' }, new AbortController().signal);
    expect(result).toMatchObject({ kind: 'refusal', status: 429 });
  });

  it('counts a streaming invocation until its handler has returned, behind the end of its response', async () => {
    const project = temporaryProject(
      {
        'one.js': `exports.handler = awslambda.streamifyResponse(async (event, stream) => {
          stream.end('whole');
          await new Promise((resolve) => setTimeout(resolve, event.wait));
          if (event.fail) process.exit(1);
        });`,
      },
      { functions: { one: { reservedConcurrency: 1 } } },
    );
    for (const event of [{ wait: 100 }, { wait: 100, fail: true }, { wait: 100 }]) {
      await expect.poll(async () => kinds([await invoke(project, 'one', event)])).toEqual(['answer']);
      expect(kinds([await invoke(project, 'one', event)])).toEqual([RESERVED]);
    }
  });

  it('that changes in a reload applies at once, and environments stay warm', async () => {
    const counting = 'let n = 0;\nexports.handler = async () => ++n;';
    const project = temporaryProject({ 'one.js': counting }, { functions: { one: {} } });
    expect(await project.call('one')).toBe(1);
    project.service.update(functionConfigs(project.root, { one: { reservedConcurrency: 0 } }));
    expect(kinds([await invoke(project, 'one')])).toEqual([RESERVED]);
    project.service.update(functionConfigs(project.root, { one: { reservedConcurrency: 3 } }));
    expect(await project.call('one')).toBe(2);
  });
});

describe('accountConcurrency', () => {
  it('less what is reserved is shared by the functions without a reservation', async () => {
    const project = temporaryProject(
      { 'one.js': slow, 'two.js': slow, 'three.js': slow },
      { functions: { one: {}, two: {}, three: { reservedConcurrency: 3 } }, accountConcurrency: 5 },
    );
    const names = ['one', 'two', 'one', 'two', 'three', 'three', 'three', 'three'];
    const results = await Promise.all(names.map((name) => invoke(project, name, { wait: 100 })));
    expect(kinds(results)).toEqual(['answer', 'answer', ACCOUNT, ACCOUNT, 'answer', 'answer', 'answer', RESERVED]);
  });

  it('throttles nothing when it is not configured', async () => {
    const project = temporaryProject({ 'one.js': slow }, { functions: { one: {} } });
    const results = await Promise.all(Array.from({ length: 1200 }, () => invoke(project, 'one')));
    expect(new Set(kinds(results))).toEqual(new Set(['answer']));
  });
});
