import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Explanation } from '../errors/explanation.ts';
import type { EmulatorEventListener } from '../events.ts';
import { randomIds } from '../shared/clock.ts';
import type { FunctionResult, FunctionRuntime } from '../shared/function-runtime.ts';
import { LARGEST_EVENT } from '../shared/invocation-type.ts';
import { executedVersion, readCall } from './lambda-call.ts';
import { sendError, sendRefusal } from './lambda-error.ts';
import { addStreamingCall } from './lambda-streaming.ts';
import { findStranger } from './stranger.ts';

export interface LambdaApiOptions {
  readonly runtime: FunctionRuntime;
  /** Told why a call failed or was refused: its caller gets AWS's words alone. */
  readonly onEvent?: EmulatorEventListener;
}

const BODY_LIMIT = LARGEST_EVENT.synchronous;
const TOO_LARGE = `Request must be smaller than ${BODY_LIMIT} bytes for the InvokeFunction operation`;

/**
 * Lambda's Invoke call, for SDK clients, `aws lambda invoke --endpoint-url`, and functions that call functions:
 * `POST /2015-03-31/functions/{name, ARN or name:qualifier}/invocations`. Only programs of this machine may call: a
 * page of another origin, or one that reaches this port under a name of its own, gets 403.
 */
export async function lambdaApi(app: FastifyInstance, { runtime, onEvent }: LambdaApiOptions): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
    done(null, body),
  );
  app.setErrorHandler((error: { statusCode?: number }, _request, reply) =>
    error.statusCode === 413
      ? sendError(reply, 413, 'RequestTooLargeException', TOO_LARGE)
      : sendError(reply, 500, 'ServiceException', 'Service Exception'),
  );
  app.addHook('onRequest', async (request, reply) => {
    // Of what is refused here; an invocation has its own.
    reply.header('x-amzn-RequestId', randomIds.uuid());
    const stranger = findStranger(request);
    if (stranger) return sendError(reply, 403, 'AccessDeniedException', stranger);
  });
  // A wildcard, because parameters are limited to 100 characters and an ARN may be longer.
  app.post('/2015-03-31/functions/*', async (request: FastifyRequest<{ Params: { '*': string } }>, reply) => {
    const target = /^(.+)\/invocations\/?$/.exec(request.params['*'])?.[1];
    if (target === undefined) return sendError(reply, 404, 'UnknownOperationException', 'Unknown operation');
    const call = readCall(target, request, ['Event', 'RequestResponse', 'DryRun']);
    if ('refusal' in call) return sendError(reply, 400, call.refusal, call.message);
    reply.header('X-Amzn-Trace-Id', call.traceId);
    const result = await runtime.invoke(call);
    tell('explanation' in result ? result.explanation : undefined);
    return sendResult(reply, result, call.qualifier);
  });
  addStreamingCall(app, runtime, tell);

  function tell(explanation: Explanation | undefined): void {
    if (explanation) onEvent?.({ kind: 'problem', severity: 'error', explanations: [explanation] });
  }
}

/** Bytes, because Fastify adds a charset to the type of a text, which AWS doesn't send. */
function sendResult(reply: FastifyReply, result: FunctionResult, qualifier: string | undefined): FastifyReply {
  reply.header('x-amzn-RequestId', result.requestId);
  if (result.kind === 'refusal') return sendRefusal(reply, result);
  if (result.kind === 'accepted') return reply.code(result.status).send();
  if (result.functionError) reply.header('X-Amz-Function-Error', result.functionError);
  if (result.logTail !== undefined) reply.header('X-Amz-Log-Result', toBase64(result.logTail));
  return reply
    .header('X-Amz-Executed-Version', executedVersion(qualifier))
    .type('application/json')
    .send(result.streamed?.bytes ?? Buffer.from(result.payload));
}

function toBase64(text: string): string {
  return Buffer.from(text).toString('base64');
}
