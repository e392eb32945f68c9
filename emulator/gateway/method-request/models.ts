import type { ErrorObject, ValidateFunction } from 'ajv';
import Draft04 from 'ajv-draft-04';
import type { RestApi } from '../../config/types.ts';
import { describeViolation } from './violation.ts';

export interface ModelValidators {
  /** What is wrong with `value`, in the words of AWS's validator; undefined when it fits the model. */
  check(model: string, value: unknown): string | undefined;
}

const MODEL_URI = /^https:\/\/apigateway\.amazonaws\.com\/restapis\/[^/]+\/models\/([A-Za-z0-9]+)$/;

/**
 * The models of an API as validators: JSON Schema draft 4, references between models by their AWS uri, circular ones
 * too. Unknown keywords and formats are passed over, as AWS does (`format: byte` is recorded as not enforced).
 */
export function compileModels(api: RestApi): ModelValidators {
  const ajv = new Draft04.default({
    allErrors: true,
    strict: false,
    validateFormats: false,
    verbose: true,
    logger: false,
  });
  for (const model of api.models.values()) ajv.addSchema(withLocalReferences(model.schema), uriOf(model.name));
  const compiled = new Map<string, ValidateFunction>();
  return {
    check(model, value) {
      let validate = compiled.get(model);
      if (!validate) {
        validate = ajv.getSchema(uriOf(model)) as ValidateFunction;
        compiled.set(model, validate);
      }
      if (validate(value)) return undefined;
      return describeErrors(validate.errors ?? []);
    },
  };
}

function uriOf(name: string): string {
  return `offstage:models/${name}`;
}

/** `https://apigateway.amazonaws.com/restapis/ID/models/NAME` names a model of this API, whatever its id was when written. */
function withLocalReferences(schema: unknown): object {
  const copy: unknown = JSON.parse(JSON.stringify(schema), (key, value) => {
    const name = key === '$ref' && typeof value === 'string' ? MODEL_URI.exec(value)?.[1] : undefined;
    return name === undefined ? value : uriOf(name);
  });
  if (copy === null || typeof copy !== 'object') return {};
  const { $schema, id, ...rest } = copy as Record<string, unknown>;
  return rest;
}

function describeErrors(errors: readonly ErrorObject[]): string {
  const sentences = new Set(errors.map(describeViolation));
  return `[${[...sentences].join(', ')}]`;
}
