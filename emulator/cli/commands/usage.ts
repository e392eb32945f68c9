import { resolve } from 'node:path';
import { explain } from '../../errors/explanation.ts';
import { OffstageError } from '../../errors/offstage-error.ts';
import { suggest } from '../../errors/suggest.ts';
import type { Logger } from '../../terminal/logger.ts';
import { renderUsage } from '../../terminal/usage-table.ts';
import { findRunningDev } from '../dev-file.ts';

export interface UsageOptions {
  readonly reset?: true;
  readonly folder: string;
}

/** `offstage usage [NAME]`: what API keys have used of the usage plans of a running `offstage dev`; --reset clears it first. */
export async function showUsage(name: string | undefined, options: UsageOptions, logger: Logger): Promise<void> {
  const root = resolve(options.folder);
  const running = await findRunningDev(root);
  if (running?.controlUrl === undefined) throw new OffstageError(explain('cli-no-running-dev', { folder: root }));
  const query = name === undefined ? '' : `?name=${encodeURIComponent(name)}`;
  const response = await fetch(`${running.controlUrl}/-/usage${query}`, { method: options.reset ? 'DELETE' : 'GET' });
  const { names, entries } = (await response.json()) as {
    readonly names: readonly string[];
    readonly entries: Parameters<typeof renderUsage>[0];
  };
  if (!response.ok) {
    const facts = { name: name ?? '', known: names, nearest: suggest(name ?? '', names) };
    throw new OffstageError(explain('cli-unknown-usage', facts));
  }
  if (options.reset) logger.print(`The counters ${name === undefined ? '' : `of ${name} `}are cleared.`);
  logger.print(entries.length === 0 ? 'No API key is in a usage plan.' : renderUsage(entries, logger.colors));
}
