import type { CustomDomain } from '../config/types.ts';
import type { Deployment, GatewayRequest } from '../gateway/exchange.ts';
import { findCustomDomain, findMapping } from './custom-domain.ts';

/** Where a request goes: the deployment and the path below its stage. */
export interface Address {
  readonly deployment: Deployment;
  /** Starts with one slash; what is behind it is as it was sent. */
  readonly path: string;
  /** `/stage/path`, as `$context.path` shows it; on a custom domain the path as it was sent. */
  readonly stagePath: string;
  readonly customDomain?: GatewayRequest['customDomain'];
}

/**
 * Finds the stage that a path and a Host mean; undefined when there is none. Four forms: `/{stage}/…`; the same below
 * the host `{apiId}.execute-api.localhost`; `/restapis/{apiId}/{stage}/_user_request_/…` and
 * `/_aws/execute-api/{apiId}/{stage}/…`. Slashes before the stage don't count (recorded: `//stage/x`). A custom domain
 * leads where its mappings say and nowhere else.
 */
export function findAddress(
  path: string,
  host: string,
  deployments: readonly Deployment[],
  customDomains?: ReadonlyMap<string, CustomDomain>,
): Address | undefined {
  const trimmed = path.replace(/^\/+/, '/');
  const domain = customDomains && findCustomDomain(host, customDomains);
  if (domain) return mappedAddress(trimmed, domain, deployments);
  const named =
    /^\/restapis\/([^/]+)\/([^/]+)\/_user_request_(\/.*)?$/s.exec(trimmed) ??
    /^\/_aws\/execute-api\/([^/]+)\/([^/]+)(\/.*)?$/s.exec(trimmed);
  if (named) return addressOf(named[2] ?? '', named[3] ?? '', deployments, named[1]);
  const [stage, rest] = splitStage(trimmed);
  const apiId = /^([a-z0-9]+)\.execute-api\./i.exec(host)?.[1];
  return addressOf(stage, rest, deployments, apiId);
}

/** The first segment, and what is behind it. */
function splitStage(path: string): [stage: string, rest: string] {
  const slash = path.indexOf('/', 1);
  return slash === -1 ? [path.slice(1), ''] : [path.slice(1, slash), path.slice(slash)];
}

/**
 * The base path, and the stage where the mapping leaves it to the path, are no part of what is matched; events and
 * `$context.path` show them all the same (seen on AWS).
 */
function mappedAddress(path: string, domain: CustomDomain, deployments: readonly Deployment[]): Address | undefined {
  const mapping = findMapping(path, domain);
  if (!mapping) return undefined;
  const below = mapping.basePath === '' ? path : path.slice(mapping.basePath.length + 1).replace(/^\/+/, '/');
  const [stage, rest] = mapping.stage === undefined ? splitStage(below) : [mapping.stage, below];
  const address = addressOf(stage, rest, deployments, undefined);
  return address && { ...address, stagePath: path, customDomain: { basePathMatched: mapping.basePath || '(none)' } };
}

function addressOf(
  stage: string,
  rest: string,
  deployments: readonly Deployment[],
  apiId: string | undefined,
): Address | undefined {
  const deployment = deployments.find(
    (candidate) => candidate.stage.name === stage && (apiId === undefined || candidate.api.id === apiId),
  );
  if (!deployment) return undefined;
  return { deployment, path: rest.replace(/^\/+/, '/') || '/', stagePath: `/${stage}${rest}` };
}
