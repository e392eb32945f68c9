import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface PackageManifest {
  readonly name: string;
  readonly optionalDependencies?: Readonly<Record<string, unknown>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean } | undefined>>;
}

/**
 * The package that a folder belongs to: the nearest package.json that has a name. Those without only say which kind of
 * modules lie below.
 */
export function packageAbove(
  folder: string,
): { readonly folder: string; readonly manifest: PackageManifest } | undefined {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Partial<PackageManifest> | null;
    if (typeof manifest?.name === 'string') return { folder, manifest: { ...manifest, name: manifest.name } };
  } catch {
    // None here, or none that can be read.
  }
  const above = dirname(folder);
  return above === folder ? undefined : packageAbove(above);
}
