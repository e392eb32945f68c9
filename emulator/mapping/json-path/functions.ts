import { keySet } from '../java/methods/container.ts';
import type { JavaNumber } from '../java/number-text.ts';
import { isNumber, toInt, toNumber } from '../java/numbers.ts';
import { toText } from '../java/text.ts';
import { JavaDouble, JavaList, JavaMap, type Value } from '../java/values.ts';
import { InvalidPath, JsonPathError } from './errors.ts';

type PathFunction = (model: Value, parameters: readonly Value[]) => Value;

const FUNCTIONS: ReadonlyMap<string, PathFunction> = new Map<string, PathFunction>([
  ['avg', aggregate((numbers) => sum(numbers) / numbers.length)],
  ['sum', aggregate(sum)],
  ['min', aggregate((numbers) => extreme(numbers, Math.min, Number.MAX_VALUE))],
  // Jayway begins with the smallest positive Double: the maximum of negative numbers is that.
  ['max', aggregate((numbers) => extreme(numbers, Math.max, Number.MIN_VALUE))],
  ['stddev', aggregate(deviation)],
  ['concat', concat],
  ['length', length],
  ['size', length],
  ['append', append],
  ['keys', (model) => (model instanceof JavaMap ? keySet(model) : null)],
  ['first', (model) => item(model, 0)],
  ['last', (model) => item(model, -1)],
  ['index', (model, parameters) => item(model, indexOf(parameters))],
]);

/** Calls a function at the end of a path, e.g. `$.prices.sum()`. @throws JsonPathError, InvalidPath for an unknown one */
export function callFunction(name: string, model: Value, parameters: readonly Value[]): Value {
  const pathFunction = FUNCTIONS.get(name);
  if (pathFunction === undefined) throw new InvalidPath(`Function with name: ${name} does not exist.`);
  return pathFunction(model, parameters);
}

function aggregate(calculate: (numbers: readonly number[]) => number): PathFunction {
  return (model, parameters) => {
    const own = model instanceof JavaList ? model.items.filter(isNumber) : [];
    const numbers = [...own, ...numbersOf(parameters)].map(toNumber);
    if (numbers.length > 0) return new JavaDouble(calculate(numbers));
    throw new JsonPathError('Aggregation function attempted to calculate value using empty array');
  };
}

function extreme(numbers: readonly number[], pick: (left: number, right: number) => number, start: number): number {
  return numbers.reduce((found, number) => pick(found, number), start);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function deviation(numbers: readonly number[]): number {
  const total = sum(numbers);
  const squares = sum(numbers.map((number) => number * number));
  return Math.sqrt(squares / numbers.length - (total * total) / numbers.length / numbers.length);
}

function numbersOf(parameters: readonly Value[]): JavaNumber[] {
  return parameters
    .flatMap((parameter) => (parameter instanceof JavaList ? parameter.items : [parameter]))
    .filter(isNumber);
}

function concat(model: Value, parameters: readonly Value[]): Value {
  const own = model instanceof JavaList ? model.items.filter((value) => typeof value === 'string') : [];
  const more = parameters.flatMap((parameter) => (parameter instanceof JavaList ? parameter.items : [parameter]));
  return (
    own.join('') +
    more
      .filter((value) => value !== null)
      .map(toText)
      .join('')
  );
}

/** Of a list or an object; a text has none. */
function length(model: Value, [parameter]: readonly Value[]): Value {
  if (parameter instanceof JavaList) return parameter.items.length;
  if (model instanceof JavaList) return model.items.length;
  return model instanceof JavaMap ? model.size : null;
}

/** Adds to the document itself, as Jayway does. */
function append(model: Value, parameters: readonly Value[]): Value {
  if (model instanceof JavaList) model.items.push(...parameters);
  return model;
}

function item(model: Value, index: number): Value {
  if (!(model instanceof JavaList)) {
    throw new JsonPathError('Aggregation function attempted to calculate value using empty array');
  }
  const { items } = model;
  // A negative index never reaches the first item: Jayway's own slip.
  const found = index >= 0 ? items[index] : items.length + index > 0 ? items[items.length + index] : undefined;
  if (found === undefined) throw new JsonPathError(`Target index:${index} larger than object count:${items.length}`);
  return found;
}

function indexOf(parameters: readonly Value[]): number {
  const [first] = numbersOf(parameters);
  if (first === undefined) throw new JsonPathError('index() needs a number');
  return toInt(first);
}
