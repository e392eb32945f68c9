import { basename, dirname } from 'node:path';
import type { BuildFailure, OnResolveArgs, OnResolveResult, PartialMessage, Plugin } from 'esbuild';
import { type BuildWarning, describeBuildWarning } from '../build-failure.ts';
import { hasCompiledCode, PACKAGE, packageName } from '../compiled-code.ts';
import { RUNTIME_SDK } from '../runtime-modules.ts';
import { packageAbove } from './package-above.ts';

/**
 * What stays outside of a bundle for AWS: the AWS SDK v3 under its name, for which the runtime has a place. Packages
 * with compiled code are refused: what npm installed here was made for this machine. Where a package says that it
 * does without one (an optional dependency, `pg-native` for `pg`), it does so on AWS.
 */
export function outsideModules(): Plugin {
  return {
    name: 'outside-modules',
    setup(build) {
      build.onResolve({ filter: RUNTIME_SDK }, ({ path }) => ({ path, external: true }));
      build.onResolve({ filter: PACKAGE }, (args) => {
        if (!hasCompiledCode(args.path, args.resolveDir)) return undefined;
        return isOptional(args) ? { path: args.path, external: true } : refuse(packageName(args.path));
      });
      build.onResolve({ filter: /^(\.{0,2}\/|[A-Za-z]:\\).*\.node$/ }, ({ importer, path }) =>
        refuse(packageOf(importer) ?? path),
      );
      // A package whose main file is an add-on.
      build.onLoad({ filter: /\.node$/ }, ({ path }) => refuse(packageOf(path) ?? basename(path)));
    },
  };
}

/** Where a build that failed with `error` met compiled code, and the package it is of (or the file, where it is none). */
export function findCompiledCode(
  error: unknown,
  folder: string,
): (Omit<BuildWarning, 'message'> & { readonly name: string }) | undefined {
  const [first] = (error as Partial<BuildFailure> | undefined)?.errors ?? [];
  if (!(first?.detail instanceof CompiledCode)) return undefined;
  const { source, frame } = describeBuildWarning(first, folder);
  return { name: first.detail.name, source, frame };
}

/** What the plugin hands over with its error. */
class CompiledCode {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

function refuse(name: string): OnResolveResult & { readonly errors: PartialMessage[] } {
  return { errors: [{ text: `${name} has compiled code`, detail: new CompiledCode(name) }] };
}

/** The package that a file belongs to; undefined for the project's own. */
function packageOf(file: string): string | undefined {
  const parts = file.split(/[/\\]node_modules[/\\]/);
  return parts.length === 1 ? undefined : packageName((parts.at(-1) ?? '').replaceAll('\\', '/'));
}

/** Does the importing package say of the imported one that it need not be there? */
function isOptional({ importer, path }: OnResolveArgs): boolean {
  const name = packageName(path);
  const { optionalDependencies = {}, peerDependenciesMeta = {} } = packageAbove(dirname(importer))?.manifest ?? {};
  return name in optionalDependencies || peerDependenciesMeta[name]?.optional === true;
}
