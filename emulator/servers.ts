import type { FastifyInstance } from 'fastify';
import { findMappedAddress } from './config/mapped-addresses.ts';
import type { Project } from './config/types.ts';
import type { EmulatorEventListener } from './events.ts';
import type { Deployment, Outside } from './gateway/exchange.ts';
import { openHttps } from './https-port.ts';
import type { LocalIssuer } from './issuer/local-issuer.ts';
import { trustedPools } from './issuer/project-pools.ts';
import type { Emulator, EmulatorOptions } from './options.ts';
import { createAccessLogs } from './server/access-logs.ts';
import { createApiServer } from './server/api-server.ts';
import { createControlServer } from './server/control-server.ts';
import { listen } from './server/listen.ts';
import type { Tls } from './server/raw-server.ts';
import { TOKENS_PATH } from './server/token-api.ts';
import type { FunctionLogReader } from './shared/function-logs.ts';
import type { FunctionRuntime } from './shared/function-runtime.ts';
import { createSiteServer } from './static-site/create-site-server.ts';

interface Parts {
  readonly project: () => Project;
  readonly deployments: () => readonly Deployment[];
  readonly outside: Outside;
  readonly issuer: LocalIssuer;
  readonly runtime: FunctionRuntime & { readonly logs: FunctionLogReader };
  readonly onEvent: EmulatorEventListener;
  readonly closers: (() => Promise<void>)[];
}

/** Listens on the ports of the stages, the site and the Lambda API, as far as each is wanted. */
export async function startServers(
  options: EmulatorOptions,
  parts: Parts,
): Promise<Pick<Emulator, 'server' | 'url' | 'siteUrl' | 'controlUrl' | 'httpsUrl' | 'certificateAuthority'>> {
  const { host = '127.0.0.1', strictPort = false } = options;
  const open = async (app: FastifyInstance, port: number, purpose: string): Promise<number> => {
    parts.closers.push(() => app.close());
    return listen(app, { host, port, strictPort, purpose });
  };
  const { deployments, outside, onEvent } = parts;
  const accessLogs = createAccessLogs(() => parts.project().root, onEvent);
  parts.closers.push(() => accessLogs.close());
  const customDomains = () => parts.project().customDomains;
  const stages = { deployments, customDomains, outside, onEvent, accessLogs, sourceIp: options.sourceIp };
  const api = createApiServer(stages);
  const apiPort = await open(api, options.port ?? 0, 'the stages');
  const { sitePort = false, controlPort = false, httpsPort = false } = options;
  let httpsUrl: string | undefined;
  let certificateAuthority: string | undefined;
  if (httpsPort !== false) {
    const listenWith = (tls: Tls): Promise<number> => open(createApiServer(stages, tls), httpsPort, 'HTTPS');
    const https = await openHttps(host, { project: parts.project, onEvent, listen: listenWith });
    httpsUrl = addressOf(reachable(host), https.port, 'https');
    certificateAuthority = https.authorityFile;
  }
  const site = parts.project().site;
  let siteUrl: string | undefined;
  let controlUrl: string | undefined;
  if (sitePort !== false && site) {
    const app = createSiteServer({
      site: () => parts.project().site ?? site,
      apiUrl: stageUrl,
      signInUrl: (visited) => signInUrl(visited),
      // What a browser keeps by its own heuristics would hide a saved file.
      cacheControl: options.watch ? 'no-cache' : undefined,
      onEvent,
    });
    siteUrl = addressOf(siteHost(host), await open(app, sitePort, 'the site'));
  }
  if (controlPort !== false) {
    const { runtime, issuer } = parts;
    const app = createControlServer({
      runtime,
      logs: runtime.logs,
      functionNames: () => parts.project().functions.keys(),
      issuer,
      project: parts.project,
      siteOrigin: () => siteUrl,
      outside,
      onEvent,
    });
    controlUrl = addressOf('127.0.0.1', await open(app, controlPort, 'the Lambda API'));
  }
  return {
    server: api.server,
    url: addressOf(reachable(host), apiPort),
    siteUrl,
    controlUrl,
    httpsUrl,
    certificateAuthority,
  };

  /** The first stage; by a custom domain where it has no other address. */
  function stageUrl(visited: string): string {
    const [first] = deployments();
    const name = first?.stage.name ?? '';
    const mapped = first?.api.disableExecuteApiEndpoint ? findMappedAddress(parts.project(), name) : undefined;
    const { domainName, path } = mapped ?? { domainName: apiHost(visited), path: `/${name}` };
    return addressOf(domainName, apiPort) + path;
  }

  /** Only on the site's own address, the one origin that gets tokens; and there is nothing to sign in to without a pool. */
  function signInUrl(visited: string): string | undefined {
    if (controlUrl === undefined || siteUrl === undefined || new URL(siteUrl).hostname !== visited) return undefined;
    return trustedPools(parts.project()).length === 0 ? undefined : `${controlUrl}${TOKENS_PATH}`;
  }
}

function addressOf(host: string, port: number, scheme: 'http' | 'https' = 'http'): string {
  return `${scheme}://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`;
}

/** An address to bind to is not always one to call. */
function reachable(host: string): string {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
}

/** `localhost` and `127.0.0.1` are two sites to a browser: CORS and SameSite are real, as between a bucket and an API. */
function siteHost(host: string): string {
  const name = reachable(host);
  return name === '127.0.0.1' ? 'localhost' : name;
}

/** Where the page finds the stage: on the host that its visitor used, so that a phone or a forwarded port works. */
function apiHost(visited: string): string {
  return visited === 'localhost' ? '127.0.0.1' : visited;
}
