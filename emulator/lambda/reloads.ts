import { performance } from 'node:perf_hooks';
import type { EmulatorEventListener } from '../events.ts';
import type { Bundle, BundleResult } from './bundle.ts';
import type { Bundles } from './bundles.ts';
import { explainBuildFailure, explainBuildWarning } from './explain-failure.ts';
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
  const told = new WeakMap<Bundle, BundleResult>();
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

  /**
   * One line for each turn, however many saves came during it. One save often makes several events: what a later turn
   * finds built already, by the same text, was told before.
   */
  async function reload(): Promise<void> {
    for (let again = false; stale.size > 0 && !closed; again = true) {
      const startedAt = performance.now();
      const turn = [...stale];
      const files = [...changed];
      stale.clear();
      changed.clear();
      const results = await Promise.all(turn.map(async (bundle) => ({ bundle, result: await build(bundle) })));
      const news = results.filter(({ bundle, result }) => !again || result !== told.get(bundle));
      for (const { bundle, result } of news) told.set(bundle, result);
      const names = news.filter(({ result }) => result.kind === 'built').flatMap(({ bundle }) => namesOf(bundle));
      if (names.length > 0) {
        onEvent({ kind: 'reload', what: 'function', names, files, durationMs: performance.now() - startedAt });
      }
      for (const { bundle, result } of news) tell(bundle, result);
    }
    reloading = false;
  }

  async function build(bundle: Bundle): Promise<BundleResult> {
    const result = await bundle.build();
    for (const pool of usersOf(bundle)) pool.refresh();
    return result;
  }

  function namesOf(bundle: Bundle): string[] {
    return usersOf(bundle).map(({ config }) => config.name);
  }

  /** Once for all functions of the module. */
  function tell(bundle: Bundle, result: BundleResult): void {
    const [first] = usersOf(bundle);
    if (!first) return;
    if (result.kind === 'failed') {
      const explanations = [explainBuildFailure(result.failure, first.config)];
      onEvent({ kind: 'problem', severity: 'error', explanations });
    } else if (result.warnings.length > 0) {
      const explanations = result.warnings.map((warning) => explainBuildWarning(warning, first.config));
      onEvent({ kind: 'problem', severity: 'warning', explanations });
    }
  }

  async function buildMissing(): Promise<void> {
    for (const bundle of bundles.all()) {
      // A build that somebody waits for comes first.
      await Promise.all([...bundles.all()].map((other) => other.building()));
      if (closed) return;
      const fresh = bundle.fresh();
      const result = fresh ?? (await build(bundle));
      // The failure of a build for a call was that call's own answer.
      const isKnown = told.get(bundle) === result || fresh?.kind === 'failed';
      told.set(bundle, result);
      if (!isKnown) tell(bundle, result);
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
