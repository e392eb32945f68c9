import { getSystemErrorMap } from 'node:util';

/** Why a file can't be had, in the system's words: without the code, the call and the paths that Node writes around them. */
export function failureReason(error: unknown): string {
  const { errno, message } = error as NodeJS.ErrnoException;
  return (errno === undefined ? undefined : getSystemErrorMap().get(errno)?.[1]) ?? message;
}
