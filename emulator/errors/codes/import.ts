import type { CodeTable } from '../define.ts';
import { list } from './wording.ts';

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
  'import-gateway-response-refused': Refused;
  'import-gateway-response-status': { readonly status: string };
  'import-word-unknown': { readonly word: string; readonly where: string; readonly nearest?: string };
  'import-word-without-effect': { readonly word: string; readonly because: string };
  'import-word-refused': { readonly word: string; readonly value: string; readonly known: readonly string[] };
  'import-path-refused': Refused;
  'import-compression-size-refused': Refused;
  'import-integration-refused': Refused;
  'import-integration-response-refused': Refused;
  'import-method-refused': Refused;
  'import-model-unsupported': Refused;
  'import-model-keywords': { readonly model: string; readonly keywords: readonly string[] };
  'import-wrong-type': { readonly name: string; readonly found: string; readonly expected: string };
  'import-cloudformation': { readonly name: string; readonly intrinsic: string };
  'import-status-twice': { readonly statusCode: string; readonly lost: string; readonly kept: string };
  'import-method-twice': { readonly httpMethod: string; readonly resourcePath: string };
  'import-base-path': { readonly basePath: string; readonly prefix: string };
  'import-path-merged': { readonly path: string; readonly resourcePath: string };
  'import-inline-model': { readonly model: string };
  'import-parameter-ignored': { readonly name: string; readonly place: string };
  'import-stage-added': { readonly stage: string };
  'import-name-missing': { readonly name: string };
  'import-function-found': { readonly name: string; readonly handler: string };
  'import-stage-variable': { readonly name: string; readonly stage: string };
  'import-not-taken': {
    readonly where: string;
    readonly fields: readonly string[];
    readonly features: readonly string[];
  };
  'import-onto-itself': { readonly file: string };
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
    what: ({ aws }) => `AWS's import refuses the document: ${aws}.`,
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
  'import-gateway-response-refused': {
    fault: 'user',
    what: ({ aws }) => `AWS refuses the gateway response: ${aws}.`,
    remedy: () =>
      "Write gatewayresponse.header.NAME, and as its value 'text' in single quotes, method.request.header|querystring|path.NAME, context.NAME or stageVariables.NAME.",
  },
  'import-gateway-response-status': {
    fault: 'user',
    what: ({ status }) => `A gateway response can't have the status ${JSON.stringify(status)}; AWS refuses it.`,
    remedy: () => 'Write three digits from 100 to 599, or leave statusCode out to keep the status of the type.',
  },
  'import-word-unknown': {
    fault: 'user',
    what: ({ word, where }) =>
      `API Gateway knows no ${word} in ${where}; AWS's import passes over it in silence, and so it has no effect.`,
    remedy: ({ nearest }) =>
      nearest === undefined ? 'Correct the word, or take it away.' : `Write ${nearest}, or take it away.`,
  },
  'import-word-without-effect': {
    fault: 'user',
    what: ({ word, because }) => `${word} has no effect: ${because}.`,
    remedy: () => 'Take it away, or keep it for other tools.',
  },
  'import-word-refused': {
    fault: 'user',
    what: ({ word, value }) => `${word} can't be ${JSON.stringify(value)}; AWS refuses it.`,
    remedy: ({ known }) => `Write ${known.join(', ')}.`,
  },
  'import-path-refused': {
    fault: 'user',
    what: ({ aws }) => `AWS's import refuses the document: ${aws}`,
    remedy: () =>
      'Change the path: segments of letters, digits and ._-:, or one variable in braces, at most one variable name below the same parent, and nothing below {name+}.',
  },
  'import-compression-size-refused': {
    fault: 'user',
    what: ({ aws }) => `AWS's import refuses the document: ${aws}.`,
    remedy: () =>
      'Write x-amazon-apigateway-minimum-compression-size as a whole number of bytes, or take it out: then no response is compressed.',
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
  'import-method-refused': {
    fault: 'user',
    what: ({ aws }) => `AWS's import refuses the document: ${aws}.`,
    remedy: () => 'Give each path, query and header parameter of the operation a name of its own.',
  },
  'import-model-unsupported': {
    fault: 'user',
    what: ({ aws }) => `AWS's import leaves the schema out and warns: ${aws}`,
    remedy: () => 'Put the schema among components.schemas, and refer to it from the operation.',
  },
  'import-model-keywords': {
    fault: 'user',
    what: ({ model, keywords }) =>
      `The schema ${model} uses ${list(keywords)}, over which AWS's import was seen to fail: Unsupported keyword(s): ${JSON.stringify(keywords)}.`,
    remedy: ({ keywords }) => `Take ${list(keywords)} out of it before it is deployed.`,
  },
  'import-wrong-type': {
    fault: 'user',
    what: ({ name, found, expected }) =>
      `${name} is ${found}, where an import reads ${expected}: it was read as if it weren't there.`,
    remedy: ({ expected }) => `Write ${expected}.`,
  },
  'import-cloudformation': {
    fault: 'user',
    what: ({ name, intrinsic }) =>
      `${name} holds ${intrinsic}, which CloudFormation fills in before an import sees the document.`,
    remedy: () =>
      'Write the text that it stands for, or give the document of the deployed API: `aws apigateway get-export`.',
  },
  'import-status-twice': {
    fault: 'user',
    what: ({ statusCode, lost, kept }) =>
      `API Gateway keeps one integration response for each status: for ${statusCode} that is ${JSON.stringify(kept)}, and ${JSON.stringify(lost)} was left out.`,
    remedy: () => 'Give each response a status of its own, or join the patterns in one with |.',
  },
  'import-method-twice': {
    fault: 'user',
    what: ({ httpMethod, resourcePath }) =>
      `${httpMethod} ${resourcePath} is described twice, by paths that mean the same resource; this one was taken.`,
    remedy: () => 'Remove one of them.',
  },
  'import-base-path': {
    fault: 'user',
    what: ({ basePath, prefix }) =>
      prefix === ''
        ? `The base path ${basePath} was left out.`
        : `Every path begins with /${prefix}, of the base path ${basePath}.`,
    remedy: () => 'Choose with --basepath ignore, prepend or split.',
  },
  'import-path-merged': {
    fault: 'user',
    what: ({ path, resourcePath }) => `The path ${JSON.stringify(path)} is the resource ${resourcePath}.`,
    remedy: ({ resourcePath }) => `Write ${resourcePath} to see in the document what the API has.`,
  },
  'import-inline-model': {
    fault: 'user',
    what: ({ model }) => `The schema that stands inside the operation became the model ${model}.`,
    remedy: () => 'Put it among the schemas of the document to give it a name of your own.',
  },
  'import-parameter-ignored': {
    fault: 'user',
    what: ({ name, place }) =>
      `The parameter ${name} was left out: API Gateway knows path, query and header parameters, none in ${JSON.stringify(place)}.`,
    remedy: () => 'Read it from the Cookie header, or from the body.',
  },
  'import-stage-added': {
    fault: 'user',
    what: ({ stage }) => `The stage ${stage} was added: a document has no stages.`,
    remedy: () => 'Choose its name with --stage.',
  },
  'import-name-missing': {
    fault: 'user',
    what: ({ name }) => `The document has no info.title: the API is called ${JSON.stringify(name)}, as its folder.`,
    remedy: () => 'Write "name" in routes.json.',
  },
  'import-function-found': {
    fault: 'user',
    what: ({ name, handler }) => `The function ${name} was found by its name: ${handler}, with Lambda's defaults.`,
    remedy: () => 'Change its handler, timeout, memorySize or environment under "functions".',
  },
  'import-stage-variable': {
    fault: 'user',
    what: ({ name }) => `The stage variable ${name} is used, and has no value: a document can't say it.`,
    remedy: ({ name, stage }) => `Write "stages": { "${stage}": { "variables": { "${name}": "…" } } }.`,
  },
  'import-not-taken': {
    fault: 'user',
    what: ({ where, fields, features }) =>
      `${where}: ${list(fields.map((field) => JSON.stringify(field)))} ${fields.length === 1 ? 'was' : 'were'} left out, because Offstage doesn't rehearse ${list(features)} yet.`,
    remedy: () => 'Expect answers as if it were not configured; on AWS it has to be set again.',
  },
  'import-onto-itself': {
    fault: 'user',
    what: ({ file }) => `${file} is the document itself.`,
    remedy: () => 'Name another file after --out.',
  },
  'unsupported-feature': {
    fault: 'user',
    what: ({ feature }) => `${feature}, which Offstage doesn't rehearse yet.`,
    remedy: ({ instead }) => instead,
  },
};
