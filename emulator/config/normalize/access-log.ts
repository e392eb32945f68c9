import { statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import type { AccessLogSettings } from '../types.ts';
import type { WrittenProject, WrittenStage } from '../written.ts';
import { type Reading, sourceOf } from './reading.ts';

/**
 * A stage's access log. The line break that AWS takes at the end of a format is none of the line. A file that lines
 * must not be added to is an error.
 */
export function readAccessLog(
  written: NonNullable<WrittenStage['accessLogSettings']>,
  site: WrittenProject['site'],
  reading: Reading,
): AccessLogSettings {
  const { destination, format = '' } = written;
  const fault = destination === undefined ? undefined : faultOf(destination, site, reading);
  if (destination !== undefined && fault) {
    const source = sourceOf(reading, written, 'destination');
    reading.report.error('config-access-log-destination', { destination, fault }, source);
  }
  return reading.locator.remember(
    {
      ...(destination !== undefined && { destination }),
      format: format.replace(/\r?\n$/, ''),
      source: sourceOf(reading, written, 'format'),
    },
    written,
  );
}

function faultOf(
  destination: string,
  site: WrittenProject['site'],
  { root, inputs }: Reading,
): 'folder' | 'input' | 'site' | undefined {
  const path = resolve(root, destination);
  if (inputs.has(path)) return 'input';
  if (/[\\/]$/.test(destination) || isFolder(path)) return 'folder';
  // Each line would be a change of the site as well, which pages are told of.
  const folder = site && resolve(root, site.root ?? 'site');
  return folder !== undefined && path.startsWith(folder + sep) ? 'site' : undefined;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
