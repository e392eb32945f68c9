import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createGatewayState } from '../../emulator/gateway/state.ts';
import { createLocalIssuer } from '../../emulator/issuer/local-issuer.ts';
import { createControlServer } from '../../emulator/server/control-server.ts';
import { systemClock } from '../../emulator/shared/clock.ts';
import { temporaryProject } from '../lambda/temporary-project.ts';

async function start() {
  const project = temporaryProject(
    { 'one.js': "exports.handler = async (event) => { console.log('got', event.n); };" },
    { functions: { one: {} } },
  );
  const app = createControlServer({
    runtime: project.service,
    logs: project.service.logs,
    functionNames: () => ['one'],
    onEvent: () => {},
    issuer: createLocalIssuer(project.root, () => {}),
    project: () => ({
      root: project.root,
      apis: [],
      access: { apiKeys: [], usagePlans: [] },
      functions: new Map(),
      serviceEndpoints: {},
      inputs: [],
    }),
    siteOrigin: () => undefined,
    outside: { state: createGatewayState(), clock: systemClock },
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => app.close());
  return { ...project, url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}` };
}

describe('the logs of functions', () => {
  it('are JSON lines, oldest first', async () => {
    const { url, answer } = await start();
    const { requestId } = await answer('one', { n: 1 });
    const response = await fetch(`${url}/-/logs/one`);
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    const lines = (await response.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ text }) => text.split(' ')[0].split('\t').at(-1))).toEqual([
      'INIT_START',
      'START',
      'got',
      'END',
      'REPORT',
    ]);
    expect(lines[2]).toMatchObject({ requestId, timestamp: expect.any(Number) });
  });

  it('are followed until the reader goes', async () => {
    const { url, answer, service } = await start();
    const leave = new AbortController();
    const response = await fetch(`${url}/-/logs/one?follow`, { signal: leave.signal });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    await answer('one', { n: 7 });
    let text = '';
    while (!text.includes('REPORT')) text += (await reader?.read())?.value ?? '';
    expect(text).toContain('got 7');
    leave.abort();
    await answer('one', { n: 8 });
    expect(service.logs.lines('one').length).toBeGreaterThan(8);
  });

  it('are refused to pages of another origin, other hosts, and for a function that is not there', async () => {
    const { url } = await start();
    expect((await fetch(`${url}/-/logs/one`, { headers: { origin: 'https://example.org' } })).status).toBe(403);
    const missing = await fetch(`${url}/-/logs/two`);
    expect([missing.status, await missing.json()]).toEqual([
      404,
      { message: 'There is no function two.', functions: ['one'] },
    ]);
  });
});
