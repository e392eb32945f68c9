import { CONSOLE_VALIDATORS } from '../../config/normalize/request-validators.ts';
import type { RequestValidator, RestApi } from '../../config/types.ts';
import { filled } from '../filled.ts';

/** Name of a validator → what a method writes in its place. */
export type ValidatorNames = ReadonlyMap<string, string>;

/** The short names (`body`, `params`, `full`) of those validators that are the console's and are used. */
export function validatorNames(api: RestApi): ValidatorNames {
  const used = new Set(
    api.resources.flatMap(({ methods }) => [...methods.values()].map(({ requestValidator }) => requestValidator)),
  );
  const short = CONSOLE_VALIDATORS.filter(({ short: name, ...validator }) => {
    const written = api.requestValidators.get(validator.name);
    return (
      written !== undefined && same(written, validator) && used.has(written.name) && !api.requestValidators.has(name)
    );
  });
  return new Map(short.map((validator) => [validator.name, validator.short]));
}

/** The validators that have to be written out. */
export function writeValidators(api: RestApi, names: ValidatorNames): Record<string, object> {
  const others = [...api.requestValidators.values()].filter(({ name }) => !names.has(name));
  return Object.fromEntries(
    others.map(({ name, validateRequestBody, validateRequestParameters }) => [
      name,
      filled({
        validateRequestBody: validateRequestBody || undefined,
        validateRequestParameters: validateRequestParameters || undefined,
      }),
    ]),
  );
}

function same(a: Omit<RequestValidator, 'source'>, b: Omit<RequestValidator, 'source'>): boolean {
  return a.validateRequestBody === b.validateRequestBody && a.validateRequestParameters === b.validateRequestParameters;
}
