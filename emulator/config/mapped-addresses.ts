import type { Project } from './types.ts';

/** An address below a custom domain that leads to a stage, without scheme and port. */
export interface MappedAddress {
  readonly domainName: string;
  /** `/shop/v2`; empty for the root of the domain. */
  readonly path: string;
  /** Undefined: the path behind names it. */
  readonly stage: string | undefined;
}

/** Every mapping of every custom domain, in the order in which they are written; a domain's shortest base path first. */
export function mappedAddresses({ customDomains }: Pick<Project, 'customDomains'>): MappedAddress[] {
  return [...(customDomains?.values() ?? [])].flatMap(({ domainName, basePathMappings }) =>
    basePathMappings
      .toReversed()
      .map(({ basePath, stage }) => ({ domainName, path: basePath === '' ? '' : `/${basePath}`, stage })),
  );
}
