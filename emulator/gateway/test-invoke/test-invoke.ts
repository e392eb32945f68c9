import type { Method, Resource, RestApi, Stage } from '../../config/types.ts';
import { ACCOUNT_ID } from '../../shared/aws-names.ts';
import type { Deployment, Outside, Route } from '../exchange.ts';
import { type Answered, run } from '../pipeline.ts';
import { methodOf } from '../route-match/route-table.ts';
import { collectStream } from './collect-stream.ts';
import { executionLog } from './execution-log.ts';
import { parametersOf } from './parameters-of.ts';
import { shownHeaders } from './shown-headers.ts';
import { testRequest } from './test-request.ts';

export interface TestInvokeInput {
  readonly resourcePath?: string;
  readonly resourceId?: string;
  readonly httpMethod: string;
  /** Without it the resource's own path stands in, its `{name}` as the value of that parameter. */
  readonly pathWithQueryString?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** With it `headers` doesn't count. */
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
  readonly body?: string;
  /** The only ones that there are: a test has no stage. */
  readonly stageVariables?: Readonly<Record<string, string>>;
}

export interface TestInvokeResult {
  readonly status: number;
  readonly body: string;
  readonly headers: Record<string, string>;
  readonly multiValueHeaders: Record<string, string[]>;
  /** The execution log in AWS's words, each line ended. */
  readonly log: string;
  /** Milliseconds. */
  readonly latency: number;
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
 * execution log (recorded: test_invoke_test_method). Gives the trace as well, for what the developer should know.
 * Throws NotFoundException for an unknown resource or method.
 */
export async function testInvokeMethod(
  input: TestInvokeInput,
  api: RestApi,
  outside: Outside,
): Promise<{ result: TestInvokeResult; trace: Answered }> {
  const resource = findResource(input, api);
  const method = findMethod(input, resource);
  const request = testRequest(input, resource.path);
  const deployment: Deployment = { api, stage: testStage(api, input), access: { apiKeys: [], usagePlans: [] } };
  const route: Route = { resource, method, pathParameters: parametersOf(resource.path, request.path) };
  const trace = await run(request, deployment, outside, (arrival) => {
    arrival.route = route;
    return { ...arrival, route, caller: { identity: CALLER } };
  });
  if (!Buffer.isBuffer(trace.reply.body)) {
    trace.reply = { ...trace.reply, body: await collectStream(trace.reply.body) };
    trace.result?.stream?.stop();
  }
  return { result: toResult(trace), trace };
}

/** Who tests is somebody of the account (seen in events of the console's Test). */
const CALLER = {
  apiKey: 'test-invoke-api-key',
  apiKeyId: 'test-invoke-api-key-id',
  accountId: ACCOUNT_ID,
  caller: ACCOUNT_ID,
  user: ACCOUNT_ID,
  userArn: `arn:aws:iam::${ACCOUNT_ID}:root`,
  userAgent: 'offstage',
};

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

function testStage({ stages, source }: RestApi, { stageVariables = {} }: TestInvokeInput): Stage {
  const deploymentId = stages[0]?.deploymentId ?? '';
  return { name: 'test-invoke-stage', deploymentId, variables: stageVariables, source };
}

function toResult(trace: Answered): TestInvokeResult {
  const { request, reply, context, endedAt } = trace;
  const shown = shownHeaders(trace);
  const headers = new Map(shown);
  const multiValueHeaders = new Map<string, string[]>();
  for (const [name, value] of shown) multiValueHeaders.set(name, [...(multiValueHeaders.get(name) ?? []), value]);
  const body = Buffer.isBuffer(reply.body) ? reply.body.toString('utf8') : '';
  return {
    status: reply.status,
    body,
    headers: Object.fromEntries(headers),
    multiValueHeaders: Object.fromEntries(multiValueHeaders),
    // Streamed answers leave no execution log (Developer Guide).
    log: trace.result?.stream ? '' : executionLog(trace, { path: request.path, body, headers: shown }),
    latency: endedAt - context.requestTimeEpoch,
  };
}
