import { renderPageConfig } from '../static-site/page-config.ts';
import type { Around } from './around.ts';
import type { Aws } from './aws.ts';
import type { Plan } from './plan.ts';
import { uploadSite } from './site/upload-site.ts';
import type { StackState } from './stack/read-stack.ts';

/** Brings the site's bucket to what the site's folder is, with the stage's address for its pages; gives its address. */
export async function putSite(
  aws: Aws,
  { input }: Plan,
  stack: StackState,
  apiUrl: string,
  { journal, logger }: Pick<Around, 'journal' | 'logger'>,
): Promise<string | undefined> {
  const { project, api, stage } = input;
  const { site } = project;
  const bucket = stack.outputs.get('SiteBucketName');
  if (site === undefined || bucket === undefined) return undefined;
  const partly = `Some of the site's files may be in the bucket ${bucket}, and others not yet.`;
  await journal.step({ during: partly, failed: partly, done: () => `The site is in the bucket ${bucket}.` }, () =>
    uploadSite(aws, { bucket, site, pageConfig: renderPageConfig(apiUrl) }, logger),
  );
  if (api.stages.length > 1) logger.print(`    its pages call the stage ${stage.name}`);
  return stack.outputs.get('SiteUrl');
}
