import type { DocumentNode } from './document-node.ts';
import type { ImportReport } from './report.ts';

/** A method, as warnings name it. */
export interface MethodPlace {
  readonly path: string;
  readonly httpMethod: string;
}

/** The mapping expressions of an integration, or of one of its responses. AWS drops what is no text, and warns; the words are recorded. */
export function readParameters(input: {
  node: DocumentNode;
  key: 'requestParameters' | 'responseParameters';
  place: MethodPlace;
  report: ImportReport;
}): Record<string, string> {
  const { node, key, place, report } = input;
  const parameters: [string, string][] = [];
  for (const [property, value] of node.get(key)?.entries() ?? []) {
    if (typeof value.value === 'string') {
      parameters.push([property, value.value]);
    } else {
      const got = value.text() ?? JSON.stringify(value.value);
      const aws = `Invalid format for '${key}'. Expected type string for property '${property}' of resource '${place.path}' and method '${place.httpMethod}' but got '${got}'`;
      report.warn('import-parameter-not-text', { aws, property }, value.source);
    }
  }
  return Object.fromEntries(parameters);
}
