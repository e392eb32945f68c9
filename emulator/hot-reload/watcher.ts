import { existsSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';

/** Follows files and folders, and tells of every change within a millisecond or so. */
export interface Watcher {
  /**
   * What to follow from now on: single files (absolute paths; they need not exist yet) and everything inside of
   * folders.
   */
  set(files: readonly string[], folders: readonly string[]): void;
  /** Resolves when a change from now on to anything in the last `set` will be seen. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

export interface WatcherOptions {
  /** Absolute paths of files that were written, replaced, created or deleted. */
  onChange(files: readonly string[]): void;
}

/**
 * A watcher over chokidar. Files are followed through their folders, so that one which an editor replaces, or which
 * is deleted and comes back, stays in sight. Of chokidar's events the raw ones count: the others come up to 50 ms
 * later and leave out a second change that follows soon, which would be the one that holds the new code.
 */
export function createWatcher({ onChange }: WatcherOptions): Watcher {
  let files = new Set<string>();
  let folders: readonly string[] = [];
  /** The files whose folder wasn't there either when it was last looked for. */
  let absent: ReadonlySet<string> = new Set();
  let parents: Group | undefined;
  let trees: Group | undefined;
  let changing: Promise<void> = Promise.resolve();
  const changed = new Set<string>();
  let closed = false;

  function isFollowed(path: string): boolean {
    return files.has(path) || folders.some((folder) => path.startsWith(folder + sep));
  }

  function report(path: string): void {
    if (isFollowed(path)) {
      if (changed.size === 0) setImmediate(flush);
      changed.add(path);
    } else if ([...files].some((file) => file.startsWith(path + sep))) {
      // A folder came or went: others have to be watched, and files in it may have been written before.
      const before = absent;
      follow();
      void changing.then(() => {
        for (const file of files) {
          if (file.startsWith(path + sep) && (!before.has(file) || existsSync(file))) report(file);
        }
      });
    }
  }

  function flush(): void {
    const paths = [...changed];
    changed.clear();
    onChange(paths);
  }

  async function replace(old: Group | undefined, paths: readonly string[], depth?: number): Promise<Group | undefined> {
    const key = [...new Set(paths)].sort().join('\n');
    if ((old?.key ?? '') === key) return old;
    const group = key === '' ? undefined : openGroup(key, depth);
    await group?.ready;
    await old?.watcher.close();
    return group;
  }

  function openGroup(key: string, depth?: number): Group {
    const watcher = watch(key.split('\n'), {
      ignoreInitial: true,
      atomic: false,
      ignorePermissionErrors: true,
      ...(depth === undefined ? {} : { depth }),
      // A folder tells of its files; only where folders have to be polled, files are looked at one by one.
      ignored: (path, stats) => stats?.isFile() === true && !(polled && isFollowed(path)),
    });
    const polled = watcher.options.usePolling;
    watcher.on('raw', (_event, name, details) => report(join((details as { watchedPath: string }).watchedPath, name)));
    if (polled) watcher.on('all', (_event, path) => report(resolve(path)));
    // What can't be watched is not followed; the emulator goes on.
    watcher.on('error', () => {});
    return { key, watcher, ready: new Promise((resolve) => watcher.once('ready', resolve)) };
  }

  function follow(): void {
    changing = changing.then(async () => {
      if (closed) return;
      absent = new Set([...files].filter((file) => !existsSync(dirname(file))));
      parents = await replace(parents, [...files].map(existingFolder), 0);
      trees = await replace(trees, folders);
    });
  }

  return {
    set(newFiles, newFolders) {
      files = new Set(newFiles);
      folders = newFolders;
      follow();
    },
    ready: () => changing,
    async close() {
      closed = true;
      await changing;
      await Promise.all([parents?.watcher.close(), trees?.watcher.close()]);
    },
  };
}

/** The nearest folder above a file that is there. */
function existingFolder(file: string): string {
  let folder = dirname(file);
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/** One chokidar instance; `key` is the list of its paths. */
interface Group {
  readonly key: string;
  readonly watcher: FSWatcher;
  readonly ready: Promise<void>;
}
