/**
 * Turns what would end the whole process into the end of this environment. On AWS the process is the environment;
 * here it is the emulator and every other function. (process.exit() in a thread ends the thread already.) `find` gives
 * what tells the emulator the signal's name, or nothing where it isn't a function that asks. Returns what undoes it.
 */
export function guardProcess(find: () => ((name: string) => void) | undefined): () => void {
  const { abort, kill } = process;
  const end = (tell: (name: string) => void, name: string): never => {
    tell(name);
    process.exit(1);
  };
  process.abort = () => {
    const tell = find();
    return tell ? end(tell, 'aborted') : abort.call(process);
  };
  process.kill = (pid, signal = 'SIGTERM') => {
    const tell = find();
    if (!tell || !isOwn(pid)) return kill.call(process, pid, signal);
    if (Number(signal) === 0) return true;
    return end(tell, SIGNAL_WORDS[String(signal)] ?? 'terminated');
  };
  return () => {
    process.abort = abort;
    process.kill = kill;
  };
}

/**
 * The function's own process, its group, or all that there are: on Lambda that is the environment each time. A text
 * that is a number counts as one, as it does for Node.
 */
function isOwn(pid: unknown): boolean {
  return [process.pid, -process.pid, 0, -1].includes(Number(pid));
}

/** As Lambda names them: "Runtime exited with error: signal: killed". */
const SIGNAL_WORDS: Readonly<Record<string, string>> = {
  SIGKILL: 'killed',
  9: 'killed',
  SIGABRT: 'aborted',
  6: 'aborted',
  SIGINT: 'interrupt',
  2: 'interrupt',
  SIGSEGV: 'segmentation fault',
  11: 'segmentation fault',
};
