import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the tests of the command line build the package, once for all of them. */
    readonly packageFolder: string;
  }
}

let folder: string;

/** An empty folder for the run of tests. */
export function setup(project: TestProject): void {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'offstage-package-'));
  project.provide('packageFolder', folder);
}

/** It goes when the run ends. */
export function teardown(): void {
  rmSync(folder, { recursive: true, force: true });
}
