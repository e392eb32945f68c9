import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { suggest } from '../errors/suggest.ts';
import type { Locator } from './locate.ts';
import { parseJson } from './parse-json.ts';
import type { Report } from './problem.ts';
import type { FunctionConfig } from './types.ts';

/** The content of a file for SAM's --env-vars: `Parameters` for every function, and a section for each of some. */
export type EnvVars = Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>>;

/** Values for variables that functions declare, in the place of those in routes.json. */
export interface EnvOverrides {
  /** The new value of a variable, if it has one: the function's own section counts before `Parameters`. */
  valueOf(functionName: string, variable: string): string | undefined;
  /** Warns of functions and variables that nothing has, now that all functions are known. */
  check(functions: ReadonlyMap<string, FunctionConfig>): void;
  /** Absolute path, when it is a file. */
  readonly file?: string;
}

export const NO_OVERRIDES: EnvOverrides = { valueOf: () => undefined, check: () => {} };

const EVERY_FUNCTION = 'Parameters';

/**
 * Reads what --env-vars names, in SAM's shape and by SAM's rule: a variable that a function doesn't declare stays
 * undeclared, because it would be missing on AWS. SAM takes that in silence; here it is a warning with its line.
 */
export function readEnvVars(given: string | EnvVars | undefined, root: string, report: Report): EnvOverrides {
  if (given === undefined) return NO_OVERRIDES;
  const file = typeof given === 'string' ? resolve(root, given) : undefined;
  const name = file ?? '<envVars>';
  const text = file === undefined ? JSON.stringify(given, null, 2) : readText(file, report);
  if (text !== undefined) report.addText(name, text);
  const parsed = text === undefined ? undefined : parseJson(name, text, report);
  const sections = parsed ? readSections(parsed.value, parsed.locator, report) : {};
  return {
    valueOf(functionName, variable) {
      for (const section of [functionName, EVERY_FUNCTION]) {
        const values = own(sections, section);
        const value = values && own(values, variable);
        if (value !== undefined) return String(value);
      }
      return undefined;
    },
    check: (functions) => parsed && warnOfUnused(sections, functions, { locator: parsed.locator, report }),
    ...(file !== undefined && { file }),
  };
}

function readText(file: string, report: Report): string | undefined {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    report.error('config-env-vars-unreadable', { file, reason: code });
    return undefined;
  }
}

function readSections(value: unknown, locator: Locator, report: Report): EnvVars {
  if (!isObject(value)) {
    const expected = 'an object: { "Parameters": { "TABLE_NAME": "pets" } }';
    report.error(
      'config-bad-value',
      { name: 'The value', value: JSON.stringify(value), expected },
      locator.pointer(''),
    );
    return {};
  }
  for (const [name, section] of Object.entries(value)) {
    if (!isObject(section)) {
      const expected = 'an object of variables: { "TABLE_NAME": "pets" }';
      report.error('config-bad-value', { name, value: JSON.stringify(section), expected }, locator.value(value, name));
      continue;
    }
    for (const [variable, one] of Object.entries(section)) {
      if (['string', 'number', 'boolean'].includes(typeof one)) continue;
      const expected = 'a text, a number, true or false';
      const facts = { name: variable, value: JSON.stringify(one), expected };
      report.error('config-bad-value', facts, locator.value(section, variable));
    }
  }
  const sections = Object.entries(value).filter(([, section]) => isObject(section));
  return locator.remember(Object.fromEntries(sections) as EnvVars, value);
}

function warnOfUnused(
  sections: EnvVars,
  functions: ReadonlyMap<string, FunctionConfig>,
  { locator, report }: { readonly locator: Locator; readonly report: Report },
): void {
  for (const [name, section] of Object.entries(sections)) {
    const configs = name === EVERY_FUNCTION ? [...functions.values()] : [functions.get(name) ?? []].flat();
    if (configs.length === 0 && name !== EVERY_FUNCTION) {
      const nearest = suggest(name, [EVERY_FUNCTION, ...functions.keys()]);
      report.warning('config-env-vars-function', { name, nearest }, locator.key(sections, name));
      continue;
    }
    const declared = configs.flatMap(({ environment }) => Object.keys(environment));
    for (const variable of Object.keys(section)) {
      if (declared.includes(variable)) continue;
      const facts = { variable, ...(name !== EVERY_FUNCTION && { functionName: name }) };
      const nearest = suggest(variable, declared);
      report.warning('config-env-vars-variable', { ...facts, nearest }, locator.key(section, variable));
    }
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is there by its own name: a function may be called `constructor`. */
function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
