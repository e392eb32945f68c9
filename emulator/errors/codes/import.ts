import type { CodeTable } from '../define.ts';

/** `aws`: the words that AWS's import has for it. */
interface Refused {
  readonly aws: string;
}

export interface ImportFacts {
  'import-unreadable': { readonly reason: string };
  'import-parameter-not-text': { readonly aws: string; readonly property: string };
  'import-model-missing': { readonly aws: string; readonly model: string };
  'import-model-name': { readonly aws: string; readonly model: string };
  'import-authorizer-missing': { readonly aws: string; readonly scheme: string };
  'import-path-ignored': { readonly path: string };
  'import-reference-missing': { readonly reference: string };
  'import-security-scheme-unknown': { readonly scheme: string };
  'import-security-scheme-ignored': { readonly scheme: string; readonly type: string };
  'import-response-status-ignored': { readonly status: string };
  'import-request-validator-unknown': { readonly name: string; readonly known: readonly string[] };
  'import-gateway-response-unknown': { readonly type: string; readonly nearest?: string };
  'import-path-refused': Refused;
  'import-integration-refused': Refused;
  'import-integration-response-refused': Refused;
  'unsupported-feature': { readonly feature: string; readonly instead: string };
}

export const IMPORT_CODES: CodeTable<ImportFacts> = {
  'import-unreadable': {
    fault: 'user',
    what: ({ reason }) => `This is no OpenAPI document that API Gateway imports: ${reason}.`,
    remedy: () => 'Give an OpenAPI 3.0 or a Swagger 2.0 document as JSON or YAML.',
  },
  'import-parameter-not-text': {
    fault: 'user',
    what: ({ aws }) => `AWS's import leaves the parameter out and warns: ${aws}.`,
    remedy: ({ property }) =>
      `Write the value of ${property} as text: a mapping expression, or a static value in single quotes such as "'true'".`,
  },
  'import-model-missing': {
    fault: 'user',
    what: ({ aws }) => `AWS's import leaves the reference out and warns: ${aws}`,
    remedy: ({ model }) =>
      `Add the schema ${model} to components.schemas (definitions in Swagger 2.0), or correct the name.`,
  },
  'import-model-name': {
    fault: 'user',
    what: ({ aws }) => `AWS's import leaves the model out and warns: ${aws}.`,
    remedy: ({ model }) =>
      `Rename the schema to ${model.replace(/[^A-Za-z0-9]/g, '') || 'letters and digits'}, and the references to it.`,
  },
  'import-authorizer-missing': {
    fault: 'user',
    what: ({ aws }) => `AWS's import warns: ${aws}`,
    remedy: ({ scheme }) =>
      `Add x-amazon-apigateway-authorizer to the security scheme ${scheme}, or take its x-amazon-apigateway-authtype away.`,
  },
  'import-path-ignored': {
    fault: 'user',
    what: ({ path }) =>
      `The path ${JSON.stringify(path)} doesn't begin with a slash, so nothing below it becomes a resource.`,
    remedy: ({ path }) => `Write ${JSON.stringify(`/${path}`)}.`,
  },
  'import-reference-missing': {
    fault: 'user',
    what: ({ reference }) => `The reference ${reference} leads nowhere in this document, so it was left out.`,
    remedy: () => 'Correct the reference; API Gateway follows only references that begin with "#/".',
  },
  'import-security-scheme-unknown': {
    fault: 'user',
    what: ({ scheme }) =>
      `The security requirement ${scheme} names no security scheme of this document, so it guards nothing.`,
    remedy: ({ scheme }) =>
      `Define ${scheme} in components.securitySchemes (securityDefinitions in Swagger 2.0), or take the requirement away.`,
  },
  'import-security-scheme-ignored': {
    fault: 'user',
    what: ({ scheme, type }) =>
      `API Gateway has nothing for the security scheme ${scheme} (type ${type}), so it guards no method.`,
    remedy: () =>
      'Add x-amazon-apigateway-authorizer to it for a Lambda or Cognito authorizer, or use { "type": "apiKey", "in": "header", "name": "x-api-key" } for an API key.',
  },
  'import-response-status-ignored': {
    fault: 'user',
    what: ({ status }) =>
      `The response ${JSON.stringify(status)} is no status code, so no method response was made of it.`,
    remedy: () => 'Write a status from 100 to 599.',
  },
  'import-request-validator-unknown': {
    fault: 'user',
    what: ({ name }) => `There is no request validator ${name}, so the method validates nothing.`,
    remedy: ({ known }) =>
      known.length > 0
        ? `Name one of x-amazon-apigateway-request-validators: ${known.join(', ')}.`
        : 'Define it in x-amazon-apigateway-request-validators at the top of the document.',
  },
  'import-gateway-response-unknown': {
    fault: 'user',
    what: ({ type }) => `${type} is no type of gateway response, so it was left out.`,
    remedy: ({ nearest }) =>
      nearest === undefined ? 'Write a type such as DEFAULT_4XX or UNAUTHORIZED.' : `Write ${nearest}.`,
  },
  'import-path-refused': {
    fault: 'user',
    what: ({ aws }) => `AWS's import refuses the document: ${aws}`,
    remedy: () =>
      'Change the path: segments of letters, digits and ._-:, or one variable in braces, at most one variable name below the same parent, and nothing below {name+}.',
  },
  'import-integration-refused': {
    fault: 'user',
    what: ({ aws }) => `AWS's import refuses the document: ${aws}.`,
    remedy: () =>
      'Correct x-amazon-apigateway-integration: type, httpMethod and uri have to fit, and a method.request parameter has to be declared among the parameters of the operation before it can be mapped.',
  },
  'import-integration-response-refused': {
    fault: 'user',
    what: ({ aws }) => `AWS's import refuses the document: ${aws}.`,
    remedy: () =>
      'Declare the status and its headers among the responses of the operation, and write each mapping as integration.response.header.NAME or as a static value in single quotes, such as "\'*\'".',
  },
  'unsupported-feature': {
    fault: 'user',
    what: ({ feature }) => `${feature}, which Offstage doesn't rehearse yet.`,
    remedy: ({ instead }) => instead,
  },
};
