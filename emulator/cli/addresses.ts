import { networkInterfaces } from 'node:os';
import type { Project, RestApi, Stage } from '../config/types.ts';
import type { Emulator } from '../options.ts';
import type { Address } from '../terminal/banner.ts';
import { domainAddresses, httpsAddresses } from './domain-addresses.ts';

/** The ports that were asked for: where another had to be taken, the banner says so. */
export interface AskedPorts {
  readonly port: number;
  readonly sitePort: number;
  readonly controlPort: number;
  readonly httpsPort?: number | false;
}

/** What `--host` without an address means. */
export const EVERY_ADDRESS = '0.0.0.0';

/**
 * Everything a running emulator can be reached at, for the banner: each stage of each API, the site, the Lambda API,
 * and where it listens on every address those that other machines can use.
 */
export function listAddresses(
  emulator: Emulator,
  asked: AskedPorts & { readonly host?: string },
  onlyStage?: string,
): Address[] {
  const { url, siteUrl, controlUrl, httpsUrl = '', inspectorUrl, project } = emulator;
  const stages = project.apis.flatMap((api) =>
    api.stages
      .filter(({ name }) => onlyStage === undefined || name === onlyStage)
      .map((stage) => ({
        label: project.apis.length > 1 ? `${api.name} ${stage.name}` : `Stage ${stage.name}`,
        path: project.apis.length > 1 ? `/restapis/${api.id}/${stage.name}/_user_request_` : `/${stage.name}`,
        hint: [closedHint(api), portHint(url, asked.port), pinHint(stage, project)]
          .filter((hint) => hint !== undefined)
          .join(', '),
      })),
  );
  return [
    ...stages.map(({ label, path, hint }) => ({ label, url: url + path, ...(hint !== '' && { hint }) })),
    ...httpsAddresses(emulator, stages[0]?.path ?? '/', portHint(httpsUrl, asked.httpsPort || 0)),
    ...domainAddresses(emulator, onlyStage),
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
export function pageAddress(emulator: Emulator): string {
  const { url, siteUrl, project } = emulator;
  const [domain] = project.apis[0]?.disableExecuteApiEndpoint ? domainAddresses(emulator) : [];
  if (siteUrl === undefined && domain) return domain.url;
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

/** A stage that doesn't follow the files says what it serves. */
function pinHint({ deploymentId, canarySettings }: Stage, { snapshots }: Project): string | undefined {
  if (!snapshots?.has(deploymentId)) return undefined;
  const canary = canarySettings && `, canary ${canarySettings.deploymentId} ${canarySettings.percentTraffic} %`;
  return `deployment ${deploymentId}${canary ?? ''}`;
}

function closedHint({ disableExecuteApiEndpoint }: RestApi): string | undefined {
  return disableExecuteApiEndpoint ? 'closed: disableExecuteApiEndpoint' : undefined;
}

function portHint(url: string, asked: number): string | undefined {
  return asked === 0 || Number(new URL(url).port) === asked ? undefined : `port ${asked} is in use`;
}
