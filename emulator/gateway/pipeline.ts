import { explain } from '../errors/explanation.ts';
import { findKept, keepAnswer, withWarning } from './cache/kept.ts';
import { planCache } from './cache/plan.ts';
import { chooseDeployment } from './choose-deployment.ts';
import { ClientInput } from './client-input.ts';
import type { Admitted, Deployment, GatewayRequest, Outside, Trace } from './exchange.ts';
import { followStream } from './follow-stream.ts';
import { GatewayReject } from './gateway-responses/reject.ts';
import { renderGatewayResponse } from './gateway-responses/render.ts';
import { callIntegration } from './integration/call.ts';
import { buildIntegrationRequest } from './integration-request/build.ts';
import { buildIntegrationResponse } from './integration-response/build.ts';
import { checkMethodRequest, validateRequest } from './method-request/check.ts';
import { buildMethodResponse } from './method-response/build.ts';
import { compressReply } from './method-response/compress.ts';
import { addNotes } from './notes.ts';
import { nameRequest } from './request-context.ts';
import { matchRoute } from './route-match/match.ts';
import { overrideMethod } from './route-match/method-override.ts';

/**
 * Answers one request to a stage: READ THIS FIRST. Six boxes in AWS's order, each gives the next what it needs:
 *
 *     client → route match → method request → integration request → integration → integration response → method response → client
 *               403 400       401 403 415 429  400 415 500           500 502 504   500 502                500
 *
 * Every exit is a gateway response, customisable as on AWS. Never throws.
 */
export async function answer(request: GatewayRequest, stage: Deployment, outside: Outside): Promise<Answered> {
  const deployment = stage.canary ? chooseDeployment(stage, stage.canary, outside.ids) : stage;
  const trace = await run(overrideMethod(request), deployment, outside, (arrival) => {
    arrival.route = matchRoute(arrival.request, deployment.api, deployment);
    return checkMethodRequest(arrival, arrival.route, outside);
  });
  const reply = compressReply(trace.reply, trace);
  trace.reply = reply instanceof Promise ? await reply : reply;
  return trace;
}

export type Answered = Trace & Required<Pick<Trace, 'reply' | 'endedAt'>>;

/** The way from the third box on is the same for a client and for the console's Test; how a request gets in differs. */
export async function run(
  request: GatewayRequest,
  deployment: Deployment,
  outside: Outside,
  admit: (trace: Trace) => Admitted | Promise<Admitted>,
): Promise<Answered> {
  const input = new ClientInput(request);
  const context = nameRequest(input, outside.clock, outside.ids);
  const trace: Trace = { deployment, request, input, context, notes: [] };
  try {
    // Waited for only where there is something to wait for: a turn for nothing, in each box, costs as much as the box.
    const admitted = admit(trace);
    trace.reply = await serve(trace, admitted instanceof Promise ? await admitted : admitted, outside);
  } catch (error) {
    const rejection = error instanceof GatewayReject ? error : ownFailure(error);
    trace.rejection = rejection;
    trace.result?.stream?.stop();
    trace.reply = renderGatewayResponse(rejection, trace);
  }
  addNotes(trace);
  trace.endedAt = outside.clock.now();
  return trace as Answered;
}

async function serve(trace: Trace, admitted: Admitted, outside: Outside): Promise<Answered['reply']> {
  const plan = trace.deployment.stage.cacheCluster ? planCache(admitted, trace, outside) : undefined;
  const kept = plan && findKept(plan, trace, admitted, outside);
  if (kept) {
    trace.mapped = kept;
    return buildMethodResponse(withWarning(plan, kept), admitted);
  }
  validateRequest(admitted);
  trace.admitted = true;
  const outgoing = buildIntegrationRequest(admitted, outside);
  trace.outgoing = outgoing.integrationRequest;
  const calledAt = outside.clock.now();
  trace.calledAt = calledAt;
  const result = await callIntegration(outgoing.integrationRequest, admitted, outside);
  trace.integrationLatency = outside.clock.now() - calledAt;
  trace.result = result;
  const mapped = buildIntegrationResponse(result, admitted, outgoing);
  trace.mapped = mapped;
  const reply = buildMethodResponse(withWarning(plan, mapped), admitted);
  if (plan) keepAnswer(plan, mapped, trace, admitted, outside);
  return mapped.stream ? { ...reply, body: followStream(mapped.stream, trace, outside, calledAt) } : reply;
}

/** A mistake of ours: the client gets what AWS sends for one of its own, the developer the stack and a request to report it. */
function ownFailure(error: unknown): GatewayReject {
  const detail = error instanceof Error ? error.stack : String(error);
  const explanation = explain('gateway-bug', { message: String(error) }, { detail });
  return new GatewayReject('API_CONFIGURATION_ERROR', 'Internal server error', explanation);
}
