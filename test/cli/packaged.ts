import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { inject } from 'vitest';

/** The package as it would be installed, built from the sources of this moment. */
export interface Packaged {
  readonly root: string;
  readonly cli: string;
}

/**
 * Builds the package, without the scripts that would build it once more on installation: once for a run of tests, and
 * it goes with the run. Of two files that build it at the same time, the first one's is everybody's.
 */
export function packageOffstage(): Packaged {
  const folder = inject('packageFolder');
  const root = join(folder, 'offstage');
  if (!existsSync(root)) {
    const draft = mkdtempSync(join(folder, 'draft-'));
    buildInto(draft);
    try {
      renameSync(draft, root);
    } catch (error) {
      if (!existsSync(root)) throw error;
    }
  }
  return { root, cli: join(root, 'dist', 'cli.js') };
}

function buildInto(root: string): void {
  execFileSync(process.execPath, ['scripts/bundle.js', join(root, 'dist')]);
  const { scripts: _scripts, ...manifest } = JSON.parse(readFileSync('package.json', 'utf8'));
  writeFileSync(join(root, 'package.json'), JSON.stringify(manifest));
  for (const file of ['emulator/init', 'emulator/config/routes.schema.json']) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    cpSync(file, join(root, file), { recursive: true });
  }
  symlinkSync(join(process.cwd(), 'node_modules'), join(root, 'node_modules'), 'junction');
}

/** A program that runs, and what it has printed so far, without colours. */
export interface Running {
  readonly process: ChildProcess;
  readonly output: () => string;
  /** Resolves with the match once the output has it; rejects with the output when the program ends before. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** Ctrl-C: the signal goes to the program and to everything that it has started, as a terminal sends it. */
  interrupt(): void;
  /** Resolves with the exit status. */
  readonly ended: Promise<number | null>;
}

/** Starts a program whose output is collected. */
export function start(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Running {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, which interrupt() can reach.
    detached: true,
  });
  let text = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      for (const listener of listeners) listener();
    });
  }
  const output = (): string => stripVTControlCharacters(text);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const printed = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = pattern.exec(output());
        if (found === null) return;
        listeners.delete(look);
        resolve(found);
      };
      listeners.add(look);
      look();
      ended.then((status) => reject(new Error(`It ended with ${status} before it printed ${pattern}:\n${output()}`)));
    });
  const interrupt = (): void => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
  };
  return { process: child, output, printed, interrupt, ended };
}

/** Ends the programs that a test has started, and forgets them. */
export async function endAll(started: Running[]): Promise<void> {
  for (const running of started.splice(0)) {
    running.process.kill('SIGKILL');
    await running.ended;
  }
}

/** Runs a program to its end. */
export async function run(
  command: string,
  args: readonly string[],
  cwd: string,
): Promise<{ status: number | null; output: string }> {
  const running = start(command, args, cwd);
  const status = await running.ended;
  return { status, output: running.output() };
}
