import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bundle, createBundle } from './bundle.ts';
import { loadEsbuild } from './esbuild.ts';

/** The bundles of a project: one for each module, however many functions have their handlers in it. */
export interface Bundles {
  get(modulePath: string, requireModule: boolean): Bundle;
  all(): Iterable<Bundle>;
  /** Disposes of every bundle that is not among these. */
  keepOnly(used: ReadonlySet<Bundle>): void;
  /** Ends every build, and removes what they wrote. */
  close(): Promise<void>;
}

/** Emulators of this process that may have builds: the last one ends esbuild's own process. */
let open = 0;

/** `onBuilt` is called after each build, whoever wanted it. */
export function createBundles(onBuilt: () => void): Bundles {
  const bundles = new Map<string, Bundle>();
  let count = 0;
  let made: string | undefined;
  const folder = (): string => {
    made ??= mkdtempSync(join(tmpdir(), 'offstage-'));
    return made;
  };
  open++;
  return {
    get(modulePath, requireModule) {
      const key = `${modulePath}\n${requireModule}`;
      const known = bundles.get(key);
      if (known) return known;
      const bundle = createBundle({ modulePath, requireModule, folder, id: `f${++count}`, onBuilt });
      bundles.set(key, bundle);
      return bundle;
    },
    all: () => bundles.values(),
    keepOnly(used) {
      for (const [key, bundle] of bundles) {
        if (used.has(bundle)) continue;
        bundles.delete(key);
        void bundle.dispose();
      }
    },
    async close() {
      await Promise.all([...bundles.values()].map((bundle) => bundle.dispose()));
      bundles.clear();
      if (made) rmSync(made, { recursive: true, force: true });
      open--;
      if (open === 0) await loadEsbuild().stop();
    },
  };
}
