import type { BasePathMapping, CustomDomain } from '../types.ts';
import type { WrittenCustomDomain, WrittenProject } from '../written.ts';
import { keySourceOf, type Reading } from './reading.ts';

/** AWS's word for a base path of nothing, and for a mapping without a stage. */
const NONE = '(none)';

/** The custom domains by name; undefined when there are none, so that nobody looks for one. */
export function readCustomDomains(
  { customDomains = {} }: WrittenProject,
  reading: Reading,
): ReadonlyMap<string, CustomDomain> | undefined {
  const domains = Object.entries(customDomains).map(([domainName, written]) => ({
    domainName,
    basePathMappings: readMappings(written, reading),
    source: keySourceOf(reading, customDomains, domainName),
  }));
  return domains.length === 0 ? undefined : new Map(domains.map((domain) => [domain.domainName, domain]));
}

function readMappings({ basePathMappings = {} }: WrittenCustomDomain, reading: Reading): BasePathMapping[] {
  const mappings = Object.entries(basePathMappings).map(([basePath, written]) => ({
    basePath: basePath === NONE ? '' : basePath,
    ...(written.stage !== undefined && written.stage !== NONE && { stage: written.stage }),
    source: reading.locator.value(written, 'stage') ?? keySourceOf(reading, basePathMappings, basePath),
  }));
  return mappings.sort((a, b) => b.basePath.length - a.basePath.length);
}
