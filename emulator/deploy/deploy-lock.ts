import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';
import { ownFile, writeOwnFile } from '../shared/own-folder.ts';
import { isAlive } from '../shared/process-alive.ts';

const FILE = 'deploy.lock';

/**
 * Keeps a second deploy out of a project on this machine. Gives what ends it; the lock of a process that is no longer
 * there is taken over. Two machines are kept apart by CloudFormation. @throws OffstageError
 */
export function lockDeploy(root: string): () => void {
  const mine = `${process.pid} ${randomUUID()}\n`;
  for (let attempt = 0; attempt < 2; attempt++) {
    if (write(root, mine)) return () => removeIf(root, mine);
    const holder = readHolder(root);
    if (holder !== undefined && isHeld(holder)) break;
    // Only what was read is taken away: another process may have taken the lock over by now.
    if (holder !== undefined) removeIf(root, holder);
  }
  const pid = pidOf(readHolder(root) ?? '');
  throw new OffstageError(explain('deploy-locked', { pid, file: ownFile(root, FILE) }));
}

/** One with our own id was written in another container, where ids begin anew: we have just begun. */
function isHeld(holder: string): boolean {
  const pid = pidOf(holder);
  return pid !== process.pid && isAlive(pid);
}

function pidOf(holder: string): number {
  return Number(holder.split(' ')[0]);
}

function write(root: string, text: string): boolean {
  try {
    return writeOwnFile(root, FILE, text, { keep: true });
  } catch (error) {
    const { message: reason } = error as Error;
    throw new OffstageError(explain('deploy-lock-unwritable', { file: ownFile(root, FILE), reason }), error);
  }
}

/** Undefined: it has just gone. */
function readHolder(root: string): string | undefined {
  try {
    return readFileSync(ownFile(root, FILE), 'utf8');
  } catch {
    return undefined;
  }
}

function removeIf(root: string, holder: string): void {
  if (readHolder(root) === holder) rmSync(ownFile(root, FILE), { force: true });
}
