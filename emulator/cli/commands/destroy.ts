import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { AwsOptions } from '../../deploy/aws.ts';
import { destroy } from '../../deploy/destroy.ts';
import { stackNameOf } from '../../deploy/stack/stack-name.ts';
import type { Logger } from '../../terminal/logger.ts';
import { chooseApi } from '../choose.ts';
import { onAws } from '../on-aws.ts';
import { readOrFail } from '../read-or-fail.ts';

export interface DestroyOptions extends AwsOptions {
  readonly api?: string;
  readonly stack?: string;
  readonly yes?: true;
}

/**
 * `offstage destroy [FOLDER]`: deletes what deploys have made on AWS, after it has told what that is and was agreed to.
 * With --stack the project need not be there any more.
 */
export async function destroyStack(folder: string, options: DestroyOptions, logger: Logger): Promise<void> {
  const root = resolve(folder);
  const stackName = options.stack ?? (await stackOfProject(root, options, logger));
  if (stackName === undefined) return;
  const lock = existsSync(join(root, 'routes.json')) ? root : undefined;
  await onAws({ ...options, lock }, logger, async (around) => {
    if (!(await destroy(stackName, around))) process.exitCode = 1;
  });
}

/** Undefined when the project is wrong, which is told. */
async function stackOfProject(root: string, { api }: DestroyOptions, logger: Logger): Promise<string | undefined> {
  const project = await readOrFail(root, logger);
  return project === undefined ? undefined : stackNameOf(chooseApi(project, api).name);
}
