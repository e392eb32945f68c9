import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { SiteConfig } from '../../config/types.ts';
import { guessContentType } from '../../static-site/content-type.ts';
import { createEtagReader } from '../../static-site/etag.ts';
import { PAGE_CONFIG_KEY } from '../../static-site/page-config.ts';
import { escapeLine } from '../../terminal/escape.ts';
import type { Aws } from '../aws.ts';
import { listObjects } from '../bucket/list-objects.ts';
import { ownObjects } from './own-objects.ts';
import { listSiteFiles, readingSiteFile } from './site-files.ts';

export interface SiteUpload {
  /** Undefined: there is none yet, and every file is new. */
  readonly bucket: string | undefined;
  readonly site: SiteConfig;
  /** Text of offstage-config.js, which takes the place of the one in the folder. */
  readonly pageConfig: string;
}

export interface FileToSend {
  readonly key: string;
  readonly contentType: string;
  readonly isNew: boolean;
  readonly read: () => Promise<Uint8Array>;
}

/** What has to be done so that the bucket holds the site. */
export interface SitePlan {
  /** In an order in which no page comes before what it uses: the index documents are last. */
  readonly send: readonly (readonly FileToSend[])[];
  /** What deploys have sent and is gone from the folder. */
  readonly remove: readonly string[];
  /** What somebody else has put there. */
  readonly kept: readonly string[];
  /** Files that the bucket has already, to the byte. */
  readonly unchanged: number;
}

/** Compares the site's files with the bucket's objects, by MD5 as S3's ETag has it. Changes nothing. */
export async function planSite(aws: Aws, { bucket, site, pageConfig }: SiteUpload): Promise<SitePlan> {
  const etagOf = createEtagReader();
  const sources = [...(await listSiteFiles(site))].map((object) => ({
    key: object.key,
    etag: async () => (await readingSiteFile(object, () => etagOf(object))).replaceAll('"', ''),
    read: (): Promise<Uint8Array> => readingSiteFile(object, (file) => readFile(file)),
  }));
  const bytes = new TextEncoder().encode(pageConfig);
  const md5 = createHash('md5').update(bytes).digest('hex');
  sources.push({ key: PAGE_CONFIG_KEY, etag: async () => md5, read: async () => bytes });

  const known = bucket === undefined ? new Map<string, string>() : await listObjects(aws, bucket);
  const waves: FileToSend[][] = [[], [], []];
  let unchanged = 0;
  for (const { key, etag, read } of sources) {
    if (known.has(key) && known.get(key) === (await etag())) {
      unchanged++;
      continue;
    }
    const contentType = guessContentType(key);
    waves[waveOf(key, contentType, site)]?.push({ key, contentType, isNew: !known.has(key), read });
  }
  const keys = new Set(sources.map(({ key }) => key));
  const others = [...known.keys()].filter((key) => !keys.has(key));
  const own = bucket === undefined ? new Set() : await ownObjects(aws, bucket, others);
  return {
    send: waves,
    remove: others.filter((key) => own.has(key)),
    kept: others.filter((key) => !own.has(key)),
    unchanged,
  };
}

/** A page that came before its new scripts would meet the old ones. Old pages with new scripts last for moments only. */
function waveOf(key: string, contentType: string, { indexDocument }: SiteConfig): number {
  if (key === indexDocument || key.endsWith(`/${indexDocument}`)) return 2;
  return contentType === 'text/html' ? 1 : 0;
}

/** Keys that are named of many. */
const NAMED = 5;

/** What a deploy leaves in the bucket, in a sentence. */
export function describeKept(kept: readonly string[]): string {
  const named = kept.slice(0, NAMED).map(escapeLine).join(', ');
  const what =
    kept.length === 1
      ? '1 object that no deploy has sent stays'
      : `${kept.length} objects that no deploy has sent stay`;
  return `${what} in the bucket: ${named}${kept.length > NAMED ? ', …' : ''}`;
}
