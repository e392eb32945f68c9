import type { Project } from './config/types.ts';
import type { EmulatorEventListener } from './events.ts';
import { describeApi } from './exporters/describe.ts';
import { exportApi } from './exporters/openapi.ts';
import type { Access, Deployment, Outside } from './gateway/exchange.ts';
import { testInvokeMethod } from './gateway/test-invoke/test-invoke.ts';
import { createLambdaService, type LambdaService } from './lambda/service.ts';
import type { Emulator, EmulatorOptions } from './options.ts';
import { projectOrThrow, readProject } from './read-project.ts';
import { followFiles } from './reload.ts';
import { createBackendClient } from './server/call-backend.ts';
import { startServers } from './servers.ts';
import { randomIds, systemClock } from './shared/clock.ts';

/**
 * Starts an emulator: reads the project, listens, and answers from then on. Rejects with an OffstageError whose
 * explanations say what is wrong with the project or the ports, or with AWS's own refusal of an OpenAPI document.
 */
export async function createEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  // Lambda's clock is UTC. The zone belongs to the process: a thread can't have one of its own.
  process.env.TZ = 'UTC';
  const onEvent: EmulatorEventListener = options.onEvent ?? (() => {});
  const project = projectOrThrow(await readProject(options), onEvent);
  const lambda = createLambdaService({ functions: project.functions, onEvent, clock: systemClock, ids: randomIds });
  const closers = [() => lambda.close()];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    return await start(options, project, lambda, { onEvent, closers, close });
  } catch (error) {
    await close();
    throw error;
  }
}

interface Running {
  readonly onEvent: EmulatorEventListener;
  /** What ends each part that was started, first started first. */
  readonly closers: (() => Promise<void>)[];
  readonly close: () => Promise<void>;
}

async function start(
  options: EmulatorOptions,
  read: Project,
  lambda: LambdaService,
  { onEvent, closers, close }: Running,
): Promise<Emulator> {
  let project = read;
  lambda.start();
  const backends = createBackendClient();
  closers.push(async () => backends.close());
  const outside: Outside = {
    invoke: (call) => lambda.invoke(call),
    send: (call) => backends.send(call),
    clock: systemClock,
    ids: randomIds,
    get serviceEndpoints() {
      return { ...project.serviceEndpoints, ...options.serviceEndpoints };
    },
  };
  const access: Access = { apiKeys: options.apiKeys ?? [], usagePlans: options.usagePlans ?? [] };
  let deployments = deploymentsOf(project, access);
  const servers = await startServers(options, {
    project: () => project,
    deployments: () => deployments,
    outside,
    runtime: lambda,
    onEvent,
    closers,
  });
  if (servers.controlUrl !== undefined) lambda.setEnvironment({ AWS_ENDPOINT_URL_LAMBDA: servers.controlUrl });
  if (options.watch) {
    const apply = (next: Project) => {
      project = next;
      deployments = deploymentsOf(next, access);
    };
    closers.push(await followFiles({ read: () => readProject(options), project, apply, lambda, onEvent }));
  }
  return {
    ...servers,
    get project() {
      return project;
    },
    functions: lambda,
    testInvokeMethod: async (input) => testInvokeMethod(input, first(deployments), outside),
    describeApi: () => describeApi(first(deployments).api),
    exportApi: (input) => exportApi(first(deployments).api, first(deployments).stage.name, input),
    close,
  };
}

/** Every stage of every API of the project, as the pipeline takes it. */
function deploymentsOf(project: Project, access: Access): readonly Deployment[] {
  return project.apis.flatMap((api) => api.stages.map((stage) => ({ api, stage, access })));
}

/** The control plane's calls are about the first API. One without a stage can still be described and tested. */
function first(deployments: readonly Deployment[]): Deployment {
  const [deployment] = deployments;
  if (!deployment) throw new Error('The project has no stage.');
  return deployment;
}
