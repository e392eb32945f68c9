import { statSync } from 'node:fs';
import { join } from 'node:path';
import { readEnvFile } from '../config/env-file.ts';
import { explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';
import { endpointVariables } from '../shared/service-endpoints.ts';
import { failureReason } from './failure-reason.ts';

/**
 * The variables of a project's .env file, none where there is no such file, and the shell's AWS_ENDPOINT_URL variables
 * (which say where AWS services are), as SDKs read them. Throws an OffstageError unless the folder
 * is one, and the file can be read.
 */
export async function readProjectEnv(folder: string): Promise<Record<string, string>> {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new OffstageError(explain('cli-no-such-folder', { folder }));
  }
  try {
    return { ...(await readEnvFile(folder)), ...endpointVariables(process.env) };
  } catch (error) {
    const facts = { file: join(folder, '.env'), reason: failureReason(error) };
    throw new OffstageError(explain('cli-file-unreadable', facts), error);
  }
}
