import type { ContentHandling, Integration, IntegrationType, Method, PassthroughBehavior } from '../config/types.ts';
import type { DocumentNode } from './document-node.ts';
import { readHttpMethod } from './http-method.ts';
import { readIntegrationResponses } from './integration-response.ts';
import { checkIntegration } from './integration-rules.ts';
import { type MethodPlace, readParameters } from './parameters.ts';
import type { ImportReport } from './report.ts';
import { readTemplates } from './templates.ts';

const TYPES: readonly IntegrationType[] = ['AWS', 'AWS_PROXY', 'HTTP', 'HTTP_PROXY', 'MOCK'];
const PASSTHROUGH: readonly PassthroughBehavior[] = ['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'];
const CONTENT_HANDLING: readonly ContentHandling[] = ['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT'];

/**
 * `x-amazon-apigateway-integration` → what PutIntegration would have made of it: words in upper case, 29 seconds,
 * WHEN_NO_MATCH, connectionType for HTTP only, and no httpMethod or uri on a MOCK. What AWS refuses goes to the report.
 */
export function readIntegration(input: {
  node: DocumentNode;
  place: MethodPlace;
  method: Pick<Method, 'requestParameters' | 'methodResponses'>;
  report: ImportReport;
}): Integration | undefined {
  const { node, place, report } = input;
  const type = node.get('type')?.word(TYPES);
  const refuse = (reason: string, source = node.source): void => {
    const aws = `Unable to put integration on '${place.httpMethod}' for resource at path '${place.path}': ${reason}`;
    report.refuse('import-integration-refused', { aws }, source);
  };
  if (type === undefined) {
    refuse('Enumeration value for Type must be non-empty', node.get('type')?.source);
    return undefined;
  }
  const integration = buildIntegration({ ...input, type });
  checkIntegration({ integration, node, method: input.method, refuse });
  return integration;
}

function buildIntegration(input: {
  type: IntegrationType;
  node: DocumentNode;
  place: MethodPlace;
  method: Pick<Method, 'methodResponses'>;
  report: ImportReport;
}): Integration {
  const { type, node } = input;
  const text = (key: string): string | undefined => node.get(key)?.text() || undefined;
  const isMock = type === 'MOCK';
  const isHttp = type === 'HTTP' || type === 'HTTP_PROXY';
  const tlsConfig = node.get('tlsConfig');
  return {
    type,
    httpMethod: isMock ? undefined : readHttpMethod(text('httpMethod')),
    uri: isMock ? undefined : text('uri'),
    credentials: text('credentials'),
    requestParameters: readParameters({ ...input, key: 'requestParameters' }),
    requestTemplates: readTemplates(node.get('requestTemplates')),
    passthroughBehavior: node.get('passthroughBehavior')?.word(PASSTHROUGH) ?? 'WHEN_NO_MATCH',
    contentHandling: node.get('contentHandling')?.word(CONTENT_HANDLING),
    timeoutInMillis: node.get('timeoutInMillis')?.number() ?? 29_000,
    cacheKeyParameters: node.get('cacheKeyParameters')?.texts() ?? [],
    connectionType: isHttp ? (text('connectionType')?.toUpperCase() ?? 'INTERNET') : undefined,
    connectionId: isHttp ? text('connectionId') : undefined,
    responseTransferMode: text('responseTransferMode')?.toUpperCase(),
    tlsConfig: tlsConfig?.isObject() ? (tlsConfig.value as Integration['tlsConfig']) : undefined,
    responses: readIntegrationResponses({ ...input, integration: node }),
    source: node.source,
  };
}
