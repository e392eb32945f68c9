/** Does a process with this id run? Ids are given out again: another program may have it by now. */
export function isAlive(pid: number): boolean {
  // Others than these are groups of processes, our own among them.
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of somebody else is alive as well.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
