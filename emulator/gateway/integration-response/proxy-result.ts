import type { Explanation } from '../../errors/explanation.ts';
import { explain } from '../../errors/explanation.ts';
import type { FunctionAnswer } from '../../shared/function-runtime.ts';
import type { HeaderList } from '../../shared/header-list.ts';
import { mediaTypeOf } from '../../shared/media-type.ts';
import { decodeBase64, isBinaryType } from '../binary-media.ts';
import type { Admitted, MappedResponse } from '../exchange.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';
import type { IntegrationResult } from '../integration/types.ts';

/**
 * Reads what a Lambda proxy function returned: `{ statusCode, headers, multiValueHeaders, body, isBase64Encoded }`, all
 * optional, nothing else allowed (recorded: test_aws_proxy_response_payload_format_validation). Throws
 * INTEGRATION_FAILURE with 502 for a function error or any other shape, with 500 for base64 that is none.
 */
export function readProxyResult(result: IntegrationResult, admitted: Admitted): MappedResponse {
  const answer = result.lambda;
  if (!answer) return { status: 200, headers: [], body: Buffer.alloc(0) };
  if (answer.functionError) {
    throw failed(answer.explanation ?? malformed('the function failed', answer.payload, admitted));
  }
  const value = parseAnswer(answer, admitted);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw failed(malformed(`${kindOf(value)} instead of an object`, answer.payload, admitted));
  }
  const refuse = (reason: string) => failed(malformed(reason, answer.payload, admitted));
  for (const key of Object.keys(value)) {
    if (!KEYS.has(key)) throw refuse(`the key "${key}", which an answer can't have`);
  }
  const shape = value as Record<string, unknown>;
  return {
    status: readStatus(shape.statusCode, refuse),
    headers: readHeaders(shape, refuse),
    body: readBody(shape, admitted, refuse),
  };
}

/** A handler that streams may have written anything. */
function parseAnswer({ payload }: FunctionAnswer, admitted: Admitted): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    throw failed(malformed('what is no JSON', payload, admitted));
  }
}

const KEYS: ReadonlySet<string> = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']);

type Refuse = (reason: string) => GatewayReject;

/** A status from 100 to 599; 200 without one. */
export function readStatus(value: unknown, refuse: Refuse): number {
  if (value === undefined || value === null) return 200;
  const status = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof status !== 'number' || !Number.isInteger(status)) {
    throw refuse(`statusCode ${JSON.stringify(value)}, which is no whole number`);
  }
  if (status < 100 || status > 599) throw refuse(`statusCode ${status}, which is not between 100 and 599`);
  return status;
}

/** Multi values come first, then the single ones; one name in two spellings is one header, as spelled in multi. */
export function readHeaders({ headers, multiValueHeaders }: Record<string, unknown>, refuse: Refuse): HeaderList {
  const lines: [string, string][] = [];
  const spelling = new Map<string, string>();
  for (const [name, values] of entriesOf(multiValueHeaders, 'multiValueHeaders', refuse)) {
    if (!Array.isArray(values)) throw refuse(`multiValueHeaders with "${name}", whose value is no list`);
    spelling.set(name.toLowerCase(), name);
    for (const value of values) lines.push([name, headerText(name, value, refuse)]);
  }
  for (const [name, value] of entriesOf(headers, 'headers', refuse)) {
    const text = headerText(name, value, refuse);
    const known = spelling.get(name.toLowerCase());
    if (known === undefined) lines.push([name, text]);
    else if (!lines.some((line) => line[0] === known && line[1] === text)) insertBehind(lines, known, text);
  }
  return lines;
}

function insertBehind(lines: [string, string][], name: string, value: string): void {
  lines.splice(lines.findLastIndex((line) => line[0] === name) + 1, 0, [name, value]);
}

function entriesOf(value: unknown, key: string, refuse: Refuse): [string, unknown][] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object' || Array.isArray(value)) throw refuse(`${key} that is ${kindOf(value)}`);
  return Object.entries(value);
}

function headerText(name: string, value: unknown, refuse: Refuse): string {
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return String(value);
  throw refuse(`the header "${name}" with ${kindOf(value)} as its value`);
}

function readBody({ body, isBase64Encoded }: Record<string, unknown>, admitted: Admitted, refuse: Refuse): Buffer {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body !== 'string') throw refuse(`a body that is ${kindOf(body)} instead of text`);
  if (isBase64Encoded !== true || !acceptsBinary(admitted)) return Buffer.from(body);
  const decoded = decodeBase64(body);
  if (decoded) return decoded;
  const { route } = admitted;
  const explanation = explain(
    'gateway-proxy-body-is-no-base64',
    { path: route.resource.path },
    { source: route.method.source },
  );
  throw new GatewayReject('INTEGRATION_FAILURE', 'Internal server error', explanation, {
    status: 500,
    afterCall: true,
  });
}

/** The function's Content-Type plays no part (recorded: test_aws_proxy_binary_response). */
function acceptsBinary({ input, deployment }: Admitted): boolean {
  const accept = input.header('accept');
  return isBinaryType(deployment.api.binaryMediaTypes, accept && mediaTypeOf(accept));
}

/** For the developer: what is wrong with a proxy's answer, and where it is called. */
export function malformed(
  reason: string,
  payload: string,
  { route }: Admitted,
  mode: 'whole' | 'stream' = 'whole',
): Explanation {
  const code = mode === 'stream' ? 'gateway-malformed-stream' : 'gateway-malformed-proxy-answer';
  return explain(code, { reason, payload }, { source: route.method.source });
}

/** For the client: 502. */
export function failed(explanation: Explanation): GatewayReject {
  return new GatewayReject('INTEGRATION_FAILURE', 'Internal server error', explanation, {
    status: 502,
    afterCall: true,
  });
}

/** A value's kind in words. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
