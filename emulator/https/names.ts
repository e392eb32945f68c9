import { isIP } from 'node:net';
import { networkAddresses } from '../shared/network-addresses.ts';

/** What a certificate is for. */
export interface Names {
  readonly dns: readonly string[];
  readonly ips: readonly string[];
}

/** What the names of the authorities begin with that are made here. */
export const AUTHORITY_NAME = 'CN=Offstage local CA ';

/** Is this the name of such an authority? */
export function isAuthorityName(name: string): boolean {
  return name.startsWith(AUTHORITY_NAME);
}

/**
 * Everything that the stages are called: this machine's own names, the APIs below `execute-api.localhost`, the custom
 * domains, and the address that was asked for with `--host`. Names below `*.localhost` are written out as well, since
 * most clients take no wildcard so close to the root.
 */
export function certificateNames(facts: {
  readonly customDomains: Iterable<string>;
  readonly apiIds: readonly string[];
  readonly host: string;
}): Names {
  const { customDomains, apiIds } = facts;
  const host = facts.host.replace(/%.*$/, '');
  const isAddress = isIP(host) !== 0;
  return {
    dns: unique([
      ...['localhost', '*.localhost', '*.execute-api.localhost'],
      ...apiIds.map((id) => `${id}.execute-api.localhost`),
      ...customDomains,
      ...(isAddress ? [] : [host.toLowerCase()]),
    ]),
    ips: unique(['127.0.0.1', '::1', ...(EVERY_ADDRESS.has(host) ? networkAddresses() : isAddress ? [host] : [])]),
  };
}

const EVERY_ADDRESS: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
