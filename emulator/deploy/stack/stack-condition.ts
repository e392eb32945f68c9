import { explain } from '../../errors/explanation.ts';
import { OffstageError } from '../../errors/offstage-error.ts';
import { isMade, type StackState } from './read-stack.ts';
import { isBusy } from './stack-events.ts';

/** What CloudFormation updates. */
const UPDATABLE = [
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
  'IMPORT_COMPLETE',
  'IMPORT_ROLLBACK_COMPLETE',
  // Announced, and nothing made of it yet.
  'REVIEW_IN_PROGRESS',
];

/** Did Offstage make it? Its templates say so. One that was announced and never made has no description yet. */
export function isOurs(stack: StackState): boolean {
  return !isMade(stack) || /\bOffstage$/.test(stack.description);
}

/** A stack that something else than Offstage made: what a deploy doesn't know of would go. @throws OffstageError */
export function checkStackIsOurs(stack: StackState | undefined): void {
  if (stack === undefined || isOurs(stack)) return;
  const { stackName, description } = stack;
  throw new OffstageError(explain('deploy-not-ours', { stack: stackName, description }));
}

/** A stack that somebody else changes just now, or that failed so that nothing can be changed. @throws OffstageError */
export function checkStackRests(stack: StackState | undefined): void {
  if (stack === undefined || UPDATABLE.includes(stack.status)) return;
  const { stackName, status, statusReason = '' } = stack;
  if (isBusy(status)) throw new OffstageError(explain('deploy-stack-busy', { stack: stackName, status }));
  throw new OffstageError(explain('deploy-stack-failed', { stack: stackName, status, reason: statusReason }));
}
