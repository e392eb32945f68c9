import type { Resource } from '../config/types.ts';
import type { ImportReport } from './report.ts';

const VARIABLE = /^\{[A-Za-z0-9._:$-]+\+?\}$/;
const PLAIN = /^[A-Za-z0-9._:,$-]+$/;

/** Tells which paths CreateResource refuses, in its words (recorded; the one about letters is seen in public logs). */
export function checkResources(resources: readonly Resource[], report: ImportReport): void {
  const variables = new Map<string, string>();
  for (const resource of resources) {
    const { path, pathPart, parent } = resource;
    if (pathPart === undefined || parent === undefined) continue;
    const reason = reasonAgainst(pathPart, parent, variables);
    if (reason === undefined) continue;
    const aws = `Unable to create resource at path '${path}': ${reason}`;
    report.refuse('import-path-refused', { aws }, resource.source);
  }
}

function reasonAgainst(pathPart: string, parent: string, variables: Map<string, string>): string | undefined {
  const greedy = /\/(\{[^/]*\+\})$/.exec(parent)?.[1];
  if (greedy !== undefined) return `Cannot create a child of a resource with a greedy path variable: ${greedy}`;
  if (PLAIN.test(pathPart)) return undefined;
  if (!VARIABLE.test(pathPart)) {
    return "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.";
  }
  const sibling = variables.get(parent);
  variables.set(parent, sibling ?? pathPart);
  return sibling === undefined
    ? undefined
    : `A sibling (${sibling}) of this resource already has a variable path part -- only one is allowed`;
}
