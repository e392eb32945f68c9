import type { SourceRef } from '../errors/source-ref.ts';
import { isSwagger } from './document.ts';
import type { DocumentNode } from './document-node.ts';
import type { ImportReport } from './report.ts';

export type BasePathMode = 'ignore' | 'prepend' | 'split';

/**
 * The path segments that go before every path of the document. `prepend` takes the whole base path; `split` leaves
 * its first part out, which AWS takes for the name of a stage. The base path is Swagger's `basePath`; in OpenAPI 3 the
 * server variable `basePath`, used by the URL or not, else the path of the first server's URL (recorded).
 */
export function basePathSegments(root: DocumentNode, mode: BasePathMode, report: ImportReport): string[] {
  const { path, source } = basePathOf(root);
  const segments = path.split('/').filter((segment) => segment !== '');
  if (segments.length === 0) return [];
  const prefix = { ignore: [], prepend: segments, split: segments.slice(1) }[mode];
  report.note('import-base-path', { basePath: `/${segments.join('/')}`, prefix: prefix.join('/') }, source);
  return prefix;
}

function basePathOf(root: DocumentNode): { readonly path: string; readonly source: SourceRef } {
  if (isSwagger(root)) return pathAt(root.get('basePath'), root);
  const server = root.get('servers')?.items()[0];
  const basePath = server?.get('variables')?.get('basePath')?.get('default');
  if (basePath?.text() !== undefined) return pathAt(basePath, root);
  return { path: pathOfUrl(server), source: server?.source ?? root.source };
}

function pathAt(
  node: DocumentNode | undefined,
  root: DocumentNode,
): { readonly path: string; readonly source: SourceRef } {
  return { path: node?.text() ?? '', source: node?.source ?? root.source };
}

function pathOfUrl(server: DocumentNode | undefined): string {
  const url = server?.get('url')?.text() ?? '';
  const variables = server?.get('variables');
  const filled = url.replace(/\{([^{}]*)\}/g, (_, name: string) => variables?.get(name)?.get('default')?.text() ?? '');
  return filled.replace(/^[A-Za-z][A-Za-z0-9+.-]*:/, '').replace(/^\/\/[^/]*/, '');
}
