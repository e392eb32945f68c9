import { list } from '../errors/codes/wording.ts';
import { renderAddresses, renderWarnings } from '../terminal/banner.ts';
import type { Colors } from '../terminal/colors.ts';
import type { Deployed } from './deploy.ts';
import { describeLag } from './stage/lagging-stages.ts';

interface Around {
  readonly stage: string;
  /** What commands about the same stack have to have behind them: ` --region eu-central-1`. */
  readonly again: string;
  /** The API has disableExecuteApiEndpoint. */
  readonly isClosed: boolean;
}

/** Where everything is after a deploy, and what isn't up to date with it, or is other than before without having been deployed. */
export function renderDeployed(
  { apiUrl, siteUrl, lagging, sharedBy, removed }: Deployed,
  { stage, again, isClosed }: Around,
  c: Colors,
): string {
  const addresses = [
    { label: `Stage ${stage}`, url: apiUrl },
    ...(siteUrl === undefined ? [] : [{ label: 'Site', url: siteUrl }]),
  ];
  const warnings = lagging.map((one) => `${describeLag(one)}${again}`);
  if (isClosed) {
    const pages = siteUrl === undefined ? '' : ", to the site's pages as well";
    warnings.push(
      `The stage's own address answers 403${pages}: the API has disableExecuteApiEndpoint. Lead a custom domain on AWS to it.`,
    );
  }
  if (lagging.length > 0 && removed.length > 0) {
    const [are, them] = removed.length === 1 ? ['is', 'it'] : ['are', 'them'];
    warnings.push(
      `${list(removed)} ${are} gone: methods of older deployments that call ${them} answer 500 from now on.`,
    );
  }
  if (sharedBy.length > 0) {
    const run = sharedBy.length === 1 ? 'runs' : 'run';
    warnings.push(`Functions have no stages: ${list(sharedBy)} ${run} the new code as well.`);
  }
  return [...renderAddresses(addresses, c), ...renderWarnings(warnings, c)].join('\n');
}
