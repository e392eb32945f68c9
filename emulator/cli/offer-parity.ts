import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '../terminal/logger.ts';
import { ask, canAsk } from './ask.ts';

/**
 * Says how to compare a stage on AWS with the emulator, by the project's own script `parity` if it has one. In a
 * terminal it asks, and does it, where it is known which requests to compare.
 */
export async function offerParity(root: string, url: string, logger: Logger): Promise<void> {
  const isScript = hasParityScript(root);
  const command = isScript ? `npm run parity -- ${url}` : `npx offstage parity ${url}`;
  logger.print(logger.colors.dim(`\n  The same requests here and there: ${command}`));
  if (!canAsk() || !(isScript || existsSync(join(root, 'parity.json')))) return;
  if (!(await ask('Compare them now?'))) return;
  await new Promise<void>((resolve) => {
    const child = spawn(command, { cwd: root, shell: true, stdio: 'inherit' });
    child.once('error', () => resolve());
    child.once('exit', (status) => {
      process.exitCode = status ?? 1;
      resolve();
    });
  });
}

function hasParityScript(root: string): boolean {
  try {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      readonly scripts?: Readonly<Record<string, unknown>>;
    };
    return typeof scripts?.parity === 'string';
  } catch {
    return false;
  }
}
