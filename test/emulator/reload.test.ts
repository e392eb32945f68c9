import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import type { EmulatorEvent } from '../../emulator/events.ts';
import { projectFolder, proxyRoutes, save, startEmulator } from '../helpers/emulator.ts';

type Reload = Extract<EmulatorEvent, { kind: 'reload' }>;
type Problem = Extract<EmulatorEvent, { kind: 'problem' }>;

const reloadOf =
  (what: Reload['what'], after: number, events: EmulatorEvent[]) =>
  (event: EmulatorEvent): event is Reload =>
    event.kind === 'reload' && event.what === what && events.indexOf(event) >= after;
const problemAfter =
  (after: number, events: EmulatorEvent[]) =>
  (event: EmulatorEvent): event is Problem =>
    event.kind === 'problem' && events.indexOf(event) >= after;

const answering = (text: string) =>
  `export const handler = async () => ({ statusCode: 200, headers: { 'Content-Type': 'text/plain' }, body: ${JSON.stringify(text)} });`;

const templated = (extra: object = {}) => ({
  name: 'test',
  stages: { v1: {} },
  functions: { pets: { handler: 'functions/pets.handler' } },
  resources: {
    '/mock': {
      GET: {
        integration: {
          type: 'MOCK',
          requestTemplates: { 'application/json': '{"statusCode": 200}' },
          responses: {
            default: { statusCode: '200', responseTemplates: { 'application/json': { file: 'templates/out.vtl' } } },
          },
        },
      },
    },
    ...extra,
  },
});

async function project() {
  const root = await projectFolder({
    'package.json': { type: 'module' },
    'routes.json': templated(),
    'templates/out.vtl': '{"version": 1}',
    'functions/pets.js': answering('pets'),
    'site/index.html': '<p>one</p>',
  });
  const watched = await startEmulator({ root, watch: true });
  return { root, ...watched };
}

describe('a running emulator', () => {
  it('serves a route that was added to routes.json, and tells so with its milliseconds', async () => {
    const { root, emulator, events, next } = await project();
    await request(emulator.server).get('/v1/pets').expect(403);
    const before = events.length;
    await save(
      root,
      'routes.json',
      templated({ '/pets': { GET: { integration: { type: 'AWS_PROXY', function: 'pets' } } } }),
    );
    const reload = await next(reloadOf('routes', before, events));
    expect(reload.files).toEqual([join(root, 'routes.json')]);
    expect(reload.durationMs).toBeGreaterThan(0);
    expect((await request(emulator.server).get('/v1/pets').expect(200)).text).toBe('pets');
  });

  it('renders a template file as it was last saved, by writing or by renaming', async () => {
    const { root, emulator, events, next } = await project();
    expect((await request(emulator.server).get('/v1/mock')).text).toBe('{"version": 1}');
    let before = events.length;
    await save(root, 'templates/out.vtl', '{"version": 2}');
    await next(reloadOf('routes', before, events));
    expect((await request(emulator.server).get('/v1/mock')).text).toBe('{"version": 2}');
    before = events.length;
    await writeFile(join(root, 'templates/out.vtl~'), '{"version": 3}');
    await rename(join(root, 'templates/out.vtl~'), join(root, 'templates/out.vtl'));
    await next(reloadOf('routes', before, events));
    expect((await request(emulator.server).get('/v1/mock')).text).toBe('{"version": 3}');
  });

  it.each([
    ['a syntax error', (root: string) => save(root, 'routes.json', '{ "name": ')],
    ['an unknown function', (root: string) => save(root, 'routes.json', proxyRoutes({ '/mock': 'ghost' }))],
    ['a missing file', (root: string) => rm(join(root, 'routes.json'))],
  ])('keeps the last good routes.json through %s, says so, and takes the next good one', async (_, spoil) => {
    const { root, emulator, events, next } = await project();
    let before = events.length;
    await spoil(root);
    const problem = await next(problemAfter(before, events));
    expect(problem.severity).toBe('error');
    expect(problem.explanations[0]?.source?.file ?? problem.explanations[0]?.what).toContain('routes.json');
    expect((await request(emulator.server).get('/v1/mock')).text).toBe('{"version": 1}');
    before = events.length;
    await save(
      root,
      'routes.json',
      templated({ '/pets': { GET: { integration: { type: 'AWS_PROXY', function: 'pets' } } } }),
    );
    await next(reloadOf('routes', before, events));
    await request(emulator.server).get('/v1/pets').expect(200);
  });

  it('never runs old code after a save was seen, and answers a broken one as Lambda does until the next', async () => {
    const root = await projectFolder({
      'package.json': { type: 'module' },
      'routes.json': proxyRoutes({ '/pets': 'pets' }),
      'functions/pets.js': answering('one'),
    });
    const { emulator, events, next } = await startEmulator({ root, watch: true });
    expect((await request(emulator.server).get('/v1/pets')).text).toBe('one');
    let before = events.length;
    await save(root, 'functions/pets.js', answering('two'));
    await next(reloadOf('function', before, events));
    expect((await request(emulator.server).get('/v1/pets')).text).toBe('two');
    before = events.length;
    await save(root, 'functions/pets.js', 'export const handler = async () => {');
    const problem = await next(problemAfter(before, events));
    expect(problem.explanations[0]).toMatchObject({
      fault: 'user',
      source: { file: join(root, 'functions/pets.js'), line: 1 },
      detail: expect.stringContaining('^'),
    });
    const broken = await request(emulator.server).get('/v1/pets');
    expect([broken.status, broken.text]).toEqual([502, '{"message": "Internal server error"}']);
    before = events.length;
    await save(root, 'functions/pets.js', answering('three'));
    await next(reloadOf('function', before, events));
    expect((await request(emulator.server).get('/v1/pets')).text).toBe('three');
  });

  it('has its threads, watchers and sockets gone after close', async () => {
    const { emulator } = await project();
    await request(emulator.server).get('/v1/mock').expect(200);
    await emulator.close();
    await emulator.close();
    await expect(fetch(`${emulator.url}/v1/mock`)).rejects.toThrow();
    const kinds = process.getActiveResourcesInfo();
    expect(kinds.filter((kind) => kind === 'FSEventWrap' || kind === 'TCPServerWrap')).toEqual([]);
  });
});
