import { type Explanation, explain } from '../../errors/explanation.ts';
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
  const place = { detail: reasons(failures) };
  const facts = { stack, status };
  const [known] = failures.flatMap((failure) => explainKnown(failure, facts, place) ?? []);
  return new OffstageError(known ?? explain('deploy-stack-undone', facts, place));
}

/** What has a way out of its own. CloudFormation has no codes for these: its sentences tell them. */
function explainKnown(
  { logicalId: resource, type, reason }: FailedResource,
  facts: { readonly stack: string; readonly status: string },
  place: { readonly detail: string },
): Explanation | undefined {
  if (type === 'AWS::ApiGateway::Account' && /required permissions|assume/i.test(reason)) {
    return explain('deploy-log-role-refused', facts, place);
  }
  if (!/already exists/i.test(reason)) return undefined;
  if (type === 'AWS::ApiGateway::ApiKey') return explain('deploy-key-taken', { ...facts, resource }, place);
  const parameter = NAMED_BY[type];
  return parameter === undefined ? undefined : explain('deploy-name-taken', { ...facts, resource, parameter }, place);
}

/** What CloudFormation says of each resource; of one that failed with another it says nothing. */
export function reasons(failures: readonly FailedResource[]): string {
  return failures
    .filter(({ reason }) => reason !== '')
    .map(({ logicalId, reason }) => `${logicalId}: ${reason}`)
    .join('\n');
}
