import { describe, expect, it } from 'vitest';
import { temporaryProject } from './temporary-project.ts';

const identity =
  'const id = Math.random();\nlet busy = 0;\nexports.handler = async (event) => { busy++; const together = busy; if (event.wait) await new Promise((r) => setTimeout(r, event.wait)); busy--; return { id, together, n: event.n }; };';

interface Served {
  id: number;
  together: number;
  n: number;
}

describe('concurrent calls', () => {
  it('are answered each with its own result, one at a time per environment', async () => {
    const { call } = temporaryProject({ 'one.js': identity }, { functions: { one: {} } });
    const served = (await Promise.all(Array.from({ length: 500 }, (_, n) => call('one', { n })))) as Served[];
    expect(served.map(({ n }) => n)).toEqual(Array.from({ length: 500 }, (_, n) => n));
    expect(served.every(({ together }) => together === 1)).toBe(true);
  });

  it('of a handler that waits get environments of their own', async () => {
    const { call } = temporaryProject({ 'one.js': identity }, { functions: { one: {} } });
    const served = (await Promise.all(Array.from({ length: 40 }, (_, n) => call('one', { n, wait: 100 })))) as Served[];
    expect(new Set(served.map(({ id }) => id)).size).toBeGreaterThan(4);
    expect(served.every(({ together }) => together === 1)).toBe(true);
  });

  it('queue in order behind the bound', async () => {
    const { call } = temporaryProject({ 'one.js': identity }, { functions: { one: {} }, maxEnvironments: 1 });
    const order: number[] = [];
    await Promise.all(
      Array.from({ length: 20 }, async (_, n) => {
        await call('one', { n });
        order.push(n);
      }),
    );
    expect(order).toEqual(Array.from({ length: 20 }, (_, n) => n));
  });

  it('of one function do not keep another from its environment', async () => {
    const { call } = temporaryProject(
      { 'one.js': identity, 'two.js': identity },
      { functions: { one: {}, two: {} }, maxEnvironments: 1 },
    );
    await call('one');
    await call('two');
    await call('one');
    const slow = call('one', { wait: 500, n: 1 });
    expect(await call('two', { n: 2 })).toMatchObject({ n: 2 });
    expect(await slow).toMatchObject({ n: 1 });
  });

  it('that nest never wait for themselves, with and without a trace', async () => {
    const { service, save } = temporaryProject({ 'one.js': '' }, { functions: { one: {} }, maxEnvironments: 2 });
    // The handler's own calls are made here, while it waits for a file-less signal: its deadline shows a dead-lock.
    save(
      'one.js',
      'exports.handler = async (event) => { if (event.outer) await new Promise((r) => setTimeout(r, 1200)); return event; };',
    );
    for (const traceId of ['Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0', undefined]) {
      const invoke = (event: object) =>
        service.invoke({ functionName: 'one', payload: JSON.stringify(event), traceId });
      const outer = [invoke({ outer: 1 }), invoke({ outer: 2 })];
      const inner = invoke({ inner: true });
      const first = await Promise.race([inner, ...outer]);
      expect(first).toMatchObject({ payload: '{"inner":true}' });
      await Promise.all(outer);
    }
  });

  it('survive a crash among them', async () => {
    const { call } = temporaryProject(
      { 'one.js': 'exports.handler = async (event) => { if (event.n % 10 === 0) process.exit(1); return event.n; };' },
      { functions: { one: {} } },
    );
    const answers = await Promise.all(Array.from({ length: 100 }, (_, n) => call('one', { n })));
    for (const [n, answer] of answers.entries()) {
      if (n % 10 === 0) expect(answer).toMatchObject({ errorType: 'Runtime.ExitError' });
      else expect(answer).toBe(n);
    }
  });
});

describe('invocation types', () => {
  it('DryRun runs nothing', async () => {
    const { service, logs } = temporaryProject(
      { 'one.js': "console.log('ran');\nexports.handler = async () => {};" },
      { functions: { one: {} } },
    );
    expect(await service.invoke({ functionName: 'one', payload: '{}', invocationType: 'DryRun' })).toMatchObject({
      kind: 'accepted',
      status: 204,
    });
    expect(logs('one')).toEqual([]);
  });
});

describe('close', () => {
  it('refuses calls under way and later ones', async () => {
    const { service } = temporaryProject({ 'one.js': identity }, { functions: { one: {} } });
    await service.invoke({ functionName: 'one', payload: '{}' });
    const pending = service.invoke({ functionName: 'one', payload: '{"wait":60000}' });
    await service.close();
    expect(await pending).toMatchObject({ kind: 'refusal', status: 500 });
    expect(await service.invoke({ functionName: 'one', payload: '{}' })).toMatchObject({
      kind: 'refusal',
      status: 500,
    });
  });
});
