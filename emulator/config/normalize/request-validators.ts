import type { RequestValidator } from '../types.ts';
import type { WrittenProject } from '../written.ts';
import { keySourceOf, type Reading } from './reading.ts';

/** What a method may write → the name of the validator that it means. */
export type ValidatorNames = ReadonlyMap<string, string>;

/** The console's three, which it makes on first use, with the short names that routes.json has for them. */
export const CONSOLE_VALIDATORS: readonly (Omit<RequestValidator, 'source'> & { readonly short: string })[] = [
  { short: 'body', name: 'Validate body', validateRequestBody: true, validateRequestParameters: false },
  {
    short: 'params',
    name: 'Validate query string parameters and headers',
    validateRequestBody: false,
    validateRequestParameters: true,
  },
  {
    short: 'full',
    name: 'Validate body, query string parameters, and headers',
    validateRequestBody: true,
    validateRequestParameters: true,
  },
];

/** The written validators and those of the console's that a method uses; a written one comes first under an equal name. */
export function readRequestValidators(
  { requestValidators = {}, resources = {} }: WrittenProject,
  reading: Reading,
): { readonly validators: Map<string, RequestValidator>; readonly names: ValidatorNames } {
  const validators = new Map<string, RequestValidator>();
  const names = new Map<string, string>();
  for (const [name, written] of Object.entries(requestValidators)) {
    const { validateRequestBody = false, validateRequestParameters = false } = written;
    const source = keySourceOf(reading, requestValidators, name);
    validators.set(name, { name, validateRequestBody, validateRequestParameters, source });
    names.set(name, name);
  }
  const used = new Set(Object.values(resources).flatMap((resource) => Object.values(resource).map(validatorOf)));
  for (const { short, ...validator } of CONSOLE_VALIDATORS) {
    const mine = [short, validator.name].filter((name) => !names.has(name));
    for (const name of mine) names.set(name, validator.name);
    if (mine.some((name) => used.has(name)) && !validators.has(validator.name)) {
      validators.set(validator.name, { ...validator, source: reading.start });
    }
  }
  return { validators, names };
}

function validatorOf(method: unknown): unknown {
  return typeof method === 'object' && method !== null && 'requestValidator' in method
    ? method.requestValidator
    : undefined;
}
