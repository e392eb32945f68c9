import { relative, resolve } from 'node:path';
import type { Access } from './config/access.ts';
import { checkAccess } from './config/check/access.ts';
import { warnOfReservations } from './config/check/concurrency.ts';
import { checkServiceEndpoint } from './config/check/service-endpoint.ts';
import { type EnvOverrides, readEnvVars } from './config/env-vars.ts';
import { loadProject } from './config/load.ts';
import { NO_LOCATOR } from './config/locate.ts';
import { readServiceEndpoints } from './config/normalize/service-endpoints.ts';
import { createReport, type Problem } from './config/problem.ts';
import type { FunctionConfig, Integration, LambdaRuntime, Project, RestApi } from './config/types.ts';
import { pinStages } from './deployments/pin-stages.ts';
import { type Explanation, explain } from './errors/explanation.ts';
import { OffstageError } from './errors/offstage-error.ts';
import type { EmulatorEventListener } from './events.ts';
import { findPolicyFaults } from './gateway/policy-faults.ts';
import { importOpenApi } from './importers/openapi.ts';
import { unsupportedFeatures } from './importers/unsupported.ts';
import type { EmulatorOptions, FunctionOptions } from './options.ts';
import { readCanary } from './read-canary.ts';
import { parseIntegrationUri } from './shared/aws-names.ts';

export interface ReadProject {
  /** Undefined when there are errors among the problems. */
  readonly project?: Project;
  readonly problems: readonly Problem[];
  /** Absolute paths of all files that were read or looked for, also after a failure. */
  readonly inputs: readonly string[];
}

const DEFAULT_STAGE = 'v1';

/** The project that the options mean: a folder's routes.json, its content given as a value, or an OpenAPI document. */
export async function readProject(options: EmulatorOptions): Promise<ReadProject> {
  const read = await readFrom(options);
  if (!options.pinnedStages || !read.project) return read;
  const { project, problems, inputs } = pinStages(read.project);
  return { project, problems: [...read.problems, ...problems], inputs: [...read.inputs, ...inputs] };
}

async function readFrom(options: EmulatorOptions): Promise<ReadProject> {
  const { openapi, document, config, env = {}, envVars, serviceEndpoints = {}, importParameters } = options;
  const root = resolve(options.root ?? '.');
  if (openapi !== undefined) return readDocument(openapi, root, options);
  return loadProject({
    root,
    env,
    envVars,
    serviceEndpoints,
    access: accessOf(options),
    findPolicyFaults,
    importOpenApi: (input) => importStrictly({ ...input, basepath: importParameters?.basepath }),
    ...(config !== undefined && { config }),
    ...(document !== undefined && {
      document: { path: relative(root, resolve(document.file)), stage: document.stage ?? DEFAULT_STAGE },
    }),
  });
}

/** A document that routes.json names is read as strictly as routes.json: what isn't run here is refused. */
async function importStrictly(input: Parameters<typeof importOpenApi>[0]): ReturnType<typeof importOpenApi> {
  const imported = await importOpenApi(input);
  return {
    ...imported,
    problems: [...imported.problems, ...unsupportedFeatures(imported.api), ...policyProblems(imported.api)],
  };
}

/**
 * What AWS's import takes is taken here: a function that isn't there is no problem before it is called, and a service
 * without an endpoint is told. Throws AWS's refusal of what is no document at all.
 */
async function readDocument(document: object | string, root: string, options: EmulatorOptions): Promise<ReadProject> {
  const { importParameters, stage, functions = {}, accountConcurrency } = options;
  const { api: imported, problems } = await importOpenApi({
    document,
    basepath: importParameters?.basepath,
    stages: stage === undefined ? [] : [{ name: stage.name, variables: stage.variables ?? {} }],
  });
  const canary = stage?.canary && (await readCanary(imported, stage.canary, options));
  const api = canary?.api ?? imported;
  const report = createReport();
  const access = accessOf(options);
  checkAccess(access, [api], { locator: NO_LOCATOR, report, severity: 'warning', wrote: () => false });
  const overrides = readEnvVars(options.envVars, root, report);
  const configs = new Map(
    Object.entries(functions).map(([name, written]) => [name, toConfig(name, written, { root, overrides })]),
  );
  overrides.check(configs);
  warnOfReservations(configs, accountConcurrency, report);
  const serviceEndpoints = readServiceEndpoints({}, options, report);
  for (const integration of integrationsOf(api)) {
    if (parseIntegrationUri(integration.uri ?? '')?.service === 'lambda' || integration.type !== 'AWS') continue;
    checkServiceEndpoint(integration, api, { serviceEndpoints, report, at: integration.source });
  }
  const inputs = overrides.file === undefined ? [] : [overrides.file];
  const project: Project = {
    root,
    apis: [api],
    ...(canary && { snapshots: canary.snapshots }),
    access,
    functions: configs,
    accountConcurrency,
    serviceEndpoints,
    inputs,
  };
  const found = [
    ...[...problems, ...(canary?.problems ?? []), ...report.problems()],
    ...[...unsupportedFeatures(api), ...policyProblems(api)],
  ];
  return { project, problems: found, inputs };
}

/** What is wrong with the resource policy of a document. */
function policyProblems({ id, policy }: RestApi): Problem[] {
  if (policy === undefined) return [];
  const { document, source } = policy;
  return findPolicyFaults(document, id).map(({ fault }) => ({
    severity: 'error',
    explanation: explain('config-bad-policy', { of: 'The resource policy', fault }, { source }),
  }));
}

/** The API keys and usage plans that were handed in. */
function accessOf({ apiKeys = [], usagePlans = [] }: EmulatorOptions): Access {
  return {
    apiKeys: apiKeys.map((key) => ({ ...key, source: FROM_OPTIONS })),
    usagePlans: usagePlans.map((plan) => ({ ...plan, source: FROM_OPTIONS })),
  };
}

const FROM_OPTIONS = { file: '<options>', line: 1, column: 1 };

function integrationsOf({ resources }: RestApi): Integration[] {
  return resources.flatMap(({ methods }) => [...methods.values()].flatMap(({ integration }) => integration ?? []));
}

function toConfig(
  name: string,
  written: FunctionOptions,
  { root, overrides }: { readonly root: string; readonly overrides: EnvOverrides },
): FunctionConfig {
  const { handler, runtime = 'nodejs22.x', timeout = 3, memorySize = 128, reservedConcurrency } = written;
  const environment = Object.fromEntries(
    Object.entries(written.environment ?? {}).map(([variable, value]) => [
      variable,
      overrides.valueOf(name, variable) ?? value,
    ]),
  );
  const limits = { timeout, memorySize, ...(reservedConcurrency !== undefined && { reservedConcurrency }) };
  return { name, handler, root, runtime: runtime as LambdaRuntime, ...limits, environment, source: FROM_OPTIONS };
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
