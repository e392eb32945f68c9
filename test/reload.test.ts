import { describe, expect, it, onTestFinished } from 'vitest';
import type { EmulatorEvent } from '../emulator/events.ts';
import { createLambdaService } from '../emulator/lambda/service.ts';
import { projectOrThrow, readProject } from '../emulator/read-project.ts';
import { followFiles } from '../emulator/reload.ts';
import { randomIds, systemClock } from '../emulator/shared/clock.ts';
import { projectFolder, proxyRoutes, save } from './helpers/emulator.ts';

/** A followed project, and in which order its parts heard of what. `read` stands in front of the real one. */
async function followed(read: () => Promise<void>) {
  const root = await projectFolder({ 'routes.json': proxyRoutes({ '/pets': 'pets' }), 'functions/pets.js': '' });
  const order: string[] = [];
  const events: EmulatorEvent[] = [];
  const onEvent = (event: EmulatorEvent): void => {
    events.push(event);
    order.push(event.kind === 'reload' ? `reload ${event.what}` : event.kind);
  };
  const project = projectOrThrow(await readProject({ root }), onEvent);
  const { functions } = project;
  const lambda = createLambdaService({ functions, onEvent, clock: systemClock, ids: randomIds });
  onTestFinished(() => lambda.close());
  const stop = await followFiles({
    read: async () => {
      order.push('read');
      await read();
      return readProject({ root });
    },
    project,
    apply: () => void order.push('apply'),
    forget: () => void order.push('forget'),
    lambda: {
      ...lambda,
      update(...given) {
        order.push('update');
        lambda.update(...given);
      },
    },
    onEvent,
  });
  onTestFinished(stop);
  return { root, order, events };
}

describe('the files of a running emulator', () => {
  it('make it forget what it kept at once, and what old functions answered until the new ones are there', async () => {
    const { root, order } = await followed(async () => {});
    await save(root, 'routes.json', proxyRoutes({ '/cats': 'pets' }));
    await expect.poll(() => order).toContain('reload routes');
    const end = order.indexOf('reload routes');
    expect([order[0], ...order.slice(end - 3, end)]).toEqual(['forget', 'apply', 'update', 'forget']);
  });

  it('are followed on after a reading that ended in a mistake of ours, which is told', async () => {
    let fails = true;
    const { root, order, events } = await followed(async () => {
      if (fails) throw new Error('a mistake');
    });
    await save(root, 'routes.json', '{}');
    await expect.poll(() => order).toContain('problem');
    const told = events.find(({ kind }) => kind === 'problem');
    expect(told).toMatchObject({ severity: 'error', explanations: [{ what: expect.stringContaining('a mistake') }] });
    fails = false;
    await save(root, 'routes.json', proxyRoutes({ '/cats': 'pets' }));
    await expect.poll(() => order).toContain('reload routes');
  });
});
