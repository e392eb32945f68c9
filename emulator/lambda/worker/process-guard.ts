/**
 * Turns what would end the whole process into the end of this environment. On AWS the process is the environment;
 * here it is the emulator and every other function. (process.exit() in a thread ends the thread already.)
 */
export function guardProcess(endedBySignal: (name: string) => void): void {
  const end = (name: string): never => {
    endedBySignal(name);
    process.exit(1);
  };
  const kill = process.kill.bind(process);
  process.abort = () => end('aborted');
  process.kill = (pid, signal = 'SIGTERM') => {
    if (pid !== process.pid) return kill(pid, signal);
    if (signal === 0) return true;
    return end(SIGNAL_WORDS[String(signal)] ?? 'terminated');
  };
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
