import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { nearestFolder } from '../nearest-path.ts';
import type { SiteConfig } from '../types.ts';
import type { WrittenProject } from '../written.ts';
import { type Reading, sourceOf } from './reading.ts';

/** The site with S3's defaults; its folder has to be there. */
export function readSite({ site }: WrittenProject, reading: Reading): SiteConfig | undefined {
  if (!site) return undefined;
  const { root = 'site', indexDocument = 'index.html', errorDocument, publicList = false, cors = [] } = site;
  checkFolder(root, site, reading);
  return {
    root: resolve(reading.root, root),
    indexDocument,
    ...(errorDocument !== undefined && { errorDocument }),
    publicList,
    cors: cors.map(
      ({ allowedOrigins = [], allowedMethods = [], allowedHeaders = [], exposeHeaders = [], maxAgeSeconds }) => ({
        allowedOrigins,
        allowedMethods,
        allowedHeaders,
        exposeHeaders,
        ...(maxAgeSeconds !== undefined && { maxAgeSeconds }),
      }),
    ),
    source: sourceOf(reading, site),
  };
}

function checkFolder(root: string, site: object, reading: Reading): void {
  const reason = refusal(resolve(reading.root, root));
  if (reason === undefined) return;
  const nearest = nearestFolder(reading.root, root);
  reading.report.error(
    'config-missing-file',
    {
      role: 'the folder of the site',
      path: root,
      reason,
      ...(nearest !== undefined && nearest !== root && nearest !== '.' && { nearest }),
    },
    sourceOf(reading, site, 'root'),
  );
}

function refusal(folder: string): string | undefined {
  try {
    return statSync(folder).isDirectory() ? undefined : 'it is no folder';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}
