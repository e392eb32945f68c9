import { explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';
import type { Around } from './around.ts';
import type { ResourceChange } from './stack/change-set.ts';

/** What goes for good with a resource of the type. */
const LOSSES: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::RestApi': 'its address and its stages',
  'AWS::ApiGateway::Stage': 'what it serves',
  'AWS::S3::Bucket': 'its files',
  'AWS::DynamoDB::Table': 'its items',
};

/**
 * Asks before CloudFormation removes, or makes anew, what can't be had back. Throws an OffstageError when the answer is
 * no, or nobody is there to give one.
 */
export async function approveLosses(
  changes: readonly ResourceChange[],
  stack: string,
  ask: Around['ask'],
): Promise<void> {
  const losses = changes.flatMap(({ action, logicalId, type }) => {
    const what = LOSSES[type];
    return what === undefined || (action !== 'remove' && action !== 'replace') ? [] : [`${logicalId} with ${what}`];
  });
  if (losses.length === 0) return;
  if (ask === undefined) throw new OffstageError(explain('deploy-losses', { stack, losses }));
  const isAgreed = await ask(`This change of the stack ${stack} takes away ${losses.join(', ')}. Go on?`);
  if (!isAgreed) throw new OffstageError(explain('deploy-declined', { stack }));
}
