import type { HeaderList } from '../../shared/header-list.ts';
import type { Answered } from '../pipeline.ts';

/**
 * The headers of an answer as the console's Test shows them, without what the transport and the endpoint add. A proxy's
 * are its own and then the trace id; another integration's are the trace id, the mapped ones and the content type
 * (recorded, and seen in public logs). Of a refusal the content type is not among them (recorded).
 */
export function shownHeaders({ reply, mapped, rejection, route }: Answered): HeaderList {
  const shown = reply.headers.filter(([name]) => !ADDED.has(name.toLowerCase()));
  const [contentType, others] = split(shown, 'content-type');
  const [traceId, own] = split(others, 'x-amzn-trace-id');
  if (rejection !== undefined) return own;
  const isProxy = route?.method.integration?.type.endsWith('_PROXY');
  if (!isProxy) return [...traceId, ...own, ...contentType];
  const given = mapped?.headers.some(([name]) => name.toLowerCase() === 'content-type');
  return [...(given ? contentType : []), ...own, ...traceId];
}

const ADDED: ReadonlySet<string> = new Set(['content-length', 'x-amzn-requestid', 'x-amz-apigw-id']);

function split(headers: HeaderList, lower: string): [these: HeaderList, others: HeaderList] {
  const isThis = ([name]: readonly [string, string]): boolean => name.toLowerCase() === lower;
  return [headers.filter(isThis), headers.filter((line) => !isThis(line))];
}
