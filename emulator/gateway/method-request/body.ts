import type { Model, RestApi } from '../../config/types.ts';
import { explain } from '../../errors/explanation.ts';
import { type JsonValue, parseJson } from '../../mapping/json-value.ts';
import { mediaTypeOf } from '../../shared/media-type.ts';
import type { Admitted } from '../exchange.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';
import { SchemaFailure } from './schema-shape.ts';
import { findViolations } from './violations.ts';

/**
 * The body against the model of its content type (none counts as application/json; `$default` covers the others; a
 * type without a model is not validated). An empty body is no JSON and fails. Throws BAD_REQUEST_BODY; what is wrong
 * with the body is told to the developer and to `$context.error.validationErrorString`, not to the client. Throws
 * API_CONFIGURATION_ERROR for a model that is no usable schema (seen in execution logs: `Request body validation failed
 * due to an unexpected error`).
 */
export function checkBody({ deployment, input, request, route }: Admitted): void {
  const { api } = deployment;
  const contentType = input.header('content-type');
  const mediaType = contentType === undefined ? 'application/json' : mediaTypeOf(contentType);
  const model = modelFor(api, route.method.requestModels, mediaType);
  if (!model) return;
  const failure = validate(api, model, request.body);
  if (failure === undefined) return;
  throw new GatewayReject(
    'BAD_REQUEST_BODY',
    'Invalid request body',
    explain('gateway-invalid-body', { model: model.name, mediaType, failure }, { source: model.source }),
    { validationError: failure },
  );
}

function modelFor(api: RestApi, models: Readonly<Record<string, string>>, mediaType: string): Model | undefined {
  const key = Object.keys(models).find((candidate) => mediaTypeOf(candidate) === mediaType) ?? '$default';
  const name = Object.hasOwn(models, key) ? models[key] : undefined;
  return name === undefined ? undefined : api.models.get(name);
}

/** What is wrong, in the words of AWS's validator; undefined when nothing is. */
function validate(api: RestApi, model: Model, body: Buffer): string | undefined {
  const value = readValue(body);
  if (value === undefined) return '[Unknown error parsing request body]';
  const violations = compare(api, model, value, body.length);
  return violations.length === 0 ? undefined : `[${violations.join(', ')}]`;
}

function readValue(body: Buffer): JsonValue | undefined {
  try {
    return parseJson(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function compare({ models }: RestApi, model: Model, value: JsonValue, size: number): string[] {
  try {
    return findViolations({ model, value, size, models });
  } catch (error) {
    if (!(error instanceof SchemaFailure)) throw error;
    const facts = { model: model.name, reason: error.message };
    const explanation = explain('gateway-unusable-model', facts, { source: model.source });
    throw new GatewayReject('API_CONFIGURATION_ERROR', 'Internal server error', explanation);
  }
}
