import type { Method, Resource, RestApi } from '../../config/types.ts';
import { REGION } from '../../shared/aws-names.ts';
import type { HeaderList } from '../../shared/header-list.ts';
import type { Admitted, Deployment, GatewayRequest, Outside, Route } from '../exchange.ts';
import { validateRequest } from '../method-request/check.ts';
import { type Answered, run } from '../pipeline.ts';
import { methodOf } from '../route-match/route-table.ts';
import { executionLog } from './execution-log.ts';
import { parametersOf } from './parameters-of.ts';

export interface TestInvokeInput {
  readonly resourcePath?: string;
  readonly resourceId?: string;
  readonly httpMethod: string;
  /** Without it the resource's own path stands in, its `{name}` as the value of that parameter. */
  readonly pathWithQueryString?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface TestInvokeResult {
  readonly status: number;
  readonly body: string;
  readonly headers: Record<string, string>;
  readonly multiValueHeaders: Record<string, string[]>;
  /** Milliseconds. */
  readonly latency: number;
  /** The execution log in AWS's words, each line ended. */
  readonly log: string;
}

/** TestInvokeMethod refuses the call: AWS's code as `name`, its text as `message`, its status. */
export class TestInvokeRefusal extends Error {
  readonly statusCode = 404;

  constructor(message: string) {
    super(message);
    this.name = 'NotFoundException';
  }
}

/**
 * The console's Test: a method without stage, authorizer, API key or throttle, from the request validator on, with its
 * execution log (recorded: test_invoke_test_method). Throws NotFoundException for an unknown resource or method.
 */
export async function testInvokeMethod(
  input: TestInvokeInput,
  { api, access, stage }: Deployment,
  outside: Outside,
): Promise<TestInvokeResult> {
  const resource = findResource(input, api);
  const method = findMethod(input, resource);
  const [path = '/', query = ''] = (input.pathWithQueryString ?? resource.path).split('?', 2);
  const deployment: Deployment = { api, access, stage: { ...stage, name: 'test-invoke-stage' } };
  const route: Route = { resource, method, pathParameters: parametersOf(resource.path, path) };
  const trace = await run(requestOf(input, api, path, query), deployment, outside, async (arrival) => {
    arrival.route = route;
    const admitted: Admitted = {
      deployment,
      request: arrival.request,
      input: arrival.input,
      context: arrival.context,
      route,
      apiKey: { apiKey: 'test-invoke-api-key', apiKeyId: 'test-invoke-api-key-id' },
    };
    await validateRequest(admitted);
    return admitted;
  });
  return toResult(trace, path);
}

function findResource({ resourceId, resourcePath }: TestInvokeInput, api: RestApi): Resource {
  const found = api.resources.find((resource) =>
    resourceId === undefined ? resource.path === resourcePath : resource.id === resourceId,
  );
  if (!found) throw new TestInvokeRefusal('Invalid Resource identifier specified');
  return found;
}

function findMethod({ httpMethod }: TestInvokeInput, resource: Resource): Method {
  const found = methodOf(resource, httpMethod.toUpperCase());
  if (!found) throw new TestInvokeRefusal('Invalid Method identifier specified');
  return found;
}

function requestOf(
  { httpMethod, headers = {}, body = '' }: TestInvokeInput,
  api: RestApi,
  path: string,
  query: string,
) {
  const request: GatewayRequest = {
    method: httpMethod.toUpperCase(),
    path,
    stagePath: path,
    query,
    headers: Object.entries(headers),
    body: Buffer.from(body),
    domainName: `${api.id}.execute-api.${REGION}.amazonaws.com`,
    sourceIp: 'test-invoke-source-ip',
    protocol: 'HTTP/1.1',
    signal: new AbortController().signal,
  };
  return request;
}

function toResult(trace: Answered, path: string): TestInvokeResult {
  const { reply, context, endedAt } = trace;
  const shown = shownHeaders(reply.headers, trace.rejection !== undefined);
  const headers: Record<string, string> = {};
  const multiValueHeaders: Record<string, string[]> = {};
  for (const [name, value] of shown) {
    headers[name] = value;
    multiValueHeaders[name] = [...(multiValueHeaders[name] ?? []), value];
  }
  const body = Buffer.isBuffer(reply.body) ? reply.body.toString('utf8') : '';
  const log = executionLog(trace, { path, body, headers: shown });
  return { status: reply.status, body, headers, multiValueHeaders, latency: endedAt - context.requestTimeEpoch, log };
}

/** What the transport and the stage add is not there; of a refusal the error type alone is. */
function shownHeaders(headers: HeaderList, refused: boolean): HeaderList {
  return headers.filter(([name]) => {
    const lower = name.toLowerCase();
    if (refused) return lower === 'x-amzn-errortype';
    return lower !== 'content-length' && lower !== 'x-amzn-requestid' && lower !== 'x-amz-apigw-id';
  });
}
