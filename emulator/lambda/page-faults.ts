import { readFileSync, readlinkSync } from 'node:fs';

/** The system's number of the thread that this runs in; 0 where it doesn't tell, which is everywhere but on Linux. */
export function systemThreadId(): number {
  try {
    return Number(readlinkSync('/proc/thread-self').split('/').at(-1));
  } catch {
    return 0;
  }
}

/**
 * Gives a question: how many pages of memory a thread of this process was the first to touch, since it was last asked.
 * Undefined where the system doesn't tell.
 */
export function pageFaultsOf(threadId: () => number): () => number | undefined {
  let before = 0;
  return () => {
    const now = readFaults(threadId());
    if (now === undefined) return undefined;
    const faults = now - before;
    before = now;
    return faults;
  };
}

/** The eighth field behind the thread's name, which may have blanks in it (proc_pid_stat(5): minflt). */
function readFaults(threadId: number): number | undefined {
  if (threadId === 0) return undefined;
  try {
    const stat = readFileSync(`/proc/self/task/${threadId}/stat`, 'latin1');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[7]);
  } catch {
    return undefined;
  }
}
