import { rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { candidateFiles, findModuleFile } from '../shared/handler-file.ts';
import {
  type BuildFailure,
  type BuildWarning,
  describeBuildFailure,
  describeBuildWarning,
  findModuleSyntax,
  unresolvedCandidates,
} from './build-failure.ts';
import { type Compiler, createCompiler } from './compiler.ts';
import { localInputs } from './local-inputs.ts';
import { moduleFormat } from './module-format.ts';
import type { FunctionCode } from './protocol.ts';
import { withRequire } from './require-shim.ts';
import { settingsFiles } from './settings-files.ts';

export type BundleResult =
  | { readonly kind: 'built'; readonly code: FunctionCode; readonly warnings: readonly BuildWarning[] }
  | { readonly kind: 'failed'; readonly failure: BuildFailure };

/** The code of one module, built when it is needed and again after its files change. */
export interface Bundle {
  /** The result if it is fresh; undefined while a build is due or under way. */
  fresh(): BundleResult | undefined;
  /** The build under way. */
  building(): Promise<BundleResult> | undefined;
  /** Builds if that is due, and waits until the result is fresh. Never rejects. */
  build(): Promise<BundleResult>;
  /** Does the code depend on this file (absolute path)? */
  reads(file: string): boolean;
  /** Says that these files changed: nobody gets the old result from now on. */
  invalidate(files: readonly string[]): void;
  /**
   * Absolute paths outside node_modules that the last build read, or would have read if they had been there; with the
   * package.json and tsconfig.json files that decided how.
   */
  inputs(): readonly string[];
  dispose(): Promise<void>;
}

export interface BundleOptions {
  /** Absolute path of the module, without its extension. */
  readonly modulePath: string;
  /** Does this runtime load ES module syntax in a CommonJS file? */
  readonly requireModule: boolean;
  /** Makes the folder for the files of ES modules and of compiled code, when it isn't there yet, or gives it. */
  readonly folder: () => string;
  /** Names this bundle's files in `folder`. */
  readonly id: string;
  /** Called after each build, when `inputs()` gives what it read. */
  readonly onBuilt: () => void;
}

/**
 * Builds a function's module with one incremental esbuild context: everything it imports in one text, but for Node's
 * own modules and those that Lambda's runtime brings along.
 */
export function createBundle(options: BundleOptions): Bundle {
  let result: BundleResult | undefined;
  let building: Promise<BundleResult> | undefined;
  let stale = true;
  const touched = new Set<string>();
  let touchedAgain = (): void => {};
  let inputs = new Set(candidateFiles(options.modulePath));
  let compiler: Compiler | undefined;
  let version = 0;
  let text = '';

  async function buildOnce(): Promise<BundleResult> {
    const file = findModuleFile(options.modulePath);
    if (!file)
      return fail({ kind: 'missing-module', modulePath: options.modulePath }, candidateFiles(options.modulePath));
    const format = moduleFormat(file);
    try {
      if (compiler && (compiler.file !== file || compiler.format !== format)) await disposeCompiler();
      compiler ??= await createCompiler(file, format, options.id);
      const output = await compiler.context.rebuild();
      const read = localInputs(output.metafile, dirname(file));
      const refused = format === 'cjs' && !options.requireModule && (await findModuleSyntax(read));
      const followed = [...read.keys(), ...settingsFiles(read.keys())];
      if (refused) return fail(refused, followed);
      inputs = new Set(followed);
      const built = output.outputFiles.find(({ path }) => path.endsWith('.js'));
      const warnings = output.warnings.map((warning) => describeBuildWarning(warning, dirname(file)));
      return accept(file, format, built?.text ?? '', warnings);
    } catch (error) {
      const failure = describeBuildFailure(error, { format, folder: dirname(file) });
      return fail(failure, [file, ...inputs, ...settingsFiles([file]), ...unresolvedCandidates(failure)]);
    }
  }

  function fail(failure: BuildFailure, read: readonly string[]): BundleResult {
    inputs = new Set(read);
    text = '';
    const isTheSame = result?.kind === 'failed' && JSON.stringify(result.failure) === JSON.stringify(failure);
    return isTheSame && result ? result : { kind: 'failed', failure };
  }

  /** The same text as before is the same result, so that a save without a change keeps warm environments. */
  function accept(
    file: string,
    format: FunctionCode['format'],
    built: string,
    warnings: readonly BuildWarning[],
  ): BundleResult {
    if (result?.kind === 'built' && built === text) return result;
    text = built;
    const cacheFile = join(options.folder(), `${options.id}.code-cache`);
    if (format === 'cjs') return { kind: 'built', code: { format, file, cacheFile, text }, warnings };
    removeModuleFile();
    const path = join(options.folder(), `${options.id}-${++version}.mjs`);
    writeFileSync(path, withRequire(text, JSON.stringify(pathToFileURL(file).href)));
    return { kind: 'built', code: { format, file, cacheFile, url: pathToFileURL(path).href }, warnings };
  }

  async function run(): Promise<BundleResult> {
    do {
      await untilSaved();
      stale = false;
      // Kept at once: the next turn compares with it. Nobody else sees it before the last turn.
      result = await buildOnce();
    } while (stale);
    building = undefined;
    options.onBuilt();
    return result;
  }

  /** Saving a file empties it first, or moves it away: what follows at once is worth waiting for. */
  async function untilSaved(): Promise<void> {
    const files = [...touched];
    touched.clear();
    if (!files.some(isEmptyOrGone)) return;
    await new Promise<void>((resolve) => {
      touchedAgain = resolve;
      setTimeout(resolve, SAVING_MS);
    });
  }

  async function disposeCompiler(): Promise<void> {
    const { context } = compiler ?? {};
    compiler = undefined;
    await context?.dispose();
  }

  function removeModuleFile(): void {
    if (version > 0) rmSync(join(options.folder(), `${options.id}-${version}.mjs`), { force: true });
  }

  return {
    fresh: () => (stale || building ? undefined : result),
    building: () => building,
    build() {
      if (result && !stale && !building) return Promise.resolve(result);
      building ??= run();
      return building;
    },
    reads: (file) => inputs.has(file),
    invalidate(files) {
      stale = true;
      for (const file of files) touched.add(file);
      touchedAgain();
    },
    inputs: () => [...inputs],
    async dispose() {
      await building;
      removeModuleFile();
      await disposeCompiler();
    },
  };
}

/** Longest that an emptied or moved file is taken to be in the middle of a save; the rest of the save ends the wait. */
const SAVING_MS = 250;

function isEmptyOrGone(file: string): boolean {
  return !statSync(file, { throwIfNoEntry: false })?.size;
}
