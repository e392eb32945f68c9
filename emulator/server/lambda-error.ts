import type { FastifyReply } from 'fastify';
import type { FunctionRefusal } from '../shared/function-runtime.ts';

/** An error of the Lambda API. Bytes, because Fastify adds a charset to the type of a text, which AWS doesn't send. */
export function sendError(reply: FastifyReply, status: number, errorType: string, message: string): FastifyReply {
  return reply
    .code(status)
    .header('x-amzn-ErrorType', errorType)
    .type('application/json')
    .send(Buffer.from(JSON.stringify({ Type: status < 500 ? 'User' : 'Service', Message: message })));
}

/**
 * What Lambda refused. The body of a throttle differs from the others: it has a `Reason`, and its `message` begins in
 * lower case (as SDKs read it, and as seen on AWS).
 */
export function sendRefusal(
  reply: FastifyReply,
  { status, errorType, message, reason }: FunctionRefusal,
): FastifyReply {
  if (reason === undefined) return sendError(reply, status, errorType, message);
  return reply
    .code(status)
    .header('x-amzn-ErrorType', errorType)
    .type('application/json')
    .send(Buffer.from(JSON.stringify({ Reason: reason, Type: 'User', message })));
}
