import { dirname, join } from 'node:path';
import { isFile } from '../shared/handler-file.ts';

/**
 * The files that decide how these (absolute paths) are built: for each the nearest tsconfig.json, with its paths, jsx
 * and decorators, and the nearest package.json, with its type.
 */
export function settingsFiles(files: Iterable<string>): string[] {
  const folders = new Set([...files].map((file) => dirname(file)));
  const found = [...folders].flatMap((folder) =>
    ['tsconfig.json', 'package.json'].map((name) => nearest(name, folder)),
  );
  return [...new Set(found.filter((file) => file !== undefined))];
}

function nearest(name: string, folder: string): string | undefined {
  const file = join(folder, name);
  if (isFile(file)) return file;
  const above = dirname(folder);
  return above === folder ? undefined : nearest(name, above);
}
