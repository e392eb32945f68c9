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

/** What the stack of the code says of itself. */
export const CODE_DESCRIPTION = 'Zip files of functions, put here by Offstage';

/** Did Offstage make it, of an API? Its templates say so. One that was announced and never made has no description yet. */
export function isOurs(stack: StackState): boolean {
  return !isMade(stack) || /, (?:deployed|exported) by Offstage$/.test(stack.description);
}

/** Is it the stack of some stack's code? An API may be called so that its stack has the same name. */
export function isOfCode(stack: StackState): boolean {
  return !isMade(stack) || stack.description === CODE_DESCRIPTION;
}

/** As `checkStackIsOurs`, of the stack of a stack's code. @throws OffstageError */
export function checkStackIsOfCode(stack: StackState | undefined): void {
  if (stack === undefined || isOfCode(stack)) return;
  const { stackName, description } = stack;
  throw new OffstageError(explain('deploy-code-not-ours', { stack: stackName, description }));
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
