import type { EmulatorEvent } from '../events.ts';
import type { Colors } from './colors.ts';
import { escapeLine } from './escape.ts';
import { renderPath } from './place.ts';
import { renderDuration } from './request-line.ts';

const MOST_NAMES = 4;

/** `  reloaded onePet in 7 ms (functions/onePet.ts)` */
export function renderReload(event: EmulatorEvent & { kind: 'reload' }, root: string, c: Colors): string {
  const subject = subjectOf(event);
  const files = list(event.files.map((file) => renderPath(file, root)));
  const cause = files === '' || files === subject ? '' : c.dim(` (${files})`);
  return `  ${c.green('reloaded')} ${c.bold(subject)} in ${renderDuration(event.durationMs)}${cause}`;
}

function subjectOf({ what, names, files }: EmulatorEvent & { kind: 'reload' }): string {
  if (what === 'function') return list(names);
  if (what === 'site') return 'the site';
  return files.every(isDeployment) ? 'what the stages serve' : 'routes.json';
}

function isDeployment(file: string): boolean {
  return /[\\/]\.offstage[\\/]deployments[\\/]/.test(file);
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map(escapeLine).join(', ');
  return names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more` : shown;
}
