import type { Project } from '../config/types.ts';
import { readProject } from '../read-project.ts';
import type { Logger } from '../terminal/logger.ts';
import { renderProblems } from '../terminal/problems.ts';
import { problemStyle } from './problem-output.ts';
import { readProjectEnv } from './project-folder.ts';

/**
 * Reads the project of a folder for a command whose result goes to stdout: everything that is wrong with it goes to
 * stderr. Undefined, and the exit status 1, when there are errors. With `pinnedStages` the deployments of stages are read
 * as well.
 */
export async function readOrFail(
  root: string,
  logger: Logger,
  { pinnedStages = false }: { readonly pinnedStages?: boolean } = {},
): Promise<Project | undefined> {
  const { project, problems } = await readProject({ root, env: await readProjectEnv(root), pinnedStages });
  if (problems.length > 0) {
    logger.error(`\n${renderProblems(problems, problemStyle(logger))}\n`);
  }
  if (project === undefined) process.exitCode = 1;
  return project;
}
