import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
}

/**
 * Ends the processes that this one has begun, and theirs, at its own end. Node waits there for its threads, and a
 * function's thread that stands in execSync() waits for such a process. One with a group of its own (the browser that
 * was opened) is let go.
 */
export function endChildren(): void {
  const rows = readProcesses();
  const group = rows.find(({ pid }) => pid === process.pid)?.group;
  const found = new Set([process.pid]);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const row of rows) if (row.group === group && found.has(row.parent)) found.add(row.pid);
  }
  found.delete(process.pid);
  for (const pid of found) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It was quicker.
    }
  }
}

/** Every process of this machine; none where nobody tells (Windows, whose threads end all the same). */
function readProcesses(): Row[] {
  try {
    return process.platform === 'linux' ? readProc() : readPs();
  } catch {
    return [];
  }
}

function readProc(): Row[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => readStat(pid) ?? []);
}

/** `pid (name) state parent group …`; a name may hold blanks and parentheses. */
function readStat(pid: string): Row | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [, parent, group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { pid: Number(pid), parent: Number(parent), group: Number(group) };
  } catch {
    // It has ended in the meantime.
    return undefined;
  }
}

function readPs(): Row[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,pgid='], { encoding: 'utf8', timeout: 1000 });
  return table.split('\n').flatMap((line) => {
    const [pid = 0, parent = 0, group = 0] = line.trim().split(/\s+/).map(Number);
    return pid > 0 ? [{ pid, parent, group }] : [];
  });
}
