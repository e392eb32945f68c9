import type { Integration, IntegrationResponse, Template } from '../../config/types.ts';
import { functionArn, lambdaIntegrationUri, parseIntegrationUri } from '../../shared/aws-names.ts';
import { filled } from '../filled.ts';
import { canonical } from './canonical.ts';
import type { Sources } from './fit.ts';

/** An integration as routes.json has it. */
export function writeIntegration(integration: Integration, sources: Sources): object {
  const { passthroughBehavior, timeoutInMillis, connectionType, responseTransferMode, responses } = integration;
  const written = {
    ...filled({
      type: integration.type,
      ...writeTarget(integration),
      credentials: integration.credentials,
      connectionType: connectionType === 'INTERNET' ? undefined : connectionType,
      connectionId: integration.connectionId,
      requestParameters: integration.requestParameters,
      requestTemplates: texts(integration.requestTemplates),
      passthroughBehavior: passthroughBehavior === 'WHEN_NO_MATCH' ? undefined : passthroughBehavior,
      contentHandling: integration.contentHandling,
      timeoutInMillis: timeoutInMillis === 29_000 ? undefined : timeoutInMillis,
      cacheKeyParameters: integration.cacheKeyParameters,
      cacheNamespace: integration.cacheNamespace,
      responseTransferMode: responseTransferMode === 'BUFFERED' ? undefined : responseTransferMode,
      tlsConfig: integration.tlsConfig,
    }),
    ...(!isConsoles(responses) && { responses: Object.fromEntries(responses.map(writeResponse)) }),
  };
  sources.set(written, integration.source);
  return written;
}

/** `function` stands for a POST to the function of this project's account and region, and for nothing else. */
function writeTarget({
  uri,
  httpMethod,
  responseTransferMode,
}: Integration): Pick<Integration, 'uri' | 'httpMethod'> | { function: string } {
  const name = uri === undefined ? undefined : parseIntegrationUri(uri)?.functionName;
  const isShort =
    name !== undefined &&
    httpMethod === 'POST' &&
    uri === lambdaIntegrationUri(functionArn(name), responseTransferMode === 'STREAM');
  return isShort ? { function: name } : { httpMethod, uri };
}

/** What an integration without `responses` has. */
function isConsoles(responses: Integration['responses']): boolean {
  return canonical(responses) === canonical([{ statusCode: '200', responseParameters: {}, responseTemplates: {} }]);
}

function writeResponse(response: IntegrationResponse): [string, object] {
  const { statusCode, selectionPattern, responseParameters, responseTemplates, contentHandling } = response;
  const written = filled({
    statusCode,
    responseParameters,
    responseTemplates: texts(responseTemplates),
    contentHandling,
  });
  return [selectionPattern ?? 'default', written];
}

function texts(templates: Readonly<Record<string, Template>>): Record<string, string> {
  return Object.fromEntries(Object.entries(templates).map(([mediaType, { text }]) => [mediaType, text]));
}
