import { networkInterfaces } from 'node:os';
import type { Emulator } from '../options.ts';
import type { Address } from '../terminal/banner.ts';

/** The ports that were asked for: where another had to be taken, the banner says so. */
export interface AskedPorts {
  readonly port: number;
  readonly sitePort: number;
  readonly controlPort: number;
}

/** What `--host` without an address means. */
export const EVERY_ADDRESS = '0.0.0.0';

/**
 * Everything a running emulator can be reached at, for the banner: each stage of each API, the site, the Lambda API,
 * and where it listens on every address those that other machines can use.
 */
export function listAddresses(
  { url, siteUrl, controlUrl, inspectorUrl, project }: Emulator,
  asked: AskedPorts & { readonly host?: string },
  onlyStage?: string,
): Address[] {
  const stages = project.apis.flatMap((api) =>
    api.stages
      .filter(({ name }) => onlyStage === undefined || name === onlyStage)
      .map(({ name }) => ({
        label: project.apis.length > 1 ? `${api.name} ${name}` : `Stage ${name}`,
        path: project.apis.length > 1 ? `/restapis/${api.id}/${name}/_user_request_` : `/${name}`,
      })),
  );
  const hint = portHint(url, asked.port);
  return [
    ...stages.map(({ label, path }) => ({ label, url: url + path, hint })),
    ...(siteUrl === undefined ? [] : [{ label: 'Site', url: `${siteUrl}/`, hint: portHint(siteUrl, asked.sitePort) }]),
    ...(controlUrl === undefined
      ? []
      : [{ label: 'Lambda API', url: `${controlUrl}/`, hint: portHint(controlUrl, asked.controlPort) }]),
    ...(inspectorUrl === undefined
      ? []
      : [{ label: 'Inspector', url: inspectorUrl, hint: 'attach from VS Code or chrome://inspect' }]),
    ...(asked.host === EVERY_ADDRESS || asked.host === '::'
      ? networkHosts().flatMap((host) => [
          { label: 'Network', url: onHost(url, host) + (stages[0]?.path ?? '') },
          ...(siteUrl === undefined ? [] : [{ label: 'Network', url: `${onHost(siteUrl, host)}/` }]),
        ])
      : []),
  ];
}

/** The page that `o` and `--open` show: the site, or the first stage where there is none. */
export function pageAddress({ url, siteUrl, project }: Emulator): string {
  const stage = project.apis[0]?.stages[0]?.name;
  return `${siteUrl ?? url}/${siteUrl === undefined && stage !== undefined ? stage : ''}`;
}

function networkHosts(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((cards) => cards ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address);
}

function onHost(url: string, host: string): string {
  return `http://${host}:${new URL(url).port}`;
}

function portHint(url: string, asked: number): string | undefined {
  return asked === 0 || Number(new URL(url).port) === asked ? undefined : `port ${asked} is in use`;
}
