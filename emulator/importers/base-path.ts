import { isSwagger } from './document.ts';
import type { DocumentNode } from './document-node.ts';

export type BasePathMode = 'ignore' | 'prepend' | 'split';

/**
 * The path segments that go before every path of the document. `prepend` takes the whole base path; `split` leaves
 * its first part out, which AWS takes for the name of a stage. The base path is Swagger's `basePath`; in OpenAPI 3 the
 * server variable `basePath`, used by the URL or not, else the path of the first server's URL (recorded).
 */
export function basePathSegments(root: DocumentNode, mode: BasePathMode): string[] {
  if (mode === 'ignore') return [];
  const segments = (basePathOf(root) ?? '').split('/').filter((segment) => segment !== '');
  return mode === 'split' ? segments.slice(1) : segments;
}

function basePathOf(root: DocumentNode): string | undefined {
  if (isSwagger(root)) return root.get('basePath')?.text();
  const server = root.get('servers')?.items()[0];
  const variables = server?.get('variables');
  const basePath = variables?.get('basePath')?.get('default')?.text();
  if (basePath !== undefined) return basePath;
  const url = server?.get('url')?.text() ?? '';
  const filled = url.replace(/\{([^{}]*)\}/g, (_, name: string) => variables?.get(name)?.get('default')?.text() ?? '');
  return filled.replace(/^[A-Za-z][A-Za-z0-9+.-]*:/, '').replace(/^\/\/[^/]*/, '');
}
