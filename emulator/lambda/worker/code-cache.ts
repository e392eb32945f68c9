import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import Module from 'node:module';
import { dirname } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { constants, Script } from 'node:vm';
import { threadId } from 'node:worker_threads';

/** What V8 made of a file, and the state of the file that it was made from. */
interface Compiled {
  readonly stamp: string;
  readonly data: Uint8Array;
}

/**
 * Spares the cold starts of a function the compilation of the packages that stand outside of its bundle (the AWS SDK):
 * the first environment keeps what V8 made of them in `cacheFile`, in a folder of the emulator's own. From now until
 * the returned function is called, `require` looks there. V8 itself refuses what another version of it made; but of
 * the source it knows only the length, so what belongs to an older state of a file is left out here.
 */
export function useCodeCache(cacheFile: string): () => void {
  const prototype = Module.prototype as unknown as CompilingModule;
  const { _compile: compile } = prototype;
  const cached = readCache(cacheFile);
  const made = new Map<string, { readonly stamp: string; readonly script: Script }>();

  prototype._compile = function (this: CompilingModule, content, file, ...rest) {
    const stamp = isLeftToNode(content, file) ? undefined : stampOf(file);
    const before = cached.get(file);
    const known = before?.stamp === stamp ? before?.data : undefined;
    const script = stamp === undefined ? undefined : scriptOf(content, file, known);
    if (!script || stamp === undefined) return compile.call(this, content, file, ...rest);
    if (!known || script.cachedDataRejected) made.set(file, { stamp, script });
    const run = script.runInThisContext() as (this: unknown, ...scope: unknown[]) => unknown;
    return run.call(this.exports, this.exports, requireOf(this), this, file, dirname(file));
  };

  return () => {
    prototype._compile = compile;
    if (made.size > 0) writeCache(cacheFile, cached, made);
  };
}

/** The part of Node's module that is the same in all its versions, though it isn't documented. */
interface CompilingModule extends Module {
  _compile(content: string, file: string, ...rest: unknown[]): unknown;
}

const { _resolveFilename, _cache, _extensions } = Module as unknown as {
  _resolveFilename(name: string, parent: Module, isMain: boolean, options: unknown): string;
  _cache: unknown;
  _extensions: unknown;
};

/** `require` as it is inside of a module. */
function requireOf(module: CompilingModule): unknown {
  const require = (name: string): unknown => module.require(name);
  const resolve = (name: string, options: unknown): string => _resolveFilename(name, module, false, options);
  return Object.assign(require, { resolve, main: undefined, cache: _cache, extensions: _extensions });
}

/**
 * What is not in a package may have a source map, which Node reads only when it compiles the file itself; and it calls
 * the import() of other scripts experimental, in the function's log.
 */
function isLeftToNode(content: string, file: string): boolean {
  return !file.includes('node_modules') || /\bimport\s*\(/.test(content);
}

/** Undefined for what is no CommonJS, or broken: Node has the better words for it. */
function scriptOf(content: string, file: string, cachedData: Uint8Array | undefined): Script | undefined {
  const [head = ''] = WRAPPER;
  try {
    return new Script(Module.wrap(content), {
      filename: file,
      // The wrapper stands on the first line.
      columnOffset: -head.length,
      cachedData,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
  } catch {
    return undefined;
  }
}

const WRAPPER = Module.wrap('\n').split('\n');

/** Changes with every change of the file. */
function stampOf(file: string): string | undefined {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat && [stat.ino, stat.size, stat.mtimeMs, stat.ctimeMs].join(' ');
}

function readCache(cacheFile: string): Map<string, Compiled> {
  try {
    return deserialize(readFileSync(cacheFile)) as Map<string, Compiled>;
  } catch {
    return new Map();
  }
}

/** Renamed into place, because two environments may start at the same time. A cache that can't be written is none. */
function writeCache(
  cacheFile: string,
  cached: Map<string, Compiled>,
  made: Map<string, { readonly stamp: string; readonly script: Script }>,
): void {
  for (const [file, { stamp, script }] of made) cached.set(file, { stamp, data: script.createCachedData() });
  const draft = `${cacheFile}.${threadId}`;
  try {
    writeFileSync(draft, serialize(cached));
    renameSync(draft, cacheFile);
  } catch {
    // The folder is gone: the emulator is closing.
  }
}
