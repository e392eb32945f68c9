import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The running Offstage: what it is called and where it lies. */
export interface PackageInfo {
  /** Absolute folder with package.json, links resolved. */
  readonly root: string;
  readonly version: string;
}

/** Finds the package that this file belongs to, whether it runs from a checkout, a link or a `node_modules`. */
export function readPackageInfo(): PackageInfo {
  let folder = dirname(realpathSync(fileURLToPath(import.meta.url)));
  for (;;) {
    const manifest = readJson(join(folder, 'package.json'));
    if (manifest?.name === 'offstage') return { root: folder, version: String(manifest.version) };
    if (folder === dirname(folder)) throw new Error('The package.json of Offstage is missing.');
    folder = dirname(folder);
  }
}

/**
 * How another project's package.json depends on the running Offstage, so that `npm install` there gives this very one:
 * a version when npm took it from a registry, else the packed file or the folder that it came from.
 */
export function dependencySpec({ root, version }: PackageInfo): string {
  const [modules, name] = [dirname(root), root.slice(dirname(root).length + 1)];
  if (!modules.endsWith(`${sep}node_modules`)) return `file:${root}`;
  // npm's own record of what it installed from where; other package managers keep none, and take registries' names.
  const lock = readJson(join(modules, '.package-lock.json'));
  const packages = lock?.packages as Record<string, { resolved?: string }> | undefined;
  const resolved = packages?.[`node_modules/${name}`]?.resolved;
  if (!resolved?.startsWith('file:')) return `^${version}`;
  return `file:${join(modules, '..', resolved.slice('file:'.length))}`;
}

function readJson(file: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
