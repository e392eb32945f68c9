import { performance } from 'node:perf_hooks';
import type { EmulatorEventListener } from '../events.ts';
import type { Bundle } from './bundle.ts';
import type { Bundles } from './bundles.ts';
import { explainBuildFailure } from './explain-failure.ts';
import type { FunctionPool } from './function-pool.ts';

/** Keeps the bundles in step with the files they were made from. */
export interface Reloads {
  /** Builds everything that isn't built yet, one after the other, in the background. */
  buildAll(): void;
  filesChanged(files: readonly string[]): void;
  inputs(): readonly string[];
  inputsMayHaveChanged(): void;
  onInputsChanged(listener: () => void): void;
  /** Waits for builds under way. */
  close(): Promise<void>;
}

interface Parts {
  readonly bundles: Bundles;
  readonly onEvent: EmulatorEventListener;
  usersOf(bundle: Bundle): FunctionPool[];
}

export function createReloads({ bundles, onEvent, usersOf }: Parts): Reloads {
  const changed = new Set<string>();
  const stale = new Set<Bundle>();
  const listeners: (() => void)[] = [];
  let watched = '';
  let work: Promise<void> = Promise.resolve();
  let reloading = false;
  let closed = false;

  function filesChanged(files: readonly string[]): void {
    for (const bundle of bundles.all()) {
      const read = files.filter((file) => bundle.reads(file));
      if (read.length === 0) continue;
      bundle.invalidate(read);
      stale.add(bundle);
      for (const file of read) changed.add(file);
    }
    if (stale.size === 0 || reloading) return;
    reloading = true;
    work = Promise.all([work, reload()]).then(() => {});
  }

  /** One line for each turn, however many saves came during it. */
  async function reload(): Promise<void> {
    while (stale.size > 0 && !closed) {
      const startedAt = performance.now();
      const turn = [...stale];
      const files = [...changed];
      stale.clear();
      changed.clear();
      const good = (await Promise.all(turn.map(build))).filter((bundle) => bundle !== undefined);
      const names = good.flatMap(usersOf).map(({ config }) => config.name);
      if (names.length > 0) {
        onEvent({ kind: 'reload', what: 'function', names, files, durationMs: performance.now() - startedAt });
      }
    }
    reloading = false;
  }

  /** Tells a failure once for all functions of the module. */
  async function build(bundle: Bundle): Promise<Bundle | undefined> {
    const result = await bundle.build();
    for (const pool of usersOf(bundle)) pool.refresh();
    inputsMayHaveChanged();
    if (result.kind === 'built') return bundle;
    const [first] = usersOf(bundle);
    if (first) {
      const explanations = [explainBuildFailure(result.failure, first.config)];
      onEvent({ kind: 'problem', severity: 'error', explanations });
    }
    return undefined;
  }

  async function buildMissing(): Promise<void> {
    for (const bundle of bundles.all()) {
      if (closed) return;
      if (!bundle.fresh()) await build(bundle);
    }
  }

  function inputs(): readonly string[] {
    return [...new Set([...bundles.all()].flatMap((bundle) => bundle.inputs()))];
  }

  function inputsMayHaveChanged(): void {
    const now = [...inputs()].sort().join('\n');
    if (now === watched) return;
    watched = now;
    for (const listener of listeners) listener();
  }

  return {
    buildAll() {
      work = Promise.all([work, buildMissing()]).then(() => {});
    },
    filesChanged,
    inputs,
    inputsMayHaveChanged,
    onInputsChanged: (listener) => listeners.push(listener),
    async close() {
      closed = true;
      await work;
    },
  };
}
