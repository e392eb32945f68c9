import { sep } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Project } from './config/types.ts';
import { explanationsOf } from './errors/offstage-error.ts';
import type { EmulatorEventListener } from './events.ts';
import { createWatcher } from './hot-reload/watcher.ts';
import type { LambdaService } from './lambda/service.ts';
import { type ReadProject, tellProblems } from './read-project.ts';

interface Followed {
  /** Reads the project anew. */
  readonly read: () => Promise<ReadProject>;
  readonly project: Project;
  /** Puts a project into force that was read without an error. */
  readonly apply: (project: Project) => void;
  /** Code or configuration changed: what was decided by them before counts no more. */
  readonly forget: () => void;
  readonly lambda: LambdaService;
  readonly onEvent: EmulatorEventListener;
}

/**
 * Keeps a running emulator up to date with its files: functions are rebuilt, the configuration is read again (a wrong
 * one leaves the last good one in force), the site is served from disk anyway. Resolves once the files are watched;
 * gives what ends the watching.
 */
export async function followFiles({
  read,
  project,
  apply,
  forget,
  lambda,
  onEvent,
}: Followed): Promise<() => Promise<void>> {
  let current = project;
  let inputs = project.inputs;
  let reading = Promise.resolve();
  const watcher = createWatcher({ onChange });
  const watch = () => watcher.set([...inputs, ...lambda.inputs()], current.site ? [current.site.root] : []);
  lambda.onInputsChanged(watch);
  watch();
  await watcher.ready();
  return () => watcher.close();

  function onChange(files: readonly string[]): void {
    const startedAt = performance.now();
    lambda.filesChanged(files);
    if (files.some((file) => inputs.includes(file))) {
      const again = () => readAgain(files, startedAt);
      // Whatever a reading ended in, the next change is read.
      reading = reading.then(again, again).catch(tell);
    }
    const { site } = current;
    const inSite = site ? files.filter((file) => file.startsWith(`${site.root}${sep}`)) : [];
    if (inSite.length < files.length) forget();
    if (inSite.length > 0) {
      const durationMs = performance.now() - startedAt;
      onEvent({ kind: 'reload', what: 'site', names: [], files: inSite, durationMs });
    }
  }

  function tell(error: unknown): void {
    onEvent({ kind: 'problem', severity: 'error', explanations: explanationsOf(error) });
  }

  async function readAgain(files: readonly string[], startedAt: number): Promise<void> {
    const changed = files.filter((file) => inputs.includes(file));
    const result = await read();
    inputs = result.inputs;
    tellProblems(result, onEvent);
    if (result.project) {
      current = result.project;
      apply(current);
      lambda.update(current.functions, current.accountConcurrency);
      // What came meanwhile may have been answered by a function as it was.
      forget();
    }
    watch();
    if (!result.project) return;
    const durationMs = performance.now() - startedAt;
    onEvent({ kind: 'reload', what: 'routes', names: [], files: changed, durationMs });
  }
}
