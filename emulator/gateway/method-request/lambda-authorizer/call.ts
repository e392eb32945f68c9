import type { Authorizer } from '../../../config/types.ts';
import { explain } from '../../../errors/explanation.ts';
import { parseIntegrationUri } from '../../../shared/aws-names.ts';
import type { FunctionResult } from '../../../shared/function-runtime.ts';
import { fillStageVariables } from '../../../shared/stage-variables.ts';
import type { Outside, Trace } from '../../exchange.ts';
import type { GatewayReject } from '../../gateway-responses/reject.ts';
import { within } from '../../within.ts';
import { unauthorized, unusable } from './refusals.ts';
import { type AuthorizerResult, ResultFault, readAuthorizerResult } from './result.ts';

/** What API Gateway waits for any function by default; the authorizer's own limit is usually far below. */
const LONGEST_WAIT_MS = 29_000;

/**
 * Calls an authorizer's function and reads its answer. Throws UNAUTHORIZED when the function failed with exactly this
 * word; AUTHORIZER_CONFIGURATION_ERROR (`{"message":null}`) for every other failure and for an answer that can't be used.
 */
export async function callAuthorizer(
  authorizer: Authorizer,
  payload: string,
  trace: Trace,
  outside: Outside,
): Promise<AuthorizerResult> {
  const uri = fillStageVariables(authorizer.authorizerUri ?? '', trace.deployment.stage.variables);
  const { functionName, qualifier } = parseIntegrationUri(uri) ?? {};
  const { name, source } = authorizer;
  if (functionName === undefined) {
    throw unusable(explain('gateway-authorizer-without-function', { authorizer: name, uri }, { source }));
  }
  const facts = { authorizer: name, functionName };
  const call = outside.invoke({ functionName, qualifier, payload, traceId: trace.context.traceId });
  const late = () =>
    unusable(explain('gateway-authorizer-too-slow', { ...facts, timeoutInMillis: LONGEST_WAIT_MS }, { source }));
  const calledAt = outside.clock.now();
  const answer = await within(LONGEST_WAIT_MS, call, late, outside.isDebugged);
  const status = answer.kind === 'answer' ? 200 : answer.status;
  trace.authorizerCall = { requestId: answer.requestId, status, latency: outside.clock.now() - calledAt };
  if (answer.kind !== 'answer' || answer.functionError) throw failed(answer, authorizer, functionName, trace);
  try {
    return readAuthorizerResult(answer.payload);
  } catch (error) {
    if (!(error instanceof ResultFault)) throw error;
    throw unusable(explain('gateway-authorizer-bad-result', { ...facts, fault: error.message }, { source }));
  }
}

/** What the function itself has to say of its failure becomes a note: where in its code it happened. */
function failed(
  answer: FunctionResult,
  { name, source }: Authorizer,
  functionName: string,
  trace: Trace,
): GatewayReject {
  const facts = { authorizer: name, functionName };
  const message = answer.kind === 'answer' ? messageOf(answer.payload) : undefined;
  if (message === 'Unauthorized') {
    return unauthorized(explain('gateway-authorizer-unauthorized', facts, { source }));
  }
  if (answer.kind !== 'accepted' && answer.explanation) trace.notes.push(answer.explanation);
  const reason = answer.kind === 'refusal' ? answer.message : String(message ?? 'it failed without a message');
  return unusable(explain('gateway-authorizer-failed', { ...facts, reason }, { source }));
}

function messageOf(payload: string): unknown {
  try {
    return (JSON.parse(payload) as { errorMessage?: unknown } | null)?.errorMessage;
  } catch {
    return undefined;
  }
}
