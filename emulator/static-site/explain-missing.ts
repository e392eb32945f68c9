import { dirname, join, relative, sep } from 'node:path';
import type { SiteConfig } from '../config/types.ts';
import { type Explanation, explain } from '../errors/explanation.ts';
import type { Missing } from './find-object.ts';
import { findNearestKey } from './nearest-file.ts';
import { toVisible } from './visible-text.ts';

/** Says why a key has no object: which file was looked for, and which one was probably meant. */
export async function explainMissing(
  site: SiteConfig,
  missed: { readonly key: string; readonly status: number; readonly missing: Missing; readonly errorDocument: boolean },
): Promise<Explanation> {
  const { key, status, missing } = missed;
  const { source } = site;
  const file = toFileName(site, key);
  switch (missing.reason) {
    case 'hidden':
      return explain('site-hidden-file', { file }, { source });
    case 'impossible':
      return explain('site-impossible-key', { key: toVisible(key), root: toFileName(site, '') }, { source });
    case 'outside-root':
      return explain('site-outside-root', { file, root: toFileName(site, '') }, { source });
    case 'unreadable':
      return explain('site-unreadable-file', { file, cause: missing.cause }, { source });
    case 'no-file': {
      const nearestKey = await findNearestKey(site.root, key);
      const nearest = nearestKey === undefined ? undefined : toLink(site, nearestKey);
      const missingErrorDocument =
        site.errorDocument !== undefined && !missed.errorDocument ? toFileName(site, site.errorDocument) : undefined;
      return explain(
        'site-missing-key',
        { key: toVisible(key), file, status, nearest, missingErrorDocument },
        { source },
      );
    }
  }
}

/** A key as a file of the project, for people: `site/about.html`. */
export function toFileName(site: SiteConfig, key: string): string {
  const project = dirname(site.source.file);
  return toVisible(relative(project, join(site.root, key)).split(sep).join('/'));
}

function toLink(site: SiteConfig, key: string): { file: string; link: string } {
  return { file: toFileName(site, key), link: `/${key.split('/').map(encodeURIComponent).join('/')}` };
}
