import type { Project, RestApi } from './config/types.ts';
import { endpointVariablesOf } from './endpoint-variables.ts';
import { OffstageError } from './errors/offstage-error.ts';
import type { EmulatorEventListener } from './events.ts';
import type { Outside } from './gateway/exchange.ts';
import { GatewayReject } from './gateway/gateway-responses/reject.ts';
import type { Answered } from './gateway/pipeline.ts';
import { createGatewayState } from './gateway/state.ts';
import { findMethod } from './gateway/test-invoke/find-method.ts';
import { type TestInvokeInput, type TestInvokeResult, testInvokeMethod } from './gateway/test-invoke/test-invoke.ts';
import { createLocalIssuer } from './issuer/local-issuer.ts';
import { createLambdaService } from './lambda/service.ts';
import { createBackendClient } from './server/call-backend.ts';
import { randomIds, systemClock } from './shared/clock.ts';

export interface MethodCall extends Omit<TestInvokeInput, 'resourceId' | 'resourcePath'> {
  readonly pathWithQueryString: string;
}

export interface TestedMethod {
  readonly result: TestInvokeResult;
  readonly trace: Answered;
}

/**
 * TestInvokeMethod without a server: the method that a path leads to is called once, with functions and backends, and
 * everything that was started for it ends. @throws OffstageError when no method fits
 */
export async function testMethod(
  call: MethodCall,
  { project, api, onEvent }: { project: Project; api: RestApi; onEvent: EmulatorEventListener },
): Promise<TestedMethod> {
  const { id: resourceId } = resourceOf(call, api);
  const lambda = createLambdaService({
    functions: project.functions,
    onEvent,
    clock: systemClock,
    ids: randomIds,
    extraEnvironment: endpointVariablesOf(project, undefined),
  });
  const backends = createBackendClient();
  const outside: Outside = {
    invoke: (invocation) => lambda.invoke(invocation),
    invokeStreaming: (invocation, signal) => lambda.invokeStreaming(invocation, signal),
    send: (request) => backends.send(request),
    clock: systemClock,
    ids: randomIds,
    localIssuer: createLocalIssuer(project.root, () => {}),
    state: createGatewayState(),
    serviceEndpoints: project.serviceEndpoints,
  };
  try {
    return await testInvokeMethod({ ...call, resourceId }, api, outside);
  } finally {
    backends.close();
    await lambda.close();
  }
}

function resourceOf(call: MethodCall, api: RestApi): { readonly id: string } {
  try {
    return findMethod(call, api).resource;
  } catch (error) {
    throw error instanceof GatewayReject ? new OffstageError(error.explanation, error) : error;
  }
}
