import type { RequestValidator } from '../config/types.ts';
import type { DocumentNode } from './document-node.ts';
import type { ImportedModels } from './models.ts';
import type { ImportReport } from './report.ts';
import type { ImportedSecurity } from './security.ts';

/** What the reading of each method needs of the document around it. */
export interface ImportContext {
  readonly root: DocumentNode;
  /** Swagger 2.0 rather than OpenAPI 3.0. */
  readonly swagger: boolean;
  readonly models: ImportedModels;
  readonly security: ImportedSecurity;
  readonly requestValidators: ReadonlyMap<string, RequestValidator>;
  readonly report: ImportReport;
  /** Follows `$ref`; undefined, and a warning, when it leads nowhere. */
  readonly resolve: (node: DocumentNode | undefined) => DocumentNode | undefined;
}

const MOST_HOPS = 20;

/** Makes the `resolve` of a context. References to references are followed, in a circle not for ever. */
export function referenceResolver(report: ImportReport): ImportContext['resolve'] {
  return (node) => {
    let target = node;
    for (let hops = 0; hops < MOST_HOPS; hops++) {
      const reference = target?.get('$ref');
      if (target === undefined || typeof reference?.value !== 'string') return target;
      const next = target.pointed(reference.value);
      if (next === undefined) report.warn('import-reference-missing', { reference: reference.value }, reference.source);
      target = next;
    }
    const reference = target?.get('$ref');
    if (reference) report.warn('import-reference-missing', { reference: reference.text() ?? '' }, reference.source);
    return undefined;
  };
}
