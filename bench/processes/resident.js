import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const KB_PER_MB = 1024;

/**
 * The resident memory, in MB, of a process and of everything below it (esbuild's process). Pages that several
 * processes share are counted in each, so the sum is never too small. Undefined where neither /proc nor ps is there.
 */
export function residentMegabytes(pid) {
  const processes = listProcesses();
  if (processes === undefined) return undefined;
  let kilobytes = 0;
  const tree = new Set([pid]);
  // A child can stand before its parent in the list: go on until a pass finds nothing new.
  for (let size = 0; size !== tree.size; ) {
    size = tree.size;
    for (const entry of processes) if (tree.has(entry.parent)) tree.add(entry.pid);
  }
  for (const entry of processes) if (tree.has(entry.pid)) kilobytes += entry.kilobytes;
  return kilobytes / KB_PER_MB;
}

function listProcesses() {
  if (process.platform === 'linux') return fromProc();
  if (process.platform === 'win32') return undefined;
  return execFileSync('ps', ['-axo', 'pid=,ppid=,rss='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map(([pid, parent, kilobytes]) => ({ pid, parent, kilobytes }));
}

function fromProc() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const status = readFileSync(`/proc/${name}/status`, 'utf8');
        const field = (label) => Number(new RegExp(`^${label}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
        return [{ pid: Number(name), parent: field('PPid'), kilobytes: field('VmRSS') }];
      } catch {
        return []; // it ended while the list was read
      }
    });
}
