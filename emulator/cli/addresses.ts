import { findMappedAddress } from '../config/mapped-addresses.ts';
import type { Project, RestApi, Stage } from '../config/types.ts';
import type { Emulator } from '../options.ts';
import { networkAddresses } from '../shared/network-addresses.ts';
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
        hint: joined([closedHint(api), portHint(url, asked.port), pinHint(stage, project)]),
      })),
  );
  const [firstApi] = project.apis;
  const httpsHint = joined([firstApi && closedHint(firstApi), portHint(httpsUrl, asked.httpsPort || 0)]);
  return [
    ...stages.map(({ label, path, hint }) => ({ label, url: url + path, ...(hint !== undefined && { hint }) })),
    ...httpsAddresses(emulator, stages[0]?.path ?? '/', httpsHint),
    ...domainAddresses(emulator, onlyStage),
    ...(siteUrl === undefined ? [] : [{ label: 'Site', url: `${siteUrl}/`, hint: portHint(siteUrl, asked.sitePort) }]),
    ...(controlUrl === undefined
      ? []
      : [{ label: 'Lambda API', url: `${controlUrl}/`, hint: portHint(controlUrl, asked.controlPort) }]),
    ...(inspectorUrl === undefined
      ? []
      : [{ label: 'Inspector', url: inspectorUrl, hint: 'attach from VS Code or chrome://inspect' }]),
    ...(asked.host === EVERY_ADDRESS || asked.host === '::'
      ? networkAddresses().flatMap((host) => [
          { label: 'Network', url: onHost(url, host) + (stages[0]?.path ?? '') },
          ...(httpsUrl === '' ? [] : [{ label: 'Network', url: onHost(httpsUrl, host) + (stages[0]?.path ?? '') }]),
          ...(siteUrl === undefined ? [] : [{ label: 'Network', url: `${onHost(siteUrl, host)}/` }]),
        ])
      : []),
  ];
}

/** The page that `o` and `--open` show: the site, or the first stage where there is none, by an address that answers. */
export function pageAddress({ url, siteUrl, project }: Emulator): string {
  if (siteUrl !== undefined) return `${siteUrl}/`;
  const [api] = project.apis;
  const stage = api?.stages[0]?.name ?? '';
  const mapped = api?.disableExecuteApiEndpoint ? findMappedAddress(project, stage) : undefined;
  return mapped ? `http://${mapped.domainName}:${new URL(url).port}${mapped.path}/` : `${url}/${stage}`;
}

function onHost(url: string, host: string): string {
  const { protocol, port } = new URL(url);
  return `${protocol}//${host}:${port}`;
}

function joined(hints: readonly (string | undefined)[]): string | undefined {
  const known = hints.filter((hint) => hint !== undefined);
  return known.length === 0 ? undefined : known.join(', ');
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
