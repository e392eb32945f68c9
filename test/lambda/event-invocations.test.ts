import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EmulatorEvent } from '../../emulator/events.ts';
import { type TemporaryProject, temporaryProject } from './temporary-project.ts';

const RETRY_DELAYS = [20, 40] as const;

/** Fails as long as there is no file `mended`, and says with which request id it ran. */
const failing = `const { existsSync } = require('node:fs');
exports.handler = async (event, context) => {
  console.log('ran ' + context.awsRequestId);
  if (!existsSync(event.mended)) throw new Error('not yet');
};`;

async function accept({ service }: TemporaryProject, functionName: string, event: object = {}): Promise<string> {
  const call = { functionName, payload: JSON.stringify(event), invocationType: 'Event' } as const;
  const result = await service.invoke(call);
  expect(result).toMatchObject({ kind: 'accepted', status: 202 });
  return result.requestId;
}

/** The problems that were told, each as the codes of its explanations. */
function told({ events }: TemporaryProject): string[][] {
  return events.flatMap((event) =>
    event.kind === 'problem' ? [event.explanations.map(({ code }) => String(code))] : [],
  );
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

const wasDiscarded = (project: TemporaryProject) =>
  told(project).some((codes) => codes.includes('lambda-event-discarded'));

function reasonOf(events: readonly EmulatorEvent[]): string | undefined {
  return events
    .flatMap((event) => (event.kind === 'problem' ? event.explanations : []))
    .find(({ code }) => code === 'lambda-event-discarded')?.what;
}

describe('an event', () => {
  it('that fails is tried twice more with the same request id, and then discarded', async () => {
    const project = temporaryProject({ 'one.js': failing }, { functions: { one: {} }, retryDelays: RETRY_DELAYS });
    const requestId = await accept(project, 'one', { mended: '/never' });
    await until(() => wasDiscarded(project));
    expect(told(project)).toEqual([
      ['lambda-handler-failed', 'lambda-event-retried'],
      ['lambda-handler-failed', 'lambda-event-retried'],
      ['lambda-handler-failed', 'lambda-event-discarded'],
    ]);
    const ran = project.logs('one').filter((text) => text.includes('\tran '));
    expect(ran.map((text) => text.split('\tran ')[1])).toEqual([requestId, requestId, requestId]);
  });

  it('that succeeds at its second attempt is not tried again', async () => {
    const project = temporaryProject({ 'one.js': failing }, { functions: { one: {} }, retryDelays: [20, 20] });
    const mended = join(project.root, 'mended');
    await accept(project, 'one', { mended });
    await until(() => told(project).length === 1);
    writeFileSync(mended, '');
    expect(existsSync(mended)).toBe(true);
    await until(() => project.logs('one').filter((text) => text.includes('\tran ')).length === 2);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(told(project)).toEqual([['lambda-handler-failed', 'lambda-event-retried']]);
  });

  it('is tried again with the code that was saved in the meantime', async () => {
    const project = temporaryProject({ 'one.js': failing }, { functions: { one: {} }, retryDelays: [150, 150] });
    await accept(project, 'one', { mended: '/never' });
    await until(() => told(project).length === 1);
    project.save('one.js', "exports.handler = async () => { console.log('mended'); };");
    await until(() => project.logs('one').some((text) => text.includes('\tmended')));
    expect(told(project)).toHaveLength(1);
  });

  it.each([
    ['init', "throw new Error('at load');", 'lambda-init-failed'],
    ['exit', 'exports.handler = async () => process.exit(3);', 'lambda-exit'],
    ['syntax', 'exports.handler = async () => {', 'lambda-syntax'],
  ])('whose function fails by %s is tried again, too', async (_how, code, explanation) => {
    const project = temporaryProject({ 'one.js': code }, { functions: { one: {} }, retryDelays: RETRY_DELAYS });
    await accept(project, 'one');
    await until(() => wasDiscarded(project));
    const failures = told(project).filter(([first, fate]) => first === explanation && fate !== undefined);
    expect(failures).toHaveLength(3);
  });

  it('is tried as often as maximumRetryAttempts says', async () => {
    const project = temporaryProject(
      { 'one.js': failing },
      {
        functions: { one: { eventInvokeConfig: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 21_600 } } },
        retryDelays: RETRY_DELAYS,
      },
    );
    await accept(project, 'one', { mended: '/never' });
    await until(() => wasDiscarded(project));
    expect(told(project)).toEqual([['lambda-handler-failed', 'lambda-event-discarded']]);
    expect(reasonOf(project.events)).toContain('it was tried once');
  });

  it('is discarded when it would be older than maximumEventAgeInSeconds', async () => {
    const project = temporaryProject(
      { 'one.js': failing },
      {
        functions: { one: { eventInvokeConfig: { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 60 } } },
        retryDelays: [20, 60_000],
      },
    );
    await accept(project, 'one', { mended: '/never' });
    await until(() => wasDiscarded(project));
    expect(told(project)).toHaveLength(2);
    expect(reasonOf(project.events)).toContain('maximum age');
  });

  it('that is throttled waits until the function is free, which counts as no failure', async () => {
    const slow =
      "exports.handler = async ({ n }) => { await new Promise((r) => setTimeout(r, 60)); console.log('ran ' + n); };";
    const project = temporaryProject(
      { 'one.js': slow },
      { functions: { one: { reservedConcurrency: 1 } }, retryDelays: [10, 10] },
    );
    for (const n of [1, 2, 3, 4]) await accept(project, 'one', { n });
    await until(() => project.logs('one').filter((text) => text.includes('\tran ')).length === 4);
    expect(told(project)).toEqual([['lambda-throttled'], ['lambda-throttled'], ['lambda-throttled']]);
  });

  it('of a function with a reserved concurrency of 0 is discarded at once', async () => {
    const project = temporaryProject({ 'one.js': failing }, { functions: { one: { reservedConcurrency: 0 } } });
    await accept(project, 'one');
    await until(() => wasDiscarded(project));
    expect(told(project)).toEqual([['lambda-throttled', 'lambda-event-discarded']]);
    expect(project.logs('one')).toEqual([]);
  });

  it('that waits to be tried again is forgotten when the service closes, and its timer with it', async () => {
    const project = temporaryProject({ 'one.js': failing }, { functions: { one: {} }, retryDelays: [50, 50] });
    await accept(project, 'one', { mended: '/never' });
    await until(() => told(project).length === 1);
    const before = timers();
    await project.service.close();
    expect(timers()).toBeLessThan(before);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(told(project)).toHaveLength(1);
  });

  it('of more than 1 MB is refused', async () => {
    const { service } = temporaryProject({ 'one.js': failing }, { functions: { one: {} } });
    const payload = JSON.stringify('x'.repeat(1_048_577));
    expect(await service.invoke({ functionName: 'one', payload, invocationType: 'Event' })).toMatchObject({
      kind: 'refusal',
      status: 413,
      message: 'Request must be smaller than 1048576 bytes for the InvokeFunction operation',
    });
  });

  it('that is no JSON is refused, not tried', async () => {
    const project = temporaryProject({ 'one.js': failing }, { functions: { one: {} } });
    expect(
      await project.service.invoke({ functionName: 'one', payload: '{oops', invocationType: 'Event' }),
    ).toMatchObject({ kind: 'refusal', status: 400 });
    expect(told(project)).toEqual([]);
  });
});

function timers(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
}
