import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFolder, startEmulator } from '../helpers/emulator.ts';
import { copyPetRescue } from '../helpers/pet-rescue.ts';

let root: string;
beforeAll(() => {
  root = copyPetRescue();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function configOf(siteUrl: string): Promise<{ apiUrl: string; signInUrl?: string }> {
  const script = await (await fetch(`${siteUrl}/offstage-config.js`)).text();
  return JSON.parse(script.replace(/^window\.OFFSTAGE = (.*);\n$/, '$1')) as { apiUrl: string };
}

const ask = (url: string, method: string, origin: string): Promise<Response> =>
  fetch(url, {
    method,
    headers: { origin, 'content-type': 'application/json', 'access-control-request-method': 'POST' },
    ...(method === 'POST' && { body: '{"sub":"alice"}' }),
  });

describe('signing in on the site', () => {
  it('is for the page of the site’s own origin, with the preflight that it needs', async () => {
    const { emulator } = await startEmulator({ root, sitePort: 0, controlPort: 0 });
    const { siteUrl = '' } = emulator;
    const { signInUrl = '' } = await configOf(siteUrl);
    expect(signInUrl).toBe(`${emulator.controlUrl}/-/tokens`);
    const preflight = await ask(signInUrl, 'OPTIONS', siteUrl);
    expect(preflight.status).toBe(204);
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      'access-control-allow-origin': siteUrl,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type',
      vary: 'Origin',
    });
    const answer = await ask(signInUrl, 'POST', siteUrl);
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, siteUrl]);
    const { token } = (await answer.json()) as { token: string };
    const options = { method: 'DELETE', headers: { Authorization: token } };
    expect((await fetch(`${emulator.url}/v1/pets/1`, options)).status).toBe(200);
  });

  it('is refused to every other origin, also to the API’s and to the site’s under another name', async () => {
    const { emulator } = await startEmulator({ root, sitePort: 0, controlPort: 0 });
    const { siteUrl = '', controlUrl = '', url } = emulator;
    for (const origin of [url, siteUrl.replace('localhost', '127.0.0.1'), `${siteUrl}0`, 'https://example.com']) {
      const answer = await ask(`${controlUrl}/-/tokens`, 'POST', origin);
      expect(answer.status).toBe(403);
      expect(await answer.json()).not.toHaveProperty('token');
    }
    expect((await ask(`${controlUrl}/-/logs/allPets`, 'GET', siteUrl)).status).toBe(403);
  });

  it('is not offered under another name of the machine, without a control port, or without a user pool', async () => {
    const { emulator } = await startEmulator({ root, sitePort: 0, controlPort: 0 });
    const other = (emulator.siteUrl ?? '').replace('localhost', '127.0.0.1');
    expect(await configOf(other)).not.toHaveProperty('signInUrl');
    const alone = await startEmulator({ root, sitePort: 0 });
    expect(await configOf(alone.emulator.siteUrl ?? '')).not.toHaveProperty('signInUrl');
    const plain = await projectFolder({
      'routes.json': { name: 'plain', stages: { v1: {} }, resources: {}, site: { root: 'site' } },
      'site/index.html': '<p>hello</p>',
    });
    const without = await startEmulator({ root: plain, sitePort: 0, controlPort: 0 });
    expect(await configOf(without.emulator.siteUrl ?? '')).not.toHaveProperty('signInUrl');
  });

  it('keeps no token in the script that any page can load', async () => {
    const { emulator } = await startEmulator({ root, sitePort: 0, controlPort: 0 });
    await emulator.issueToken({ sub: 'alice' });
    expect(Object.keys(await configOf(emulator.siteUrl ?? '')).sort()).toEqual(['apiUrl', 'signInUrl', 'stage']);
  });
});
