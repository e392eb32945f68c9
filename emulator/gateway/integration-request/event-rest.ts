import type { HeaderList } from '../../shared/header-list.ts';
import { isEmpty } from '../../shared/is-empty.ts';
import { jsonText } from '../../shared/json-text.ts';
import { mediaTypeOf } from '../../shared/media-type.ts';
import { isSignature } from '../aws-authorization.ts';
import { isBinaryType } from '../binary-media.ts';
import { contextText } from '../context-text.ts';
import { eventHeaders, grouped, shownPath, toJsonMaps } from '../event-parts.ts';
import type { Admitted } from '../exchange.ts';

/**
 * The event of a Lambda proxy integration, payload 1.0, as JSON text. Its keys, and which are null when there is
 * nothing, follow the recordings (test_lambda_aws_proxy_integration, regional); header names are sorted as AWS logs
 * them. Parameter mappings change nothing here.
 */
export function buildProxyEvent(admitted: Admitted): string {
  const { request, input, context, deployment, route } = admitted;
  const headers = request.fromConsole
    ? grouped(input.headers)
    : eventHeaders(withoutSignature(admitted), request.sourceIp, context.traceId);
  const { query } = input;
  const { variables } = deployment.stage;
  const contentType = input.header('content-type');
  const binary = isBinaryType(deployment.api.binaryMediaTypes, contentType && mediaTypeOf(contentType));
  const body = request.body.length === 0 ? null : request.body.toString(binary ? 'base64' : 'utf8');
  const headerMaps = toJsonMaps(headers);
  const queryMaps = toJsonMaps(grouped(query));
  // Written out and not built as one object: names come from the client, and an object that can hold any name
  // (`__proto__`) is slow to write.
  return `{"resource":${jsonText(route.resource.path)},"path":${jsonText(shownPath(request))},"httpMethod":"${request.method}",\
"headers":${headerMaps.last},"multiValueHeaders":${headerMaps.all},\
"queryStringParameters":${queryMaps.last},"multiValueQueryStringParameters":${queryMaps.all},\
"pathParameters":${route.pathParameters ? JSON.stringify(route.pathParameters) : 'null'},\
"stageVariables":${isEmpty(variables) ? 'null' : JSON.stringify(variables)},\
"requestContext":${contextText(admitted)},"body":${body === null ? 'null' : JSON.stringify(body)},"isBase64Encoded":${binary && body !== null}}`;
}

/** An AWS signature was for API Gateway. */
function withoutSignature({ input, route }: Admitted): HeaderList {
  const authorization = input.header('authorization');
  if (authorization === undefined || !isSignature(authorization, route.method)) return input.headers;
  return input.headers.filter(([name]) => name !== 'Authorization');
}
