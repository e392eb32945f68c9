import { explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';
import { failureReason } from './failure-reason.ts';
import { readTextFile } from './read-text.ts';

type Values = Record<string, unknown>;

/** An option of `offstage render` that holds values, and how many names deep `a.b.c=value` goes. */
interface ValuesOption {
  readonly flag: string;
  /** Names before the value; the last one may have dots in it. Infinity: as many as there are. */
  readonly depth: number;
  readonly example: string;
}

const PARAMS: ValuesOption = { flag: '--params', depth: 2, example: 'path.id=7' };
const CONTEXT: ValuesOption = {
  flag: '--context',
  depth: Number.POSITIVE_INFINITY,
  example: 'identity.sourceIp=192.0.2.1',
};
const STAGE_VARIABLES: ValuesOption = { flag: '--stage-variables', depth: 1, example: 'table=pets' };

export interface RenderParams {
  readonly path: Record<string, string>;
  readonly querystring: Record<string, string>;
  readonly header: Record<string, string>;
}

/** `--params`: texts in `path`, `querystring` and `header`. @throws OffstageError */
export function readParams(given: readonly string[]): RenderParams {
  const { path = {}, querystring = {}, header = {}, ...others } = readValues(PARAMS, given);
  const [other] = Object.keys(others);
  if (other !== undefined) {
    throw refusal(PARAMS, other, 'a parameter is in path, querystring or header');
  }
  return {
    path: texts(PARAMS, 'path', path),
    querystring: texts(PARAMS, 'querystring', querystring),
    header: texts(PARAMS, 'header', header),
  };
}

/** `--context`: what `$context` has, laid over a context like that of the console's Test. @throws OffstageError */
export function readContext(given: readonly string[], sample: Values): Values {
  return merge(sample, readValues(CONTEXT, given));
}

/** `--stage-variables`. @throws OffstageError */
export function readStageVariables(given: readonly string[]): Record<string, string> {
  return texts(STAGE_VARIABLES, '', readValues(STAGE_VARIABLES, given));
}

/** Each is a JSON object, a file that holds one, or `name=value`; the later ones win. */
function readValues(option: ValuesOption, given: readonly string[]): Values {
  return given.reduce<Values>((values, text) => merge(values, readOne(option, text)), {});
}

const PAIR = /^([^\s={}[\]"\\/][^={}[\]"]*)=([\s\S]*)$/;

function readOne(option: ValuesOption, text: string): Values {
  const pair = PAIR.exec(text);
  if (pair !== null) return nested(option, text, pair[1] ?? '', pair[2] ?? '');
  if (text.trimStart().startsWith('{')) return parse(option, text, text);
  let content: string;
  try {
    content = readTextFile(text);
  } catch (error) {
    throw refusal(option, text, failureReason(error));
  }
  return parse(option, text, content);
}

function nested({ depth, ...option }: ValuesOption, text: string, name: string, value: string): Values {
  const words = name.split('.');
  const path = words.length <= depth ? words : [...words.slice(0, depth - 1), words.slice(depth - 1).join('.')];
  if (path.includes('') || (depth === 2 && path.length < 2)) {
    throw refusal({ depth, ...option }, text, `it has no form like ${option.example}`);
  }
  return path.reduceRight<unknown>((inner, key) => Object.fromEntries([[key, inner]]), value) as Values;
}

function parse(option: ValuesOption, given: string, json: string): Values {
  let values: unknown;
  try {
    values = JSON.parse(json);
  } catch (error) {
    throw refusal(option, given, (error as Error).message);
  }
  if (!isObject(values)) throw refusal(option, given, 'it is no JSON object');
  return values;
}

function texts(option: ValuesOption, place: string, values: unknown): Record<string, string> {
  if (!isObject(values)) throw refusal(option, place, `${place} is no object of texts`);
  for (const [name, value] of Object.entries(values)) {
    if (typeof value !== 'string') {
      const full = place === '' ? name : `${place}.${name}`;
      throw refusal(option, full, `the value of ${full} is no text but ${JSON.stringify(value)}`);
    }
  }
  return values as Record<string, string>;
}

/** Objects are merged member by member. Built from entries, so that a member named `__proto__` is one like any other. */
function merge(below: Values, above: Values): Values {
  const merged = new Map(Object.entries(below));
  for (const [key, value] of Object.entries(above)) {
    const before = merged.get(key);
    merged.set(key, isObject(before) && isObject(value) ? merge(before, value) : value);
  }
  return Object.fromEntries(merged);
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refusal({ flag, example }: ValuesOption, given: string, reason: string): OffstageError {
  return new OffstageError(explain('cli-render-values', { flag, given, reason, example }));
}
