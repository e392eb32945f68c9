import { createHash } from 'node:crypto';

/** The account and the region that stand in every ARN that Offstage writes. */
export const ACCOUNT_ID = '000000000000';
export const REGION = 'us-east-1';

/** The ARN of a function of the project. */
export function functionArn(name: string, qualifier?: string): string {
  return `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:${name}${qualifier === undefined ? '' : `:${qualifier}`}`;
}

/** The integration uri with which API Gateway calls a function, and the one with which it streams its response. */
export function lambdaIntegrationUri(arn: string, isStreaming = false): string {
  const path = isStreaming
    ? `2021-11-15/functions/${arn}/response-streaming-invocations`
    : `2015-03-31/functions/${arn}/invocations`;
  return `arn:aws:apigateway:${REGION}:lambda:path/${path}`;
}

/** `arn:aws:apigateway:REGION:[SUBDOMAIN.]SERVICE:path|action/REST`, taken apart. */
export interface IntegrationUri {
  readonly region: string;
  /** `lambda`, `sqs`, `dynamodb` … */
  readonly service: string;
  readonly subdomain?: string;
  readonly kind: 'path' | 'action';
  /** Behind `path/` or `action/`; placeholders and stage variables stand in it as written. */
  readonly rest: string;
  /** Of a Lambda invocation; may hold `${stageVariables.NAME}`. */
  readonly functionArn?: string;
  readonly functionName?: string;
  /** It is InvokeWithResponseStream that is called. */
  readonly isStreaming?: true;
  /** A version or an alias. */
  readonly qualifier?: string;
}

const SERVICE_ARN = /^arn:aws[\w-]*:apigateway:([^:]*):([^:]+):(path|action)\/(.*)$/s;
const INVOCATION = /^\/?2015-03-31\/functions\/(.+)\/invocations$/s;
const STREAMING_INVOCATION = /^\/?2021-11-15\/functions\/(.+)\/response-streaming-invocations$/s;

/** Reads the uri of an AWS or AWS_PROXY integration: undefined when it is no such ARN. */
export function parseIntegrationUri(uri: string): IntegrationUri | undefined {
  const [, region, host, kind, rest] = SERVICE_ARN.exec(uri) ?? [];
  if (region === undefined || host === undefined || rest === undefined) return undefined;
  const dot = host.lastIndexOf('.');
  const common = {
    region,
    service: host.slice(dot + 1),
    ...(dot > 0 && { subdomain: host.slice(0, dot) }),
    kind: kind === 'action' ? ('action' as const) : ('path' as const),
    rest,
  };
  if (common.service !== 'lambda' || kind !== 'path') return common;
  const streamed = STREAMING_INVOCATION.exec(rest)?.[1];
  if (streamed !== undefined) return { ...common, ...readFunctionReference(streamed), isStreaming: true };
  const invoked = INVOCATION.exec(rest)?.[1];
  return invoked === undefined ? common : { ...common, ...readFunctionReference(invoked) };
}

const FUNCTION_REFERENCE = /^(?:arn:aws[\w-]*:lambda:[^:]*:[^:]*:function:|[^:]*:function:)?([^:]+)(?::([^:]+))?$/s;

/** A function's ARN, partial ARN or name, each with or without a qualifier, as the Lambda API takes them. */
export function readFunctionReference(reference: string): {
  functionArn: string;
  functionName?: string;
  qualifier?: string;
} {
  const [, functionName, qualifier] = FUNCTION_REFERENCE.exec(reference) ?? [];
  return {
    functionArn: reference,
    ...(functionName !== undefined && { functionName }),
    ...(qualifier !== undefined && { qualifier }),
  };
}

const ID_ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * An id in the manner of API Gateway's (lower-case letters and digits) that is the same on each start for the same
 * seed, so that ids in a user's notes, logs and bookmarks stay true.
 */
export function stableId(seed: string, length: number): string {
  const digest = createHash('sha256').update(seed).digest();
  return Array.from({ length }, (_, index) => ID_ALPHABET[(digest[index % digest.length] ?? 0) % 36]).join('');
}
