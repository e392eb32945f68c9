import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Explanation } from '../errors/explanation.ts';
import type { FunctionRuntime, FunctionStream } from '../shared/function-runtime.ts';
import { encodeEvent } from './event-stream.ts';
import { executedVersion, readCall } from './lambda-call.ts';
import { sendError, sendRefusal } from './lambda-error.ts';

/**
 * Lambda's InvokeWithResponseStream: `POST /2021-11-15/functions/{name, ARN or name:qualifier}/response-streaming-invocations`.
 * The answer is an event stream: a PayloadChunk for what the handler writes, as it writes, and InvokeComplete with the
 * error of a function that failed. A caller that goes away ends the invocation. `tell` gets why a call failed.
 */
export function addStreamingCall(
  app: FastifyInstance,
  runtime: FunctionRuntime,
  tell: (explanation: Explanation | undefined) => void,
): void {
  app.post('/2021-11-15/functions/*', async (request: FastifyRequest<{ Params: { '*': string } }>, reply) => {
    const target = /^(.+)\/response-streaming-invocations\/?$/.exec(request.params['*'])?.[1];
    if (target === undefined) return sendError(reply, 404, 'UnknownOperationException', 'Unknown operation');
    const call = readCall(target, request, ['RequestResponse', 'DryRun']);
    if ('refusal' in call) return sendError(reply, 400, call.refusal, call.message);
    reply.header('X-Amzn-Trace-Id', call.traceId);
    const result = await runtime.invokeStreaming(call, signalOf(reply));
    reply.header('x-amzn-RequestId', result.requestId);
    if (result.kind === 'refusal') {
      tell(result.explanation);
      return sendRefusal(reply, result);
    }
    if (result.kind === 'accepted') return reply.code(result.status).send();
    void result.ended.then(({ explanation }) => tell(explanation));
    return reply
      .header('X-Amz-Executed-Version', executedVersion(call.qualifier))
      .type('application/vnd.amazon.eventstream')
      .send(Readable.from(eventsOf(result), { objectMode: false }));
  });
}

function signalOf({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort();
  });
  return controller.signal;
}

/** Larger writes go out in several messages: readers hold a whole one in memory. */
const PIECE_BYTES = 1_048_576;

async function* eventsOf({ payload, ended }: FunctionStream): AsyncGenerator<Uint8Array> {
  for await (const bytes of payload) {
    for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
      const piece = bytes.subarray(start, start + PIECE_BYTES);
      yield encodeEvent('PayloadChunk', 'application/octet-stream', piece);
    }
  }
  const end = await ended;
  const complete = {
    ...(end.functionError && {
      ErrorCode: (JSON.parse(end.payload) as { errorType?: string }).errorType,
      ErrorDetails: end.payload,
    }),
    ...(end.logTail !== undefined && { LogResult: Buffer.from(end.logTail).toString('base64') }),
  };
  yield encodeEvent('InvokeComplete', 'application/json', Buffer.from(JSON.stringify(complete)));
}
