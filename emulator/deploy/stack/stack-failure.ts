import { explain } from '../../errors/explanation.ts';
import { OffstageError } from '../../errors/offstage-error.ts';
import type { FailedResource } from './progress.ts';

/** Of resources whose names are their own in an account, or in the world: what gives them other names. */
const NAMED_BY: Readonly<Record<string, string>> = {
  'AWS::Lambda::Function': 'FunctionNamePrefix',
  'AWS::Logs::LogGroup': 'FunctionNamePrefix',
  'AWS::S3::Bucket': 'SiteBucketName',
};

/** Why a stack isn't what it was to become; `status` is what it rests in. */
export function stackFailure(stack: string, status: string, failures: readonly FailedResource[]): OffstageError {
  const detail = reasons(failures);
  // CloudFormation has no code for it: its sentences all say so.
  const taken = failures.find(({ type, reason }) => type in NAMED_BY && /already exists/i.test(reason));
  const parameter = NAMED_BY[taken?.type ?? ''];
  const facts = { stack, status };
  return new OffstageError(
    taken === undefined || parameter === undefined
      ? explain('deploy-stack-undone', facts, { detail })
      : explain('deploy-name-taken', { ...facts, resource: taken.logicalId, parameter }, { detail }),
  );
}

/** What CloudFormation says of each resource; of one that failed with another it says nothing. */
export function reasons(failures: readonly FailedResource[]): string {
  return failures
    .filter(({ reason }) => reason !== '')
    .map(({ logicalId, reason }) => `${logicalId}: ${reason}`)
    .join('\n');
}
