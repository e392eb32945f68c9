import type { IntegrationResponse, Method } from '../config/types.ts';
import type { DocumentNode } from './document-node.ts';
import { responseMappingError } from './mapping-rules.ts';
import { type MethodPlace, readParameters } from './parameters.ts';
import type { ImportReport } from './report.ts';
import { readTemplates } from './templates.ts';

/**
 * The `responses` of an integration: the key `default` has no selection pattern, every other key is one. AWS keys them
 * by their statusCode, so of two with the same status the later one stays.
 */
export function readIntegrationResponses(input: {
  integration: DocumentNode;
  place: MethodPlace;
  method: Pick<Method, 'methodResponses'>;
  report: ImportReport;
}): IntegrationResponse[] {
  const byStatus = new Map<string, IntegrationResponse>();
  for (const [pattern, node] of input.integration.get('responses')?.entries() ?? []) {
    const response = readResponse(pattern, node, input);
    if (response === undefined) continue;
    const { statusCode } = response;
    const other = byStatus.get(statusCode);
    if (other !== undefined) {
      const facts = { statusCode, lost: other.selectionPattern ?? 'default', kept: pattern };
      input.report.warn('import-status-twice', facts, other.source);
    }
    byStatus.set(statusCode, response);
  }
  return [...byStatus.values()].sort((a, b) => Number(a.statusCode) - Number(b.statusCode));
}

function readResponse(
  pattern: string,
  node: DocumentNode,
  { place, method, report }: { place: MethodPlace; method: Pick<Method, 'methodResponses'>; report: ImportReport },
): IntegrationResponse | undefined {
  const refuse = (reason: string, source = node.source): void => {
    const aws = `Unable to put integration response on '${place.httpMethod}' for resource at path '${place.path}': ${reason}`;
    report.refuse('import-integration-response-refused', { aws }, source);
  };
  const statusCode = node.get('statusCode')?.text() ?? '';
  if (!/^[1-5]\d\d$/.test(statusCode)) {
    refuse('Invalid response status code specified', node.get('statusCode')?.source);
    return undefined;
  }
  const responseParameters = readParameters({ node, key: 'responseParameters', place, report });
  for (const [parameter, expression] of Object.entries(responseParameters)) {
    const wrong = responseMappingError(parameter, expression, method.methodResponses[statusCode]);
    if (wrong !== undefined) refuse(wrong, node.get('responseParameters')?.get(parameter)?.source);
  }
  return {
    statusCode,
    selectionPattern: pattern === 'default' ? undefined : pattern,
    responseParameters,
    responseTemplates: readTemplates(node.get('responseTemplates')),
    contentHandling: node.get('contentHandling')?.word(['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT']),
    source: node.source,
  };
}
