import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { suggest } from '../errors/suggest.ts';
import { namesIn } from './nearest-path.ts';
import type { Report } from './problem.ts';

/** The text of a configuration; `name` is what its places are called. */
export interface ConfigText {
  readonly name: string;
  /** Absolute path, when it is a file. */
  readonly file?: string;
  /** Undefined: it can't be had, which was reported. */
  readonly text?: string;
}

/**
 * Gets the text of routes.json; of a value, the text that it would be written as, so that its problems have lines. One
 * that is missing beside a document is empty.
 */
export function readConfigText(
  root: string,
  input: ({ readonly file?: string } | { readonly config: object }) & { readonly document?: object },
  report: Report,
): ConfigText {
  if ('config' in input) return writeText(input.config, report);
  const file = resolve(root, input.file ?? 'routes.json');
  try {
    const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
    report.addText(file, text);
    return { name: file, file, text };
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    if (input.document !== undefined && code === 'ENOENT') return { ...writeText({}, report), file };
    reportUnreadable(file, code, report);
    return { name: file, file };
  }
}

const NAME = '<config>';

function writeText(config: object, report: Report): ConfigText {
  try {
    // A function, or nothing at all, has no JSON text.
    const text = JSON.stringify(config, null, 2) ?? 'null';
    report.addText(NAME, text);
    return { name: NAME, text };
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    report.error('config-not-json', { reason });
    return { name: NAME };
  }
}

function reportUnreadable(file: string, code: string, report: Report): void {
  const [folder, name] = [dirname(file), basename(file)];
  if (code !== 'ENOENT' && code !== 'ENOTDIR') {
    report.error('config-file-unreadable', { file, reason: code });
    return;
  }
  const nearest = suggest(
    name,
    namesIn(folder).filter((other) => other.endsWith('.json')),
  );
  report.error('config-file-missing', { file: name, folder, ...(nearest !== undefined && { nearest }) });
}
