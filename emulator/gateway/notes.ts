import { explain } from '../errors/explanation.ts';
import { lastHeader } from '../shared/header-list.ts';
import type { Trace } from './exchange.ts';

/** What the developer should know about an answer that the client got all the same. */
export function addNotes(trace: Trace): void {
  noteFunctionError(trace);
  noteMissingCors(trace);
}

/** A custom integration passes a function's error on with status 200 unless a selection pattern catches it. */
function noteFunctionError({ route, outgoing, result, rejection, mapped, notes }: Trace): void {
  const answer = result?.lambda;
  if (!answer?.functionError || rejection || outgoing?.kind !== 'lambda') return;
  if (answer.explanation) notes.push(answer.explanation);
  if (mapped?.status !== 200) return;
  const facts = { functionName: outgoing.functionName, errorMessage: answer.payload };
  notes.push(explain('gateway-function-error-passed-on', facts, { source: route?.method.integration?.source }));
}

/**
 * What no server can see: that the browser is going to hide this answer from the page. A request with an Origin whose
 * answer has no Access-Control-Allow-Origin; the browser is not helped, since AWS doesn't either.
 */
function noteMissingCors({ input, reply, route, outgoing, rejection, deployment, notes }: Trace): void {
  const origin = input.header('origin');
  if (origin === undefined || !reply) return;
  if (lastHeader(reply.headers, 'access-control-allow-origin') !== undefined) return;
  const functionName = outgoing?.kind === 'lambda' ? outgoing.functionName : undefined;
  const source = route?.method.source ?? deployment.api.source;
  const by = rejection ? 'gateway' : SENDER_OF_HEADERS[route?.method.integration?.type ?? 'MOCK'];
  notes.push(explain('gateway-answer-without-cors', { origin, by, functionName, type: rejection?.type }, { source }));
}

const SENDER_OF_HEADERS = {
  AWS: 'mapping',
  AWS_PROXY: 'function',
  HTTP: 'mapping',
  HTTP_PROXY: 'backend',
  MOCK: 'mapping',
} as const;
