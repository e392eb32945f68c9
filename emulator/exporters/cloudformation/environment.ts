import type { FunctionConfig } from '../../config/types.ts';
import { logicalNames } from './logical-names.ts';
import type { JsonObject, TemplatePart } from './part.ts';
import { inOwnAccount, literal, sub } from './substitute.ts';

/** The parameters that the functions' environments need, and the variables of each. */
export interface Environments extends TemplatePart {
  readonly variables: (config: FunctionConfig) => JsonObject;
}

const PLACEHOLDER = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/**
 * The environments of functions. What the .env file fills in is nobody's to read: it is a parameter that CloudFormation
 * doesn't show, and no value of it gets into the template.
 */
export function readEnvironments(functions: readonly FunctionConfig[]): Environments {
  const names = environmentParameters(functions);
  const parameters = [...names].map(([name, parameter]) => [
    parameter,
    { Type: 'String', Description: `What \${${name}} is in the .env file`, NoEcho: true },
  ]);
  return {
    parameters: Object.fromEntries(parameters),
    notes: functions.flatMap(localAddresses),
    variables: ({ environment, environmentTexts = {} }) => {
      const entries = Object.entries(environment).map(([name, value]) => {
        const text = Object.hasOwn(environmentTexts, name) ? environmentTexts[name] : undefined;
        return [name, text === undefined ? inOwnAccount(value) : withParameters(text, names)];
      });
      return Object.fromEntries(entries);
    },
  };
}

/** What of the .env file functions use → the parameter that holds it. */
export function environmentParameters(functions: readonly FunctionConfig[]): ReadonlyMap<string, string> {
  const texts = functions.flatMap(({ environmentTexts = {} }) => Object.values(environmentTexts));
  const used = new Set(texts.flatMap((text) => [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name)));
  return new Map([...logicalNames([...used].sort())].map(([name, id]) => [name, `EnvOf${id}`]));
}

function withParameters(text: string, parameters: ReadonlyMap<string, string>): JsonObject {
  const pieces = text.split(/(\$\{[A-Za-z_][A-Za-z0-9_]*\})/);
  const written = pieces.map((piece) => {
    const name = /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$/.exec(piece)?.[1];
    return name === undefined ? literal(piece) : `\${${parameters.get(name)}}`;
  });
  return sub(written.join(''));
}

function localAddresses({ name, environment, environmentTexts = {} }: FunctionConfig): string[] {
  return Object.entries(environment).flatMap(([variable, value]) =>
    isLocal(value) && !Object.hasOwn(environmentTexts, variable)
      ? [`${variable} of the function ${name} is an address of this machine, which AWS can't reach.`]
      : [],
  );
}

/** Is there an address of this machine in the text? */
export function isLocal(text: string): boolean {
  return /\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0)(?:[:/?#]|$)/i.test(text);
}
