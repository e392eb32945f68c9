import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, isAbsolute, relative } from 'node:path';
import type { FunctionConfig, Project } from '../../config/types.ts';
import { type Explanation, explain } from '../../errors/explanation.ts';
import { OffstageError } from '../../errors/offstage-error.ts';
import { explainBuildFailure, explainBuildWarning, explainMalformedHandler } from '../../lambda/explain-failure.ts';
import type { FileLeft } from '../../lambda/packaging/files-beside.ts';
import { type ModuleToPackage, type PackagedModule, packageModule } from '../../lambda/packaging/package-module.ts';
import { requiresModules } from '../../lambda/thread-kind.ts';
import { parseHandler } from '../../shared/handler-file.ts';
import { zip } from './zip.ts';

/** A function's code as Lambda takes it. */
export interface FunctionPackage {
  /** The function's. */
  readonly name: string;
  /** In the bucket: `allPets-1f0c9a….zip`. It changes with the content alone. */
  readonly key: string;
  readonly zip: Uint8Array;
  /** Of the zip file, in hex. */
  readonly sha256: string;
  /** Paths in the zip file, sorted; those of folders end in a slash. */
  readonly files: readonly string[];
  /** What is odd in the code, and what of its files did not come along; of a module, told with its first function. */
  readonly warnings: readonly Explanation[];
}

/**
 * Builds and zips the functions of a project; those of one module and one runtime are built once and share a zip file.
 * The same files give the same bytes, on every machine. Throws an OffstageError with everything that can't be built.
 */
export async function packageFunctions({ functions }: Project): Promise<readonly FunctionPackage[]> {
  const builds = new Map<string, Promise<Build>>();
  const results = await Promise.all([...functions.values()].map((config) => buildOnce(config, builds)));
  // One failure of a module that several functions share is one failure.
  const faults = new Map(results.flatMap((result) => (result.kind === 'refused' ? [[result.build, result.why]] : [])));
  if (faults.size > 0) throw new OffstageError([...faults.values()]);
  return results.flatMap((result) => (result.kind === 'packaged' ? [result.package] : []));
}

type Build = Zipped | { readonly kind: 'refused'; readonly why: Explanation };

interface Zipped {
  readonly kind: 'zipped';
  readonly zip: Uint8Array;
  readonly sha256: string;
  readonly files: readonly string[];
  readonly module: Extract<PackagedModule, { kind: 'built' }>;
}

type Result =
  | { readonly kind: 'packaged'; readonly package: FunctionPackage }
  | { readonly kind: 'refused'; readonly build: string; readonly why: Explanation };

async function buildOnce(config: FunctionConfig, builds: Map<string, Promise<Build>>): Promise<Result> {
  const module = moduleOf(config);
  if ('code' in module) return { kind: 'refused', build: config.name, why: module };
  const id = JSON.stringify(module);
  const known = builds.get(id);
  const running = known ?? build(config, module);
  builds.set(id, running);
  const built = await running;
  if (built.kind === 'refused') return { kind: 'refused', build: id, why: built.why };
  const { sha256, files, module: packaged } = built;
  const key = `${basename(module.module)}-${sha256.slice(0, 32)}.zip`;
  const warnings = known === undefined ? warningsOf(packaged, config) : [];
  return { kind: 'packaged', package: { name: config.name, key, zip: built.zip, sha256, files, warnings } };
}

function moduleOf(config: FunctionConfig): ModuleToPackage | Explanation {
  const { name: functionName, handler, root, runtime, source } = config;
  const parsed = parseHandler(handler, root);
  if (parsed.kind === 'malformed') return explainMalformedHandler(config);
  if (isAbsolute(handler)) {
    return explain('deploy-handler-absolute', { functionName, handler }, { source });
  }
  const module = relative(root, parsed.modulePath).replaceAll('\\', '/');
  return { root, module, runtime, requireModule: requiresModules(config) };
}

async function build(config: FunctionConfig, toPackage: ModuleToPackage): Promise<Build> {
  const module = await packageModule(toPackage);
  if (module.kind === 'failed') return { kind: 'refused', why: explainBuildFailure(module.failure, config) };
  if (module.kind === 'compiled-code') {
    const facts = { functionName: config.name, name: module.name };
    const why = explain('deploy-compiled-code', facts, { source: module.source, detail: module.frame });
    return { kind: 'refused', why };
  }
  const tooLarge = await findTooLarge(module);
  if (tooLarge !== undefined) {
    const facts = { functionName: config.name, ...tooLarge };
    return { kind: 'refused', why: explain('deploy-code-too-large', facts, { source: config.source }) };
  }
  const files = new Map(module.code);
  for (const [path, file] of module.beside.files) files.set(path, await readFile(file));
  for (const folder of module.beside.folders) files.set(`${folder}/`, new Uint8Array());
  const zipped = zip(files);
  const sha256 = createHash('sha256').update(zipped).digest('hex');
  return { kind: 'zipped', zip: zipped, sha256, files: [...files.keys()].sort(), module };
}

/** Of an unzipped function. That of a zip file, 50 MB, is for those that don't come from a bucket. */
const MOST_BYTES = 262_144_000;

async function findTooLarge({
  code,
  beside,
}: Zipped['module']): Promise<{ readonly bytes: number; readonly largest: string } | undefined> {
  const sizes = [...code].map(([path, bytes]) => ({ path, size: bytes.byteLength }));
  for (const [path, file] of beside.files) sizes.push({ path, size: (await stat(file)).size });
  const bytes = sizes.reduce((sum, { size }) => sum + size, 0);
  if (bytes < MOST_BYTES) return undefined;
  const [largest] = sizes.sort((a, b) => b.size - a.size);
  return { bytes, largest: largest?.path ?? '' };
}

function warningsOf({ warnings, beside }: Zipped['module'], config: FunctionConfig): Explanation[] {
  return [
    ...warnings.map((warning) => explainBuildWarning(warning, config)),
    ...beside.left.map((left) => explainLeft(left, config)),
  ];
}

function explainLeft({ reason, path, source }: FileLeft, { name: functionName }: FunctionConfig): Explanation {
  return explain(`deploy-file-${reason}`, { functionName, path }, { source });
}
