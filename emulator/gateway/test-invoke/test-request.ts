import type { HeaderList } from '../../shared/header-list.ts';
import type { GatewayRequest } from '../exchange.ts';
import type { TestInvokeInput } from './test-invoke.ts';

/**
 * The request that TestInvokeMethod makes of its input: no endpoint stood before it, so no header but those given. A
 * path that isn't given is the resource's own.
 */
export function testRequest(input: Omit<TestInvokeInput, 'resourcePath'>, resourcePath: string): GatewayRequest {
  const target = input.pathWithQueryString ?? resourcePath;
  const mark = target.indexOf('?');
  const path = mark === -1 ? target : target.slice(0, mark);
  return {
    method: input.httpMethod.toUpperCase(),
    path,
    stagePath: path,
    query: mark === -1 ? '' : target.slice(mark + 1),
    headers: headersOf(input),
    body: Buffer.from(input.body ?? ''),
    domainName: 'testPrefix.testDomainName',
    sourceIp: 'test-invoke-source-ip',
    protocol: 'HTTP/1.1',
    fromConsole: true,
    signal: new AbortController().signal,
  };
}

function headersOf({
  headers = {},
  multiValueHeaders,
}: Pick<TestInvokeInput, 'headers' | 'multiValueHeaders'>): HeaderList {
  if (multiValueHeaders === undefined) return Object.entries(headers);
  return Object.entries(multiValueHeaders).flatMap(([name, values]) => values.map((value) => [name, value] as const));
}
