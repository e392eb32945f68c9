import { resolve } from 'node:path';
import { loadProject } from './config/load.ts';
import type { Problem } from './config/problem.ts';
import type { FunctionConfig, LambdaRuntime, Project } from './config/types.ts';
import type { Explanation } from './errors/explanation.ts';
import { OffstageError } from './errors/offstage-error.ts';
import type { EmulatorEventListener } from './events.ts';
import { importOpenApi } from './importers/openapi.ts';
import { unsupportedFeatures } from './importers/unsupported.ts';
import type { EmulatorOptions, FunctionOptions } from './options.ts';

export interface ReadProject {
  /** Undefined when there are errors among the problems. */
  readonly project?: Project;
  readonly problems: readonly Problem[];
  /** Absolute paths of all files that were read or looked for, also after a failure. */
  readonly inputs: readonly string[];
}

/** The project that the options mean: a folder's routes.json, its content given as a value, or an OpenAPI document. */
export async function readProject(options: EmulatorOptions): Promise<ReadProject> {
  const { openapi, config, env = {}, serviceEndpoints = {} } = options;
  const root = resolve(options.root ?? '.');
  if (openapi !== undefined) return readDocument(openapi, root, options);
  return loadProject({
    root,
    env,
    serviceEndpoints,
    importOpenApi: importStrictly,
    ...(config !== undefined && { config }),
  });
}

/** A document that routes.json names is read as strictly as routes.json: what isn't run here is refused. */
async function importStrictly(input: Parameters<typeof importOpenApi>[0]): ReturnType<typeof importOpenApi> {
  const { api, problems } = await importOpenApi(input);
  return { api, problems: [...problems, ...unsupportedFeatures(api)] };
}

/**
 * What AWS's import takes is taken here: a function that isn't there is no problem before it is called. Throws AWS's
 * refusal of what is no document at all.
 */
async function readDocument(document: object | string, root: string, options: EmulatorOptions): Promise<ReadProject> {
  const { importParameters, stage, functions = {}, serviceEndpoints = {} } = options;
  const { api, problems } = await importOpenApi({
    document,
    basepath: importParameters?.basepath,
    stages: stage === undefined ? [] : [{ name: stage.name, variables: stage.variables ?? {} }],
  });
  const configs = Object.entries(functions).map(([name, written]) => [name, toConfig(name, written, root)] as const);
  const project: Project = { root, apis: [api], functions: new Map(configs), serviceEndpoints, inputs: [] };
  return { project, problems: [...problems, ...unsupportedFeatures(api)], inputs: [] };
}

function toConfig(name: string, written: FunctionOptions, root: string): FunctionConfig {
  const { handler, runtime = 'nodejs22.x', timeout = 3, memorySize = 128, environment = {} } = written;
  const source = { file: '<options>', line: 1, column: 1 };
  return { name, handler, root, runtime: runtime as LambdaRuntime, timeout, memorySize, environment, source };
}

/** Throws OffstageError with all errors at once; the warnings of a project that can run are told as an event. */
export function projectOrThrow(read: ReadProject, onEvent: EmulatorEventListener): Project {
  if (!read.project) throw new OffstageError(explanationsOf(read.problems, 'error'));
  tellProblems(read, onEvent);
  return read.project;
}

export function tellProblems({ problems }: ReadProject, onEvent: EmulatorEventListener): void {
  for (const severity of ['error', 'warning'] as const) {
    const explanations = explanationsOf(problems, severity);
    if (explanations.length > 0) onEvent({ kind: 'problem', severity, explanations });
  }
}

function explanationsOf(problems: readonly Problem[], severity: Problem['severity']): Explanation[] {
  return problems.filter((problem) => problem.severity === severity).map((problem) => problem.explanation);
}
