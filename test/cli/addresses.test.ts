import { networkInterfaces } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listAddresses, pageAddress } from '../../emulator/cli/addresses.ts';
import { createEmulator } from '../../emulator/emulator.ts';
import type { Emulator } from '../../emulator/options.ts';
import { projectFolder, startEmulator } from '../helpers/emulator.ts';

const asked = { port: 3000, sitePort: 3001, controlPort: 3002 };

async function withEmulator(config: object, look: (emulator: Emulator) => void): Promise<void> {
  const emulator = await createEmulator({ config, port: 0, sitePort: 0, controlPort: 0 });
  try {
    look(emulator);
  } finally {
    await emulator.close();
  }
}

const config = {
  name: 'two',
  stages: { v1: {}, v2: {} },
  resources: { '/a': { GET: { integration: { type: 'MOCK' } } } },
};

describe('the addresses of the banner', () => {
  it('have each stage, and say which ports could not be had', () =>
    withEmulator(config, (emulator) => {
      expect(listAddresses(emulator, asked)).toEqual([
        { label: 'Stage v1', url: `${emulator.url}/v1`, hint: 'port 3000 is in use' },
        { label: 'Stage v2', url: `${emulator.url}/v2`, hint: 'port 3000 is in use' },
        { label: 'Lambda API', url: `${emulator.controlUrl}/`, hint: 'port 3002 is in use' },
      ]);
    }));

  it('say of a pinned stage what it serves', () =>
    withEmulator(config, (emulator) => {
      const [api] = emulator.project.apis;
      const stages = (api?.stages ?? []).map((stage) => ({
        ...stage,
        deploymentId: 'abcdef',
        canarySettings: { deploymentId: 'uvwxyz', percentTraffic: 10, useStageCache: false },
      }));
      const apis = api ? [{ ...api, stages }] : [];
      const project = { ...emulator.project, apis, snapshots: new Map(apis.map((one) => ['abcdef', one])) };
      const any = { port: 0, sitePort: 0, controlPort: 0 };
      expect(listAddresses({ ...emulator, project }, any)[0]?.hint).toBe('deployment abcdef, canary uvwxyz 10 %');
    }));

  it('have the stage that was asked for', () =>
    withEmulator(config, (emulator) => {
      const any = { port: 0, sitePort: 0, controlPort: 0 };
      expect(listAddresses(emulator, any, 'v2')[0]).toEqual({ label: 'Stage v2', url: `${emulator.url}/v2` });
    }));

  it('have each mapping of a custom domain, and HTTPS with what to trust', async () => {
    const root = await projectFolder({
      'routes.json': {
        ...config,
        customDomains: {
          'api.pets.localhost': {
            basePathMappings: { 'shop/v2': { stage: 'v2' }, '(none)': { stage: 'v1' }, any: {}, all: {} },
          },
        },
      },
    });
    const { emulator } = await startEmulator({ root, httpsPort: 0 });
    const [port, httpsPort] = [emulator.url, emulator.httpsUrl ?? ''].map((url) => new URL(url).port);
    const any = { port: 0, sitePort: 0, controlPort: 0 };
    expect(listAddresses(emulator, any, 'v2')).toEqual([
      { label: 'Stage v2', url: `${emulator.url}/v2` },
      {
        label: 'HTTPS',
        url: `https://127.0.0.1:${httpsPort}/v2`,
        hint: `trust ${relative(process.cwd(), join(root, '.offstage', 'https-ca.pem'))}`,
      },
      { label: 'Domain', url: `https://api.pets.localhost:${httpsPort}/any/v2` },
      { label: 'Domain', url: `https://api.pets.localhost:${httpsPort}/all/v2` },
      { label: 'Domain', url: `https://api.pets.localhost:${httpsPort}/shop/v2/`, hint: 'stage v2' },
    ]);
    expect(listAddresses({ ...emulator, httpsUrl: undefined }, any).slice(2)).toEqual([
      { label: 'Domain', url: `http://api.pets.localhost:${port}/`, hint: 'stage v1' },
      { label: 'Domain', url: `http://api.pets.localhost:${port}/any/{stage}` },
      { label: 'Domain', url: `http://api.pets.localhost:${port}/all/{stage}` },
      { label: 'Domain', url: `http://api.pets.localhost:${port}/shop/v2/`, hint: 'stage v2' },
    ]);
  });

  it('say of a stage that its default endpoint is closed', () =>
    withEmulator({ ...config, disableExecuteApiEndpoint: true }, (emulator) => {
      const any = { port: 0, sitePort: 0, controlPort: 0 };
      expect(listAddresses(emulator, any)[0]?.hint).toBe('closed: disableExecuteApiEndpoint');
      const secure = { ...emulator, httpsUrl: 'https://127.0.0.1:3443', certificateAuthority: resolve('ca.pem') };
      expect(listAddresses(secure, any)[2]?.hint).toBe('closed: disableExecuteApiEndpoint, trust ca.pem');
    }));

  it('have those for other machines, over HTTPS as well', () =>
    withEmulator(config, (emulator) => {
      const any = { port: 0, sitePort: 0, controlPort: 0, host: '0.0.0.0' };
      const secure = { ...emulator, httpsUrl: 'https://127.0.0.1:3443' };
      const shown = listAddresses(secure, any).filter(({ label }) => label === 'Network');
      const cards = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
      const own = cards.filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address);
      expect(shown.map(({ url }) => url)).toEqual(
        own.flatMap((address) => [`http://${address}:${new URL(emulator.url).port}/v1`, `https://${address}:3443/v1`]),
      );
    }));

  it('lead to a custom domain where the stage has no other address', async () => {
    const closed = { ...config, disableExecuteApiEndpoint: true };
    const page = async (customDomains: object) => {
      const { emulator } = await startEmulator({ config: { ...closed, customDomains } });
      return pageAddress({ ...emulator, httpsUrl: 'https://127.0.0.1:3443' }).replace(/:\d+/, ':PORT');
    };
    const v1 = { basePathMappings: { shop: { stage: 'v1' } } };
    const other = { basePathMappings: { '': { stage: 'v2' } } };
    // Neither a name that nobody can call, nor another stage; and over HTTP, which needs no trust.
    expect(await page({ '*.pets.localhost': v1, 'b.localhost': other, 'c.localhost': v1 })).toBe(
      'http://c.localhost:PORT/shop/',
    );
    expect(await page({ 'c.localhost': { basePathMappings: { any: {} } } })).toBe('http://c.localhost:PORT/any/v1/');
  });

  it('lead to the site, and to the first stage where there is none', async () => {
    await withEmulator(config, (emulator) => expect(pageAddress(emulator)).toBe(`${emulator.url}/v1`));
    const withSite = { ...config, site: { root: 'site', indexDocument: 'index.html' } };
    await withEmulator(withSite, (emulator) => expect(pageAddress(emulator)).toBe(`${emulator.siteUrl}/`));
  });
});
