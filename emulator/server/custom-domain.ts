import type { BasePathMapping, CustomDomain } from '../config/types.ts';

/** The custom domain of a Host header without its port: by its own name before one whose first label is `*`. */
export function findCustomDomain(
  host: string,
  customDomains: ReadonlyMap<string, CustomDomain>,
): CustomDomain | undefined {
  const [name, parent] = /^[a-z0-9_-]+(\..+)$/.exec(host.toLowerCase()) ?? [];
  return name === undefined ? undefined : (customDomains.get(name) ?? customDomains.get(`*${parent}`));
}

/** Of the mappings whose base path a path begins with, whole segments of it, the longest (Developer Guide, rest-api-mappings). */
export function findMapping(path: string, { basePathMappings }: CustomDomain): BasePathMapping | undefined {
  return basePathMappings.find(({ basePath }) => {
    if (basePath === '') return true;
    const end = basePath.length + 1;
    return path.startsWith(basePath, 1) && (path.length === end || path.charAt(end) === '/');
  });
}
