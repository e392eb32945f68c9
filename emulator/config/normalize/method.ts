import type { SourceRef } from '../../errors/source-ref.ts';
import { suggest } from '../../errors/suggest.ts';
import type { HttpMethod, Method, MethodResponse } from '../types.ts';
import type { WrittenAuthorizer, WrittenMethod, WrittenMethodResponse } from '../written.ts';
import { readAuthorization } from './authorizers.ts';
import { readIntegration } from './integration.ts';
import { keySourceOf, type Reading, sourceOf } from './reading.ts';
import type { ValidatorNames } from './request-validators.ts';

/**
 * A method with the defaults of PutMethod. Where `responses` isn't written it gets what the console's wizard makes: a
 * method response 200 with the model Empty, for proxy integrations as well.
 */
export function readMethod(
  input: {
    readonly httpMethod: HttpMethod | 'ANY';
    readonly path: string;
    readonly written: WrittenMethod;
    readonly source: SourceRef;
    readonly validators: ValidatorNames;
    readonly authorizers: Readonly<Record<string, WrittenAuthorizer>>;
  },
  reading: Reading,
): Method {
  const { httpMethod, path, written, source, validators, authorizers } = input;
  const { apiKeyRequired = false, operationName, requestModels = {}, responses } = written;
  const integration = written.integration && readIntegration(written.integration, reading);
  const requestValidator = readValidatorName(written, validators, reading);
  return reading.locator.remember(
    {
      httpMethod,
      ...readAuthorization(written, authorizers),
      apiKeyRequired,
      ...(operationName !== undefined && { operationName }),
      ...(requestValidator !== undefined && { requestValidator }),
      requestParameters: declareParameters(path, written, reading),
      requestModels,
      methodResponses: responses ? readMethodResponses(responses, reading) : { '200': wizardResponse(source) },
      ...(integration && { integration }),
      source,
    },
    written,
  );
}

/** Path variables are declared without being named, as in the console and on import. */
function declareParameters(path: string, written: WrittenMethod, reading: Reading): Record<string, boolean> {
  const { requestParameters = {} } = written;
  const variables = pathVariables(path).map((name) => [`method.request.path.${name}`, true] as const);
  const declared = { ...Object.fromEntries(variables), ...requestParameters };
  return reading.locator.remember(declared, requestParameters);
}

/** Names of the variables of a path: `id` and `proxy` of `/pets/{id}/{proxy+}`. */
export function pathVariables(path: string): string[] {
  return [...path.matchAll(/\{([^{}/]+?)\+?\}/g)].map(([, name = '']) => name);
}

function readValidatorName(written: WrittenMethod, validators: ValidatorNames, reading: Reading): string | undefined {
  const { requestValidator } = written;
  if (requestValidator === undefined) return undefined;
  const name = validators.get(requestValidator);
  if (name !== undefined) return name;
  const known = [...validators.keys()];
  const nearest = suggest(requestValidator, known);
  reading.report.error(
    'config-unknown-validator',
    { name: requestValidator, known, ...(nearest !== undefined && { nearest }) },
    sourceOf(reading, written, 'requestValidator'),
  );
  return undefined;
}

function wizardResponse(source: SourceRef): MethodResponse {
  return { statusCode: '200', responseParameters: {}, responseModels: { 'application/json': 'Empty' }, source };
}

function readMethodResponses(
  responses: Readonly<Record<string, WrittenMethodResponse>>,
  reading: Reading,
): Record<string, MethodResponse> {
  const entries = Object.entries(responses).map(([statusCode, written]): [string, MethodResponse] => {
    const { responseParameters = {}, responseModels = {} } = written;
    const source = keySourceOf(reading, responses, statusCode);
    return [statusCode, reading.locator.remember({ statusCode, responseParameters, responseModels, source }, written)];
  });
  return Object.fromEntries(entries);
}
