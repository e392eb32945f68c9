import type { BuildOptions, Loader, Plugin } from 'esbuild';

/** One module and where its bundle is meant to lie. */
export interface ModuleBuild {
  readonly file: string;
  readonly format: 'cjs' | 'esm';
  /** Absolute; what esbuild writes of paths starts from here. */
  readonly folder: string;
  /** Absolute; nothing is written there, but the names of sources start from its folder. */
  readonly outfile: string;
  /** Version of Node.js, or its first part. */
  readonly nodeVersion: string;
  readonly plugins: Plugin[];
}

/** How a function's module is built, whether it runs here or on AWS: all that it imports in one text. */
export function buildOptions({
  file,
  format,
  folder,
  outfile,
  nodeVersion,
  plugins,
}: ModuleBuild): BuildOptions & { metafile: true; write: false } {
  return {
    entryPoints: [file],
    outfile,
    absWorkingDir: folder,
    write: false,
    metafile: true,
    bundle: true,
    platform: 'node',
    target: `node${nodeVersion}`,
    format,
    sourcesContent: false,
    // errorType is often a class's name: a name that the bundle has twice must not become `NotFound2`.
    keepNames: true,
    legalComments: 'none',
    logLevel: 'silent',
    loader: TEXT_FILES,
    plugins,
  };
}

/**
 * Files that an import gives as text. esbuild itself knows .txt and .json; the others are those that projects set
 * their bundlers to read so. Any other file is text with `with { type: 'text' }`.
 */
const TEXT_FILES: Readonly<Record<string, Loader>> = Object.fromEntries(
  ['txt', 'html', 'htm', 'graphql', 'gql', 'sql', 'md', 'vtl', 'vm', 'xml', 'svg', 'csv', 'pem'].map((name) => [
    `.${name}`,
    'text',
  ]),
);
