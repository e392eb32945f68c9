import type { Model, RestApi } from '../../config/types.ts';
import { explain } from '../../errors/explanation.ts';
import { mediaTypeOf } from '../../shared/media-type.ts';
import type { Admitted } from '../exchange.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';
import type { ModelValidators } from './models.ts';

/** The JSON Schema library is loaded, and an API's models compiled, when the first body is validated. */
const validatorsOf = new WeakMap<RestApi, Promise<ModelValidators>>();

/**
 * The body against the model of its content type (none counts as application/json; `$default` covers the others; a
 * type without a model is not validated). An empty body is no JSON and fails. Throws BAD_REQUEST_BODY; what is wrong
 * with the body is told to the developer and to `$context.error.validationErrorString`, not to the client.
 */
export async function checkBody({ deployment, input, request, route }: Admitted): Promise<void> {
  const { api } = deployment;
  const contentType = input.header('content-type');
  const mediaType = contentType === undefined ? 'application/json' : mediaTypeOf(contentType);
  const model = modelFor(api, route.method.requestModels, mediaType);
  if (!model) return;
  const failure = await validate(api, model, request.body);
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
async function validate(api: RestApi, model: Model, body: Buffer): Promise<string | undefined> {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    return '[Unknown error parsing request body]';
  }
  let validators = validatorsOf.get(api);
  if (!validators) {
    validators = import('./models.ts').then(({ compileModels }) => compileModels(api));
    validatorsOf.set(api, validators);
  }
  return (await validators).check(model.name, value);
}
