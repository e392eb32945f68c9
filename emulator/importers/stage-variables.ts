import type { Integration, RestApi } from '../config/types.ts';
import type { SourceRef } from '../errors/source-ref.ts';
import { parseIntegrationUri } from '../shared/aws-names.ts';

/**
 * The stage variables that an API's integrations use, each with the first place. A document has no values for them, and
 * one without is empty. Those that name a function are told by the check of functions.
 */
export function usedStageVariables(api: RestApi): { readonly name: string; readonly source: SourceRef }[] {
  const used = new Map<string, SourceRef>();
  for (const { methods } of api.resources) {
    for (const { integration } of methods.values()) {
      if (integration === undefined) continue;
      for (const name of namesIn(textsOf(integration))) {
        if (!used.has(name)) used.set(name, integration.source);
      }
    }
  }
  return [...used].map(([name, source]) => ({ name, source }));
}

function textsOf({
  uri = '',
  credentials = '',
  requestParameters,
  requestTemplates,
  responses,
}: Integration): string[] {
  const namesFunction = parseIntegrationUri(uri)?.functionName !== undefined;
  return [
    ...(namesFunction ? [] : [uri]),
    credentials,
    ...Object.values(requestParameters),
    ...Object.values(requestTemplates).map(({ text }) => text),
    ...responses.flatMap(({ responseParameters, responseTemplates }) => [
      ...Object.values(responseParameters),
      ...Object.values(responseTemplates).map(({ text }) => text),
    ]),
  ];
}

function namesIn(texts: readonly string[]): string[] {
  return texts.flatMap((text) => [...text.matchAll(/\bstageVariables\.([A-Za-z0-9_]+)/g)].map(([, name = '']) => name));
}
