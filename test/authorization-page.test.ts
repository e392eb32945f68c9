import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { projectFolder, startEmulator } from './helpers/emulator.ts';

const page = readFileSync(join(dirname(dirname(fileURLToPath(import.meta.url))), 'docs/authorization.md'), 'utf8');

it('docs/authorization.md shows the files of a project that guards its methods', async () => {
  const files = [...page.matchAll(/^\*\*(\S+)\*\*\n\n```\w+\n(.*?)```$/gms)].map(([, file = '', text = '']) => [
    file,
    text,
  ]);
  const root = await projectFolder(Object.fromEntries(files));
  const { emulator, events } = await startEmulator({ root });
  const ask = async (method: string, path: string, authorization?: string) => {
    const headers = new Headers(authorization === undefined ? [] : [['authorization', authorization]]);
    const answer = await fetch(`${emulator.url}/v1${path}`, { method, headers });
    return { status: answer.status, text: await answer.text() };
  };
  const admitted = await ask('GET', '/pets', 'Bearer anna');
  expect(JSON.parse(admitted.text)).toEqual({
    shift: 'night',
    age: '44',
    principalId: 'anna',
    integrationLatency: expect.any(Number),
  });
  expect((await ask('DELETE', '/pets', 'Bearer anna')).status).toBe(200);
  const denied = await ask('DELETE', '/pets', 'Bearer bert');
  expect(denied.status).toBe(403);
  const unauthorized = await ask('GET', '/pets', 'Bearer stranger');
  expect(unauthorized.status).toBe(401);
  for (const { text } of [denied, unauthorized]) expect(page).toContain(`\`${text}\``);
  expect((await ask('GET', '/pets')).status).toBe(401);
  expect((await ask('GET', '/pets', 'Basic anna')).status).toBe(401);
  expect((await ask('GET', '/visit')).status).toBe(401);
  expect(JSON.parse((await ask('GET', '/visit?guest=eve')).text)).toMatchObject({ principalId: 'eve' });
  expect(events.filter((event) => event.kind === 'problem')).toEqual([]);
});
