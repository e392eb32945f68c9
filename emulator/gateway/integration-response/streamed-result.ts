import type { Admitted, MappedResponse } from '../exchange.ts';
import type { IntegrationResult } from '../integration/types.ts';
import { failed, kindOf, malformed, readHeaders, readStatus } from './proxy-result.ts';

const KEYS: ReadonlySet<string> = new Set(['statusCode', 'headers', 'multiValueHeaders', 'cookies']);

/**
 * Reads the metadata that a streamed Lambda proxy answer begins with: `{ statusCode, headers, multiValueHeaders,
 * cookies }`, all optional (Developer Guide; nobody recorded what others become: they are refused as in a buffered
 * answer). Throws INTEGRATION_FAILURE with 502 for a function error, missing metadata or any other shape.
 */
export function readStreamedResult({ body, lambda, stream }: IntegrationResult, admitted: Admitted): MappedResponse {
  const text = body.toString('utf8');
  const refuse = (reason: string) => failed(malformed(reason, text, admitted, 'stream'));
  if (lambda?.functionError) {
    throw lambda.explanation ? failed(lambda.explanation) : refuse('nothing, because the function failed');
  }
  if (!stream) throw refuse('no metadata with eight NUL bytes behind them in its first 16 KB');
  const metadata = parse(text);
  if (metadata === null || typeof metadata !== 'object' || Array.isArray(metadata)) {
    throw refuse(metadata === undefined ? 'metadata that are no JSON' : `${kindOf(metadata)} as metadata`);
  }
  const unknown = Object.keys(metadata).find((key) => !KEYS.has(key));
  if (unknown !== undefined) throw refuse(`the key "${unknown}", which metadata can't have`);
  const shape = metadata as Record<string, unknown>;
  const { cookies = [] } = shape;
  if (!Array.isArray(cookies) || !cookies.every((cookie) => typeof cookie === 'string')) {
    throw refuse('cookies that are no list of texts');
  }
  return {
    status: readStatus(shape.statusCode, refuse),
    headers: [...readHeaders(shape, refuse), ...cookies.map((cookie) => ['Set-Cookie', cookie] as const)],
    body: Buffer.alloc(0),
    stream,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
