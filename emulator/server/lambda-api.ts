import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FunctionCall, FunctionResult, FunctionRuntime } from '../shared/function-runtime.ts';

export interface LambdaApiOptions {
  readonly runtime: FunctionRuntime;
}

/** Bytes of an event. */
const BODY_LIMIT = 6_291_456;
const TOO_LARGE = `Request must be smaller than ${BODY_LIMIT} bytes for the InvokeFunction operation`;
const CLIENT_CONTEXT_LIMIT = 3583;
const INVOCATION_TYPES = ['RequestResponse', 'Event', 'DryRun'] as const;

/**
 * Lambda's Invoke call, for SDK clients, `aws lambda invoke --endpoint-url`, and functions that call functions:
 * `POST /2015-03-31/functions/{name, ARN or name:qualifier}/invocations`. Only programs of this machine may call: a
 * page of another origin, or one that reaches this port under a name of its own, gets 403.
 */
export async function lambdaApi(app: FastifyInstance, { runtime }: LambdaApiOptions): Promise<void> {
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
    const stranger = findStranger(request);
    if (stranger) return sendError(reply, 403, 'AccessDeniedException', stranger);
  });
  // A wildcard, because parameters are limited to 100 characters and an ARN may be longer.
  app.post('/2015-03-31/functions/*', async (request: FastifyRequest<{ Params: { '*': string } }>, reply) => {
    const target = /^(.+)\/invocations\/?$/.exec(request.params['*'])?.[1];
    if (target === undefined) return sendError(reply, 404, 'UnknownOperationException', 'Unknown operation');
    const call = readCall(target, request);
    if ('refusal' in call) return sendError(reply, 400, call.refusal, call.message);
    return sendResult(reply, await runtime.invoke(call), call.qualifier);
  });
}

/** Who must not call, in words; undefined for a program of this machine. */
function findStranger({ headers }: FastifyRequest): string | undefined {
  const host = headers.host ?? '';
  if (!isLoopback(host)) return `The Lambda API answers only to this machine's own names, not to ${host}`;
  if (headers.origin !== undefined && headers.origin !== `http://${host}`) {
    return `A page of ${headers.origin} may not invoke functions`;
  }
  return undefined;
}

/** A name that leads to this machine wherever it is resolved: nobody can point one of theirs here. */
function isLoopback(host: string): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name);
}

type ReadCall = FunctionCall | { readonly refusal: string; readonly message: string };

function readCall(target: string, { headers, query, body }: FastifyRequest): ReadCall {
  const named = readTarget(target);
  const invocationType = header(headers['x-amz-invocation-type']) ?? 'RequestResponse';
  if (!isInvocationType(invocationType)) {
    return {
      refusal: 'ValidationException',
      message: `1 validation error detected: Value '${invocationType}' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [Event, RequestResponse, DryRun]`,
    };
  }
  const clientContext = readClientContext(header(headers['x-amz-client-context']));
  if (clientContext === null) {
    return {
      refusal: 'InvalidRequestContentException',
      message: 'Client context must be a valid Base64-encoded JSON object.',
    };
  }
  return {
    functionName: named.functionName,
    qualifier: (query as { Qualifier?: string }).Qualifier ?? named.qualifier,
    payload: typeof body === 'string' ? body : '',
    invocationType,
    traceId: header(headers['x-amzn-trace-id']),
    clientContext,
  };
}

/** `name`, `name:qualifier`, `account:function:name[:qualifier]` or `arn:aws:lambda:region:account:function:name[:…]`. */
function readTarget(target: string): { functionName: string; qualifier?: string } {
  const [, name, qualifier] = TARGET.exec(target) ?? [];
  return { functionName: name ?? target, qualifier };
}

const TARGET = /^(?:(?:arn:[\w-]+:lambda:[\w-]+:)?\d{12}:function:)?([^:]+)(?::([^:]+))?$/;

/** JSON text; undefined without the header, null when it is no JSON object in base64. */
function readClientContext(encoded: string | undefined): string | undefined | null {
  if (encoded === undefined) return undefined;
  if (encoded.length > CLIENT_CONTEXT_LIMIT) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? text : null;
  } catch {
    return null;
  }
}

/** Bytes, because Fastify adds a charset to the type of a text, which AWS doesn't send. */
function sendResult(reply: FastifyReply, result: FunctionResult, qualifier = '$LATEST'): FastifyReply {
  reply.header('x-amzn-RequestId', result.requestId);
  if (result.kind === 'refusal') return sendError(reply, result.status, result.errorType, result.message);
  if (result.kind === 'accepted') return reply.code(result.status).send();
  if (result.functionError) reply.header('X-Amz-Function-Error', result.functionError);
  return reply
    .header('X-Amz-Executed-Version', /^\d+$/.test(qualifier) ? qualifier : '$LATEST')
    .type('application/json')
    .send(Buffer.from(result.payload));
}

function sendError(reply: FastifyReply, status: number, errorType: string, message: string): FastifyReply {
  return reply
    .code(status)
    .header('x-amzn-ErrorType', errorType)
    .type('application/json')
    .send(Buffer.from(JSON.stringify({ Type: status < 500 ? 'User' : 'Service', Message: message })));
}

function header(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function isInvocationType(text: string): text is (typeof INVOCATION_TYPES)[number] {
  return (INVOCATION_TYPES as readonly string[]).includes(text);
}
