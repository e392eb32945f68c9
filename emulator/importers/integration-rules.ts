import type { Integration, Method } from '../config/types.ts';
import type { SourceRef } from '../errors/source-ref.ts';
import type { DocumentNode } from './document-node.ts';
import { requestMappingError } from './mapping-rules.ts';

/** Tells what PutIntegration refuses, in its words (recorded; the ones of mapping expressions and of the timeout are seen in public logs). */
export function checkIntegration(input: {
  integration: Integration;
  node: DocumentNode;
  method: Pick<Method, 'requestParameters'>;
  refuse: (reason: string, source?: SourceRef) => void;
}): void {
  const { integration, node, method, refuse } = input;
  if (integration.type !== 'MOCK' && integration.httpMethod === undefined) {
    refuse('Enumeration value for HttpMethod must be non-empty', node.get('httpMethod')?.source);
  }
  const { timeoutInMillis } = integration;
  if (!Number.isInteger(timeoutInMillis) || timeoutInMillis < 50 || timeoutInMillis > longestTimeout(integration)) {
    refuse('Timeout should be between 50 ms and 29000 ms', node.get('timeoutInMillis')?.source);
  }
  const wrongUri = uriError(integration);
  if (wrongUri !== undefined) refuse(wrongUri, node.get('uri')?.source);
  for (const [target, expression] of Object.entries(integration.requestParameters)) {
    const wrong = requestMappingError(expression, method);
    if (wrong !== undefined) refuse(wrong, node.get('requestParameters')?.get(target)?.source);
  }
  if (integration.cacheKeyParameters.some((parameter) => cacheKeyFault(parameter, integration, method))) {
    refuse('Invalid cache key parameter specified', node.get('cacheKeyParameters')?.source);
  }
}

/** Only what the method declares, or the integration maps, can tell one kept answer from another (seen in public logs). */
function cacheKeyFault(
  parameter: string,
  integration: Integration,
  method: Pick<Method, 'requestParameters'>,
): boolean {
  const declared = parameter.startsWith('integration.') ? integration.requestParameters : method.requestParameters;
  return !Object.hasOwn(declared, parameter);
}

/** Milliseconds: what routes.json takes as well, for accounts whose quota was raised, and for streamed responses. */
function longestTimeout({ responseTransferMode }: Integration): number {
  return responseTransferMode === 'STREAM' ? 900_000 : 300_000;
}

/** Where a URI begins with a placeholder or a stage variable, only the call can tell. */
function uriError({ type, uri = '' }: Integration): string | undefined {
  if (type === 'MOCK') return undefined;
  if (type === 'HTTP' || type === 'HTTP_PROXY') {
    return /^(https?:\/\/.|\$\{)/i.test(uri) ? undefined : 'Invalid HTTP endpoint specified for URI';
  }
  if (!/^arn:[^:]*:apigateway:[^:]*:/.test(uri)) return 'Invalid ARN specified in the request';
  const service = /^arn:[^:]*:apigateway:[^:]*:([^:]*):(path|action)\/./.exec(uri)?.[1];
  if (service === undefined) return 'AWS ARN for integration must contain path or action';
  return type === 'AWS' || service === 'lambda' || service === 'firehose'
    ? undefined
    : "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.";
}
