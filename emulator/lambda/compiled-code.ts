import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** `name`, `name/file` or `@scope/name…`: no path, none of `node:`, `data:` and the like. */
export const PACKAGE: RegExp = /^(@[^/]+\/)?[^./:@#][^/:]*(\/|$)/;

/** Is the package built by node-gyp, or does it bring what was built so? Its loader then goes by its own folder. */
export function hasCompiledCode(specifier: string, folder: string): boolean {
  const root = packageFolder(packageName(specifier), folder);
  return (
    root !== undefined &&
    (existsSync(join(root, 'binding.gyp')) || existsSync(join(root, 'prebuilds')) || saysItIsCompiled(root))
  );
}

/** `@scope/name/file` → `@scope/name` */
export function packageName(specifier: string): string {
  return /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
}

function packageFolder(name: string, from: string): string | undefined {
  const folder = join(from, 'node_modules', name);
  if (existsSync(join(folder, 'package.json'))) return folder;
  const above = dirname(from);
  return above === from ? undefined : packageFolder(name, above);
}

/** npm's own field for a package with a binding.gyp elsewhere, and the one of those that download their add-on. */
function saysItIsCompiled(root: string): boolean {
  try {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
    return manifest.gypfile === true || typeof manifest.binary === 'object';
  } catch {
    return false;
  }
}
