import type { Method, MethodResponse } from '../config/types.ts';

const ANYWHERE = /^(?:'.*'|(?:context|stageVariables)\..+)$/s;
const REQUEST_PARAMETER = /^method\.request\.(?:multivalue)?(path|querystring|header)\.(.+)$/s;
const REQUEST_BODY = /^method\.request\.body(?:[.[].*)?$/s;
const RESPONSE = /^integration\.response\.(?:(?:multivalue)?header\..+|body(?:[.[].*)?)$/s;

/**
 * Why AWS refuses a mapping of an integration request, in its words; undefined when it takes it. A parameter of the
 * request has to be declared by the method before it can be mapped.
 */
export function requestMappingError(
  expression: string,
  { requestParameters }: Pick<Method, 'requestParameters'>,
): string | undefined {
  if (ANYWHERE.test(expression) || REQUEST_BODY.test(expression)) return undefined;
  const [, location, name] = REQUEST_PARAMETER.exec(expression) ?? [];
  if (location === undefined) return invalid(`Invalid mapping expression specified: ${expression}`);
  return Object.hasOwn(requestParameters, `method.request.${location}.${name}`)
    ? undefined
    : invalid(`Invalid mapping expression parameter specified: ${expression}`);
}

/** The same of an integration response: the header has to be declared by the method response of its status. */
export function responseMappingError(
  parameter: string,
  expression: string,
  methodResponse: MethodResponse | undefined,
): string | undefined {
  if (methodResponse === undefined) return invalid('No method response exists for method.');
  if (!Object.hasOwn(methodResponse.responseParameters, parameter)) {
    return invalid(`Invalid mapping expression parameter specified: ${parameter}`);
  }
  return ANYWHERE.test(expression) || RESPONSE.test(expression)
    ? undefined
    : invalid(`Invalid mapping expression specified: ${expression}`);
}

const GATEWAY_TARGET = /^gatewayresponse\.(?:header|path|querystring)\..+$/s;

/** The same of a gateway response, which may name any parameter of the request. */
export function gatewayMappingError(parameter: string, expression: string): string | undefined {
  if (!GATEWAY_TARGET.test(parameter)) return invalid(`Invalid mapping expression parameter specified: ${parameter}`);
  return ANYWHERE.test(expression) || REQUEST_PARAMETER.test(expression) || REQUEST_BODY.test(expression)
    ? undefined
    : invalid(`Invalid mapping expression specified: ${expression}`);
}

function invalid(error: string): string {
  return `Invalid mapping expression specified: Validation Result: warnings : [], errors : [${error}]`;
}
