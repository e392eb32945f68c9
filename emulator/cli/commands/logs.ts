import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { explain } from '../../errors/explanation.ts';
import { OffstageError } from '../../errors/offstage-error.ts';
import type { LogLine } from '../../shared/function-logs.ts';
import { cleanOutput } from '../../terminal/escape.ts';
import type { Logger } from '../../terminal/logger.ts';
import { findRunningDev } from '../dev-file.ts';
import { unknownFunction } from '../unknown-function.ts';

export interface LogsOptions {
  readonly follow?: true;
  readonly folder: string;
}

/** `offstage logs FUNCTION`: what a running `offstage dev` keeps of the function's log; with --follow the lines to come, too. */
export async function showLogs(functionName: string, options: LogsOptions, logger: Logger): Promise<void> {
  const root = resolve(options.folder);
  const running = await findRunningDev(root);
  if (running?.controlUrl === undefined) throw new OffstageError(explain('cli-no-running-dev', { folder: root }));
  const url = `${running.controlUrl}/-/logs/${encodeURIComponent(functionName)}${options.follow ? '?follow' : ''}`;
  const response = await fetch(url);
  if (!response.ok || response.body === null) throw await unknownFunction(functionName, running.controlUrl);
  const input = Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
  const lines = createInterface({ input });
  // A `dev` that ends breaks the connection off: that is the end of the log, and no failure.
  lines.on('error', () => lines.close());
  lines.on('line', (line) => {
    const { text } = JSON.parse(line) as LogLine;
    logger.print(cleanOutput(text, logger.colors.isColorSupported));
  });
  await new Promise((resolve) => lines.once('close', resolve));
}
