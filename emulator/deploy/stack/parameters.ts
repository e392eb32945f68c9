import type { Parameter } from '@aws-sdk/client-cloudformation';
import { type Explanation, explain } from '../../errors/explanation.ts';
import { OffstageError } from '../../errors/offstage-error.ts';
import { suggest } from '../../errors/suggest.ts';
import type { JsonObject } from '../../exporters/cloudformation/part.ts';

/** Where the values of a template's parameters come from, the first that has one. */
export interface ParameterSources {
  /** `--parameter NAME=value`. */
  readonly given: Readonly<Record<string, string>>;
  /** Names that the deploy itself gives values to, and nobody else may. */
  readonly own: ReadonlySet<string>;
  /** What the project's files say; secrets among them. */
  readonly project: ReadonlyMap<string, string>;
  /** Names that the stack has values for. */
  readonly before: { has(name: string): boolean };
}

interface Declared {
  readonly Description?: string;
  readonly Default?: unknown;
  readonly NoEcho?: boolean;
  readonly AllowedPattern?: string;
  readonly AllowedValues?: readonly unknown[];
  readonly MinLength?: number;
  readonly MaxLength?: number;
}

/**
 * The values of a template's parameters as CloudFormation takes them, without the deploy's own. One that nothing says
 * stays as it is in the stack. Throws an OffstageError with everything that is wrong at once: before anything is made, and without a secret.
 */
export function readParameters(declared: JsonObject, { given, own, project, before }: ParameterSources): Parameter[] {
  const names = Object.keys(declared);
  const problems: Explanation[] = Object.keys(given).flatMap((name) => {
    if (own.has(name)) return [explain('deploy-parameter-own', { parameter: name })];
    return names.includes(name)
      ? []
      : [explain('deploy-parameter-unknown', { parameter: name, names, nearest: suggest(name, names) })];
  });
  const parameters = names.flatMap((name): Parameter[] => {
    if (own.has(name)) return [];
    const parameter = declared[name] as Declared;
    const value = (Object.hasOwn(given, name) ? given[name] : undefined) ?? project.get(name);
    if (value !== undefined) {
      const rule = brokenRule(value, parameter);
      if (rule !== undefined) {
        const shown = parameter.NoEcho ? undefined : value;
        problems.push(explain('deploy-parameter-refused', { parameter: name, value: shown, rule }));
      }
      return [{ ParameterKey: name, ParameterValue: value }];
    }
    if (before.has(name)) return [{ ParameterKey: name, UsePreviousValue: true }];
    if (parameter.Default === undefined) {
      problems.push(explain('deploy-parameter-missing', { parameter: name, about: parameter.Description ?? '' }));
    }
    return [];
  });
  if (problems.length > 0) throw new OffstageError(problems);
  return parameters;
}

/** What CloudFormation would have against a value; undefined: nothing. */
function brokenRule(
  value: string,
  { AllowedPattern, AllowedValues, MinLength, MaxLength }: Declared,
): string | undefined {
  if (AllowedValues !== undefined && !AllowedValues.map(String).includes(value)) {
    return `it is none of ${AllowedValues.join(', ')}`;
  }
  if (AllowedPattern !== undefined && !new RegExp(AllowedPattern).test(value)) {
    return `it doesn't match ${AllowedPattern}`;
  }
  if (MinLength !== undefined && value.length < MinLength) return `it is shorter than ${MinLength} characters`;
  if (MaxLength !== undefined && value.length > MaxLength) return `it is longer than ${MaxLength} characters`;
  if (Buffer.byteLength(value) > MOST_BYTES)
    return `it is longer than the ${MOST_BYTES} bytes that CloudFormation takes`;
  return undefined;
}

/** Of one parameter's value. */
const MOST_BYTES = 4096;
