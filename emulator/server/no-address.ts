import type { CustomDomain } from '../config/types.ts';
import { type Explanation, explain } from '../errors/explanation.ts';
import { suggest } from '../errors/suggest.ts';
import type { Deployment } from '../gateway/exchange.ts';
import type { Address } from './address.ts';
import { findCustomDomain, findMapping } from './custom-domain.ts';

/** Does the address belong to an API that is to be called by its custom domains alone? */
export function isClosed({ deployment, customDomain }: Address): boolean {
  return deployment.api.disableExecuteApiEndpoint && customDomain === undefined;
}

/** Why a request got 403 before any stage: its address leads to none, or to one whose default endpoint is closed. */
export function explainNoAddress(
  { path, host, address }: { readonly path: string; readonly host: string; readonly address: Address | undefined },
  deployments: readonly Deployment[],
  customDomains: ReadonlyMap<string, CustomDomain> = new Map(),
): Explanation {
  const domain = findCustomDomain(host, customDomains);
  const stages = deployments.map(({ stage }) => stage.name);
  if (!domain) {
    const domains = [...customDomains.keys()];
    // The stage that was called, or else the one that would be named.
    const called = address?.deployment ?? deployments[0];
    if (called?.api.disableExecuteApiEndpoint) return explain('gateway-endpoint-closed', { path, domains });
    const nearest = suggest(host, domains);
    return explain('gateway-no-stage', { path, stages, ...(nearest !== undefined && { nearest }) });
  }
  const mapping = findMapping(path.replace(/^\/+/, '/'), domain);
  const { domainName, basePathMappings, source } = domain;
  const basePaths = basePathMappings.map(({ basePath }) => basePath);
  return mapping
    ? explain('gateway-no-stage-behind', { path, host, basePath: mapping.basePath, stages }, { source: mapping.source })
    : explain('gateway-no-mapping', { path, host: domainName, basePaths }, { source });
}
