import { isEmpty } from '../../../shared/is-empty.ts';
import { jsonText } from '../../../shared/json-text.ts';
import { contextText } from '../../context-text.ts';
import { eventHeaders, grouped, shownPath, toJsonMaps } from '../../event-parts.ts';
import type { Arrival, Route } from '../../exchange.ts';

/** What a TOKEN authorizer is asked, as JSON text (Developer Guide, api-gateway-lambda-authorizer-input). */
export function buildTokenEvent(token: string, methodArn: string): string {
  return JSON.stringify({ type: 'TOKEN', authorizationToken: token, methodArn });
}

/**
 * What a REQUEST authorizer is asked, as JSON text: the event of a Lambda proxy (payload 1.0) without the body, with
 * `{}` where a proxy's event has null.
 */
export function buildRequestEvent(arrival: Arrival, route: Route, methodArn: string): string {
  const { request, input, context, deployment } = arrival;
  const headers = toJsonMaps(eventHeaders(input.headers, request.sourceIp, context.traceId));
  const query = toJsonMaps(grouped(input.query), '{}');
  const { variables } = deployment.stage;
  return `{"type":"REQUEST","methodArn":${jsonText(methodArn)},"resource":${jsonText(route.resource.path)},\
"path":${jsonText(shownPath(request))},"httpMethod":"${request.method}",\
"headers":${headers.last},"multiValueHeaders":${headers.all},\
"queryStringParameters":${query.last},"multiValueQueryStringParameters":${query.all},\
"pathParameters":${route.pathParameters ? JSON.stringify(route.pathParameters) : '{}'},\
"stageVariables":${isEmpty(variables) ? '{}' : JSON.stringify(variables)},\
"requestContext":${contextText({ ...arrival, route, caller: undefined })}}`;
}
