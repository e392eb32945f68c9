import type { JavaNumber } from '../number-text.ts';
import { isNumber } from '../numbers.ts';
import { JavaArray, JavaCharacter, JavaCollection, JavaList, JavaLong, JavaMap, type Value } from '../values.ts';

/** What a parameter of a Java method can be, and what it is handed over as. */
interface ParameterTypes {
  String: string;
  int: number;
  long: bigint;
  char: string;
  boolean: boolean;
  Number: JavaNumber;
  Collection: readonly Value[];
  Map: JavaMap;
  Object: Value;
  /** Any number of objects at the end. */
  'Object...': readonly Value[];
}

type ParameterType = keyof ParameterTypes;

type Parameters<K extends readonly ParameterType[]> = { [I in keyof K]: ParameterTypes[K[I]] };

/** One method of a class, by its parameters. */
export interface Overload<T> {
  readonly takes: readonly ParameterType[];
  readonly call: (self: T, parameters: readonly unknown[]) => Value;
}

/** The methods of a class by name; of several with a name, the most specific comes first. */
export type MethodTable<T> = ReadonlyMap<string, readonly Overload<T>[]>;

/** Builds overloads of methods on `T`. A void method gives "", as Velocity has it. */
export function methodsOn<T>(): <const K extends readonly ParameterType[]>(
  takes: K,
  call: (self: T, ...parameters: Parameters<K>) => Value,
) => Overload<T> {
  return (takes, call) => ({
    takes,
    call: (self, parameters) => call(self, ...(parameters as Parameters<typeof takes>)),
  });
}

/** A failure of a method, named as Java names it: the render fails with it. */
export class JavaException extends Error {
  constructor(name: string, message: string) {
    super(`${name}: ${message}`);
    this.name = name;
  }
}

/** Calls the first overload that takes the arguments; undefined when none does. */
export function callOverload<T>(
  overloads: readonly Overload<T>[],
  self: T,
  given: readonly Value[],
): Value | undefined {
  for (const overload of overloads) {
    const parameters = convert(overload.takes, given);
    if (parameters !== undefined) return overload.call(self, parameters);
  }
  return undefined;
}

function convert(takes: readonly ParameterType[], given: readonly Value[]): unknown[] | undefined {
  const variable = takes.at(-1) === 'Object...';
  if (variable ? given.length < takes.length - 1 : given.length !== takes.length) return undefined;
  const parameters: unknown[] = [];
  for (const [index, type] of takes.entries()) {
    if (type === 'Object...') {
      parameters.push(variableParameters(given, index));
      break;
    }
    const parameter = convertOne(type, given[index] ?? null);
    if (parameter === undefined) return undefined;
    parameters.push(parameter);
  }
  return parameters;
}

function variableParameters(given: readonly Value[], index: number): readonly Value[] {
  const [only] = given.slice(index);
  return given.length === index + 1 && only instanceof JavaArray ? only.items : given.slice(index);
}

function convertOne(type: ParameterType, value: Value): unknown {
  if (value === null) {
    if (type === 'int' || type === 'long' || type === 'char' || type === 'boolean') return undefined;
    if (type === 'Object') return null;
    throw new JavaException('NullPointerException', 'an argument is null');
  }
  switch (type) {
    case 'String':
      return typeof value === 'string' ? value : undefined;
    case 'int':
      return typeof value === 'number' ? value : undefined;
    case 'long':
      if (value instanceof JavaLong) return value.value;
      return typeof value === 'number' ? BigInt(value) : undefined;
    case 'char':
      return value instanceof JavaCharacter ? value.value : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'Number':
      return isNumber(value) ? value : undefined;
    case 'Collection':
      return value instanceof JavaList || value instanceof JavaCollection ? value.items : undefined;
    case 'Map':
      return value instanceof JavaMap ? value : undefined;
    default:
      return value;
  }
}
