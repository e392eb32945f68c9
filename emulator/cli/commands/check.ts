import { resolve } from 'node:path';
import type { Project } from '../../config/types.ts';
import { readProject } from '../../read-project.ts';
import type { Logger } from '../../terminal/logger.ts';
import { count, renderProblems } from '../../terminal/problems.ts';
import { problemStyle } from '../problem-output.ts';
import { readProjectEnv } from '../project-folder.ts';

/** `offstage check [FOLDER]`: everything that is wrong with a project at once; 1 when `dev` would refuse to start. */
export async function check(folder: string, logger: Logger): Promise<void> {
  const root = resolve(folder);
  const { project, problems } = await readProject({ root, env: await readProjectEnv(root) });
  if (problems.length > 0) {
    logger.print(`\n${renderProblems(problems, problemStyle(logger))}\n`);
  } else if (project !== undefined) {
    logger.print(`${logger.colors.green('✓')} routes.json is fine: ${summarize(project)}`);
  }
  if (project === undefined) process.exitCode = 1;
}

/** `5 resources, 8 methods, 6 functions` */
function summarize({ apis, functions, customDomains }: Project): string {
  const resources = apis.flatMap((api) => api.resources).filter(({ methods }) => methods.size > 0);
  const methods = resources.reduce((sum, resource) => sum + resource.methods.size, 0);
  return [
    ...[count(resources.length, 'resource'), count(methods, 'method'), count(functions.size, 'function')],
    ...(customDomains ? [count(customDomains.size, 'custom domain')] : []),
  ].join(', ');
}
