import type { Project } from './types.ts';

/** An address below a custom domain that leads to a stage, without scheme and port. */
export interface MappedAddress {
  readonly domainName: string;
  /** `/shop/v2`; empty for the root of the domain. */
  readonly path: string;
  /** Undefined: the path behind names it. */
  readonly stage: string | undefined;
}

/** Host and path of a stage below a custom domain; undefined when none leads there. A name with `*` is none to call. */
export function findMappedAddress(
  project: Pick<Project, 'customDomains'>,
  stageName: string,
): Pick<MappedAddress, 'domainName' | 'path'> | undefined {
  const found = mappedAddresses(project).find(
    ({ domainName, stage = stageName }) => stage === stageName && !domainName.startsWith('*'),
  );
  if (!found) return undefined;
  const { domainName, path, stage } = found;
  return { domainName, path: stage === undefined ? `${path}/${stageName}` : path };
}

/** Every mapping of every custom domain, in the order in which they are written; a domain's shortest base path first. */
export function mappedAddresses({ customDomains }: Pick<Project, 'customDomains'>): MappedAddress[] {
  return [...(customDomains?.values() ?? [])].flatMap(({ domainName, basePathMappings }) =>
    basePathMappings
      .toSorted((a, b) => a.basePath.length - b.basePath.length)
      .map(({ basePath, stage }) => ({ domainName, path: basePath === '' ? '' : `/${basePath}`, stage })),
  );
}
