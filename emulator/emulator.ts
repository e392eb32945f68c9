import type { Project, RestApi } from './config/types.ts';
import { endpointVariablesOf } from './endpoint-variables.ts';
import { explain } from './errors/explanation.ts';
import type { EmulatorEventListener } from './events.ts';
import { describeApi } from './exporters/describe.ts';
import { exportApi } from './exporters/openapi.ts';
import type { Deployment, Outside } from './gateway/exchange.ts';
import { createGatewayState } from './gateway/state.ts';
import { testInvokeMethod } from './gateway/test-invoke/test-invoke.ts';
import { issueToken } from './issuer/issue-token.ts';
import { createLocalIssuer } from './issuer/local-issuer.ts';
import { type AwsCredentials, developersCredentials, explainCredentials } from './lambda/aws-credentials.ts';
import { countDebuggers, isDebuggerAttached } from './lambda/inspector/debuggers.ts';
import { startInspector } from './lambda/inspector/start-inspector.ts';
import { createLambdaService, type LambdaService } from './lambda/service.ts';
import { explainLaxOptions } from './lax-options.ts';
import type { Emulator, EmulatorOptions } from './options.ts';
import { projectOrThrow, readProject } from './read-project.ts';
import { followFiles } from './reload.ts';
import { createBackendClient } from './server/call-backend.ts';
import { randomIds, systemClock } from './shared/clock.ts';
import { deploymentsOf, updateProject } from './stage-deployments.ts';

/**
 * Starts an emulator: reads the project, listens, and answers from then on. Rejects with an OffstageError whose
 * explanations say what is wrong with the project or the ports, or with AWS's own refusal of an OpenAPI document.
 */
export async function createEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  // Lambda's clock is UTC. The zone belongs to the process: a thread can't have one of its own.
  process.env.TZ = 'UTC';
  const onEvent: EmulatorEventListener = options.onEvent ?? (() => {});
  const project = projectOrThrow(await readProject(options), onEvent);
  const { inline = false, inspectPort = false } = options;
  if (inline) onEvent({ kind: 'problem', severity: 'warning', explanations: [explain('lambda-inline', {})] });
  const laxer = explainLaxOptions(options, project);
  if (laxer.length > 0) onEvent({ kind: 'problem', severity: 'warning', explanations: laxer });
  const debuggers = countDebuggers();
  const threads = inspectPort === false && !isDebuggerAttached(debuggers) ? 'threads' : 'named-threads';
  const lambda = createLambdaService({
    functions: project.functions,
    accountConcurrency: project.accountConcurrency,
    onEvent,
    clock: systemClock,
    ids: randomIds,
    runOn: inline ? 'main-thread' : threads,
    debuggers,
    cold: options.cold,
    platformLogs: options.platformLogs,
    retryDelays: options.retryDelays,
    credentials: options.awsCredentials ? readCredentials(onEvent) : undefined,
  });
  const closers = [() => lambda.close()];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    return await start(options, project, lambda, { onEvent, closers, close, debuggers });
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
  readonly debuggers: Int32Array;
}

async function start(
  options: EmulatorOptions,
  read: Project,
  lambda: LambdaService,
  { onEvent, closers, close, debuggers }: Running,
): Promise<Emulator> {
  let project = read;
  await lambda.start();
  // After that: a thread and a first build start on other processors while this one is busy loading Fastify.
  const { startServers } = await import('./servers.ts');
  const backends = createBackendClient();
  closers.push(async () => backends.close());
  const issuer = createLocalIssuer(project.root, (explanation) =>
    onEvent({ kind: 'problem', severity: 'warning', explanations: [explanation] }),
  );
  const outside: Outside = {
    invoke: (call) => lambda.invoke(call),
    invokeStreaming: (call, signal) => lambda.invokeStreaming(call, signal),
    isDebugged: () => isDebuggerAttached(debuggers),
    send: (call) => backends.send(call),
    clock: systemClock,
    ids: randomIds,
    localIssuer: issuer,
    state: createGatewayState(),
    get serviceEndpoints() {
      return project.serviceEndpoints;
    },
  };
  let deployments = deploymentsOf(project, options);
  const servers = await startServers(options, {
    project: () => project,
    deployments: () => deployments,
    outside,
    issuer,
    runtime: lambda,
    onEvent,
    closers,
  });
  const tellEndpoints = () => lambda.setEnvironment(endpointVariablesOf(project, servers.controlUrl, options));
  tellEndpoints();
  if (options.watch) {
    const apply = (next: Project) => {
      project = next;
      deployments = deploymentsOf(next, options);
      tellEndpoints();
    };
    const forget = () => {
      outside.state.authorizerResults.clear();
      outside.state.keptResponses.clear();
    };
    closers.push(await followFiles({ read: () => readProject(options), project, apply, forget, lambda, onEvent }));
  }
  const { inspectPort = false } = options;
  const inspector = inspectPort === false ? undefined : await startInspector(inspectPort, debuggers);
  // Ended first: what stands at a breakpoint can't be ended otherwise.
  if (inspector) closers.push(() => inspector.close());
  return {
    ...servers,
    inspectorUrl: inspector?.url,
    get project() {
      return project;
    },
    functions: lambda,
    logs: lambda.logs,
    issueToken: (input) => issueToken(input, { project, issuer, clock: systemClock, ids: randomIds }),
    // Both are about the API as it is, whatever its stages serve.
    testInvokeMethod: async (input) => (await testInvokeMethod(input, firstApi(project), outside)).result,
    describeApi: () => describeApi(firstApi(project)),
    async updateStage(input) {
      const updated = updateProject(project, input, options);
      project = updated.project;
      deployments = deploymentsOf(project, options);
      return updated.answer;
    },
    exportApi: (input) => exportApi(first(deployments).api, first(deployments).stage.name, input),
    close,
  };
}

function readCredentials(onEvent: EmulatorEventListener): AwsCredentials {
  const credentials = developersCredentials(process.env);
  onEvent({ kind: 'problem', severity: 'warning', explanations: [explainCredentials(credentials)] });
  return credentials;
}

/** The control plane's calls are about the first API. One without a stage can be described and tested. */
function firstApi({ apis: [api] }: Project): RestApi {
  if (!api) throw new Error('The project has no API.');
  return api;
}

function first(deployments: readonly Deployment[]): Deployment {
  const [deployment] = deployments;
  if (!deployment) throw new Error('The project has no stage.');
  return deployment;
}
