import type { FastifyRequest } from 'fastify';
import { randomIds, systemClock } from '../shared/clock.ts';
import type { FunctionCall } from '../shared/function-runtime.ts';
import { type InvocationType, invalidInvocationType, isInvocationType } from '../shared/invocation-type.ts';
import { traceIdOf } from '../shared/trace-id.ts';

const CLIENT_CONTEXT_LIMIT = 3583;

/** With a trace, the caller's or a new one: it shows the calls that a function makes itself as parts of this one. */
export type ReadCall =
  | (FunctionCall & { readonly traceId: string })
  | { readonly refusal: string; readonly message: string };

/**
 * Reads a call of the Lambda API: the target is what stands for the function in its path, `types` are the invocation
 * types that the call knows.
 */
export function readCall(
  target: string,
  { headers, query, body }: FastifyRequest,
  types: readonly InvocationType[],
): ReadCall {
  const named = readTarget(target);
  const invocationType = header(headers['x-amz-invocation-type']) ?? 'RequestResponse';
  if (!isInvocationType(invocationType) || !types.includes(invocationType)) {
    return {
      refusal: 'ValidationException',
      message: invalidInvocationType(invocationType, types),
    };
  }
  const logType = header(headers['x-amz-log-type']) ?? 'None';
  if (logType !== 'None' && logType !== 'Tail') {
    return {
      refusal: 'ValidationException',
      message: `1 validation error detected: Value '${logType}' at 'logType' failed to satisfy constraint: Member must satisfy enum value set: [None, Tail]`,
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
    traceId: header(headers['x-amzn-trace-id']) ?? traceIdOf(undefined, systemClock.now(), randomIds),
    clientContext,
    logType,
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

/** What X-Amz-Executed-Version says: there are no versions here, a number given as one is taken for it. */
export function executedVersion(qualifier: string | undefined): string {
  return qualifier !== undefined && /^\d+$/.test(qualifier) ? qualifier : '$LATEST';
}

function header(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
