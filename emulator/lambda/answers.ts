import type { FunctionConfig } from '../config/types.ts';
import type { Explanation } from '../errors/explanation.ts';
import type { FunctionAnswer } from '../shared/function-runtime.ts';
import type { BuildFailure } from './build-failure.ts';
import type { InvocationFailure, InvocationTimes } from './calls.ts';
import { buildFailurePayload, malformedHandlerPayload } from './error-payload.ts';
import { explainBuildFailure, explainInvocationFailure, explainMalformedHandler } from './explain-failure.ts';

/** The answer of an invocation that failed in its environment. */
export function failureAnswer(
  requestId: string,
  failure: InvocationFailure,
  times: InvocationTimes,
  config: FunctionConfig,
): FunctionAnswer {
  return errorAnswer(requestId, failure.payload, explainInvocationFailure(failure, config), times);
}

/** The answer of a function that has no code to run. */
export function buildFailureAnswer(requestId: string, failure: BuildFailure, config: FunctionConfig): FunctionAnswer {
  return errorAnswer(requestId, buildFailurePayload(failure, config), explainBuildFailure(failure, config));
}

/** The answer of a function whose handler string names no file and export. */
export function malformedHandlerAnswer(requestId: string, message: string, config: FunctionConfig): FunctionAnswer {
  return errorAnswer(requestId, malformedHandlerPayload(message), explainMalformedHandler(config));
}

function errorAnswer(
  requestId: string,
  payload: string,
  explanation: Explanation,
  times: InvocationTimes = { durationMs: 0 },
): FunctionAnswer {
  return { kind: 'answer', requestId, payload, functionError: 'Unhandled', explanation, ...times };
}
