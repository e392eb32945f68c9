/** The processes that the function of one environment has begun. */
export class ChildProcesses {
  readonly #pids = new Set<number>();

  changed(pid: number, state: 'runs' | 'ended'): void {
    if (state === 'runs') this.#pids.add(pid);
    else this.#pids.delete(pid);
  }

  /** The environment is gone, and with it what it began, as on Lambda. */
  end(): void {
    for (const pid of this.#pids) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It was quicker.
      }
    }
    this.#pids.clear();
  }
}
