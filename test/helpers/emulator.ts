import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createEmulator } from '../../emulator/emulator.ts';
import type { EmulatorEvent } from '../../emulator/events.ts';
import type { Emulator, EmulatorOptions } from '../../emulator/options.ts';

/** A project folder of a test's own, gone when the test is over. Values other than text are written as JSON. */
export async function projectFolder(files: Record<string, unknown>): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'offstage-test-')));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) await save(root, name, content);
  return root;
}

export async function save(root: string, name: string, content: unknown): Promise<void> {
  const file = join(root, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
}

export interface Watched {
  readonly emulator: Emulator;
  readonly events: EmulatorEvent[];
  /** The next event that `fits`, or one that came already. */
  next<E extends EmulatorEvent>(fits: (event: EmulatorEvent) => event is E): Promise<E>;
}

/** An emulator on free ports that ends with its test, and everything it tells. */
export async function startEmulator(options: EmulatorOptions): Promise<Watched> {
  const events: EmulatorEvent[] = [];
  const waiting = new Set<() => void>();
  const onEvent = (event: EmulatorEvent) => {
    events.push(event);
    for (const wake of waiting) wake();
  };
  const emulator = await createEmulator({ port: 0, ...options, onEvent });
  onTestFinished(() => emulator.close());
  const next = <E extends EmulatorEvent>(fits: (event: EmulatorEvent) => event is E) =>
    new Promise<E>((resolve) => {
      const wake = () => {
        const found = events.find(fits);
        if (!found) return;
        waiting.delete(wake);
        resolve(found);
      };
      waiting.add(wake);
      wake();
    });
  return { emulator, events, next };
}

/** routes.json with one function behind each path: `{ '/pets': 'pets' }`, as Lambda proxy. */
export function proxyRoutes(paths: Record<string, string>): object {
  const names = [...new Set(Object.values(paths))];
  return {
    name: 'test',
    stages: { v1: {} },
    functions: Object.fromEntries(names.map((name) => [name, { handler: `functions/${name}.handler` }])),
    resources: Object.fromEntries(
      Object.entries(paths).map(([path, name]) => [
        path,
        { ANY: { integration: { type: 'AWS_PROXY', function: name } } },
      ]),
    ),
  };
}
