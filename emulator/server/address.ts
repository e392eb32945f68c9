import type { Deployment } from '../gateway/exchange.ts';

/** Where a request goes: the deployment and the path below its stage. */
export interface Address {
  readonly deployment: Deployment;
  /** Starts with one slash; what is behind it is as it was sent. */
  readonly path: string;
  /** `/stage/path`, as `$context.path` shows it. */
  readonly stagePath: string;
}

/**
 * Finds the stage that a path and a Host mean; undefined when there is none. Four forms: `/{stage}/…`; the same below
 * the host `{apiId}.execute-api.localhost`; `/restapis/{apiId}/{stage}/_user_request_/…` and
 * `/_aws/execute-api/{apiId}/{stage}/…`. Slashes before the stage don't count (recorded: `//stage/x`).
 */
export function findAddress(path: string, host: string, deployments: readonly Deployment[]): Address | undefined {
  const trimmed = path.replace(/^\/+/, '/');
  const named =
    /^\/restapis\/([^/]+)\/([^/]+)\/_user_request_(\/.*)?$/s.exec(trimmed) ??
    /^\/_aws\/execute-api\/([^/]+)\/([^/]+)(\/.*)?$/s.exec(trimmed);
  if (named) return addressOf(named[2] ?? '', named[3] ?? '', deployments, named[1]);
  const slash = trimmed.indexOf('/', 1);
  const stage = slash === -1 ? trimmed.slice(1) : trimmed.slice(1, slash);
  const rest = slash === -1 ? '' : trimmed.slice(slash);
  const apiId = /^([a-z0-9]+)\.execute-api\./i.exec(host)?.[1];
  return addressOf(stage, rest, deployments, apiId);
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
