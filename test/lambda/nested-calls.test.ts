import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { InvocationType } from '../../emulator/shared/invocation-type.ts';
import { type TemporaryProject, temporaryProject } from './temporary-project.ts';

/**
 * A function that calls others, one level down each time: `{ path: ['two', 'three'], width }` calls `two` `width` times
 * at once with the rest of the path, after `wait` ms. Its answer is the number of calls below it.
 */
const caller = `
const environment = Math.random();
exports.handler = async ({ path = [], width = 1, wait = 0, type = '', who }) => {
  if (wait) await new Promise((r) => setTimeout(r, wait));
  if (who) return environment;
  const [next, ...rest] = path;
  if (!next) return 1;
  const trace = process.env._X_AMZN_TRACE_ID;
  const call = async () => {
    const answer = await fetch(process.env.CALLS + next, {
      method: 'POST',
      headers: { type, ...(trace && { 'x-amzn-trace-id': trace }) },
      body: JSON.stringify({ path: rest, wait, type }),
    });
    return Number(await answer.text());
  };
  const answers = await Promise.all(Array.from({ length: width }, call));
  return answers.reduce((sum, one) => sum + one, 0);
};`;

const NAMES = ['one', 'two', 'three', 'four', 'five'];

/** Functions that reach each other over HTTP, as through the gateway: a call has the trace that the caller sends. */
async function callers(maxEnvironments: number): Promise<TemporaryProject> {
  const files = Object.fromEntries(NAMES.map((name) => [`${name}.js`, caller]));
  const functions = Object.fromEntries(NAMES.map((name) => [name, { timeout: 10 }]));
  const project = temporaryProject(files, { functions, maxEnvironments });
  const server = createServer(async (request, response) => {
    const result = await project.service.invoke({
      functionName: request.url?.slice(1) ?? '',
      payload: await text(request),
      traceId: request.headers['x-amzn-trace-id']?.toString(),
      invocationType: (request.headers.type || 'RequestResponse') as InvocationType,
    });
    response.end(result.kind === 'answer' ? result.payload : '1');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  project.service.setEnvironment({ CALLS: `http://127.0.0.1:${port}/` });
  return project;
}

/** So many calls at once; each answer is a number, or the error of one that waited for itself until its time-out. */
async function answersOf(
  { answer }: TemporaryProject,
  count: number,
  event: object,
  trace: 'with' | 'without',
): Promise<unknown[]> {
  const calls = Array.from({ length: count }, async (_, n) => {
    const traceId = `Root=1-5759e988-bd862e3fe1be46a9942${String(n).padStart(5, '0')};Sampled=0`;
    return JSON.parse((await answer('one', event, trace === 'with' ? { traceId } : {})).payload) as unknown;
  });
  return [...new Set(await Promise.all(calls))];
}

describe.each(['with', 'without'] as const)('calls inside of calls, %s a trace', (trace) => {
  it('of depth 5 end behind a bound of 2', async () => {
    const project = await callers(2);
    expect(await answersOf(project, 1, { path: NAMES.slice(1) }, trace)).toEqual([1]);
  });

  it('of depth 5 end behind a bound of 2, when 6 begin at the same time', async () => {
    const project = await callers(2);
    expect(await answersOf(project, 6, { path: NAMES.slice(1), wait: 10 }, trace)).toEqual([1]);
  });

  it('to the function itself end behind a bound of 1', async () => {
    const project = await callers(1);
    expect(await answersOf(project, 5, { path: ['one', 'one', 'one'] }, trace)).toEqual([1]);
  });

  it('20 inside each of several that begin at the same time', async () => {
    const project = await callers(4);
    expect(await answersOf(project, trace === 'with' ? 10 : 4, { path: ['two'], width: 20, wait: 20 }, trace)).toEqual([
      20,
    ]);
  });

  it('to the function itself, inside more calls than the bound, and deeper', async () => {
    const project = await callers(4);
    expect(await answersOf(project, 10, { path: ['one', 'two'], width: 2 }, trace)).toEqual([2]);
  });

  it('that are events don’t wait for each other', async () => {
    const project = await callers(2);
    const event = { path: NAMES.slice(1), type: 'Event', width: 3 };
    expect(await answersOf(project, 6, event, trace)).toEqual([3]);
  });
});

it('environments beyond the bound end when nothing nested waits any more', async () => {
  const project = await callers(2);
  await answersOf(project, 6, { path: ['one', 'one'], wait: 10 }, 'with');
  const environments = await answersOf(project, 40, { who: true, wait: 20 }, 'without');
  expect(environments.length).toBeLessThanOrEqual(2);
});
