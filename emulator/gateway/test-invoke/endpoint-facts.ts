import { ACCOUNT_ID, REGION } from '../../shared/aws-names.ts';
import type { HeaderList } from '../../shared/header-list.ts';
import type { Trace } from '../exchange.ts';
import type { HttpRequest, IntegrationResult, LambdaRequest } from '../integration/types.ts';

/** AWS's log shows the last six characters of a signature, and as much of the session token as has room. */
const SIGNATURE = `${'*'.repeat(333)}000000`;
const SESSION_TOKEN = '*'.repeat(1_000);

/** The address of the call as the execution log names it. */
export function endpointUri(outgoing: HttpRequest | LambdaRequest): string {
  if (outgoing.kind === 'http') return outgoing.url;
  return `https://${lambdaHost(outgoing)}/2015-03-31/functions/${outgoing.functionArn}/invocations`;
}

function lambdaHost({ functionArn }: LambdaRequest): string {
  return `lambda.${functionArn.split(':')[3] || REGION}.amazonaws.com`;
}

/**
 * The headers of the call in the order of AWS's log. To a function they are those that AWS would have signed: Offstage
 * signs nothing, and what stands for the signature and the session token is filler.
 */
export function endpointHeaders(outgoing: HttpRequest | LambdaRequest, trace: Trace): HeaderList {
  if (outgoing.kind === 'http') return httpHeaders(outgoing.headers);
  const { context, deployment, route } = trace;
  const { id } = deployment.api;
  const integration = route?.method.integration;
  const caller = `${id}/test-invoke-stage/${route?.method.httpMethod}${route?.resource.path}`;
  return [
    ['x-amzn-lambda-integration-tag', context.requestId],
    ['Authorization', SIGNATURE],
    ['X-Amz-Date', amzDate(context.requestTimeEpoch)],
    [API_ID, id],
    // A role of the integration's own calls in its own name.
    ...(integration?.credentials === undefined
      ? [['X-Amz-Source-Arn', `arn:aws:execute-api:${REGION}:${ACCOUNT_ID}:${caller}`] as const]
      : []),
    ['Accept', 'application/json'],
    ['User-Agent', `AmazonAPIGateway_${id}`],
    ...outgoing.headers.filter(([name]) => !OWN.includes(name.toLowerCase())),
    ['X-Amz-Security-Token', SESSION_TOKEN],
  ];
}

/** Mapped headers, then API Gateway's own (Developer Guide, request-response-data-mappings). */
function httpHeaders(headers: HeaderList): HeaderList {
  const own = OWN.flatMap((name) => headers.filter((line) => line[0].toLowerCase() === name));
  const others = headers.filter((line) => !OWN.includes(line[0].toLowerCase()));
  return [...others, ...own].map(([name, value]) => [name === 'X-Amzn-Apigateway-Api-Id' ? API_ID : name, value]);
}

/** On the wire it has capitals. */
const API_ID = 'x-amzn-apigateway-api-id';
const OWN: readonly string[] = [API_ID, 'accept', 'user-agent', 'x-amzn-trace-id'];

/** The headers of the answer; of a function those of Lambda's Invoke, in their order (recorded). */
export function endpointResponseHeaders(result: IntegrationResult, trace: Trace): HeaderList {
  if (trace.outgoing?.kind !== 'lambda') return result.headers;
  const given = new Map(result.headers);
  const date = new Date(trace.context.requestTimeEpoch + (trace.integrationLatency ?? 0));
  const lines: [string, string | undefined][] = [
    ['Date', date.toUTCString()],
    ['Content-Type', result.lambda ? given.get('Content-Type') : undefined],
    ['Content-Length', String(result.body.length)],
    ['Connection', 'keep-alive'],
    ['x-amzn-RequestId', given.get('x-amzn-RequestId')],
    ['X-Amz-Function-Error', given.get('X-Amz-Function-Error')],
    ['x-amzn-Remapped-Content-Length', '0'],
    ['X-Amz-Executed-Version', given.get('X-Amz-Executed-Version')],
    ['X-Amzn-Trace-Id', given.get('X-Amzn-Trace-Id')],
  ];
  return lines.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}

/** `20250819T170450Z` */
function amzDate(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');
}
