import { chargeText } from './budget.ts';
import { javaEquals } from './equality.ts';
import { hashOf } from './hash.ts';
import {
  ARRAY_METHODS,
  COLLECTION_METHODS,
  ENTRY_METHODS,
  ITERATOR_METHODS,
  LIST_METHODS,
  MAP_METHODS,
} from './methods/container.ts';
import {
  BIG_METHODS,
  BOOLEAN_METHODS,
  CHARACTER_METHODS,
  DOUBLE_METHODS,
  INTEGER_METHODS,
  LONG_METHODS,
} from './methods/number.ts';
import { callOverload, JavaException, type MethodTable } from './methods/overload.ts';
import { TEXT_METHODS } from './methods/text.ts';
import { isNumber } from './numbers.ts';
import { toText } from './text.ts';
import { HostObject, JavaClass, JavaDouble, JavaEntry, JavaMap, type Value } from './values.ts';

/** Any table; it is only ever called with a value of its own kind. */
type AnyTable = MethodTable<never>;

function tableOf(value: Exclude<Value, null>): AnyTable | undefined {
  switch (typeof value) {
    case 'string':
      return TEXT_METHODS as AnyTable;
    case 'number':
      return INTEGER_METHODS as AnyTable;
    case 'boolean':
      return BOOLEAN_METHODS as AnyTable;
    case 'bigint':
      return BIG_METHODS as AnyTable;
  }
  return OBJECT_TABLES.get(value.kind);
}

const OBJECT_TABLES: ReadonlyMap<string, AnyTable> = new Map<string, AnyTable>([
  ['long', LONG_METHODS as AnyTable],
  ['double', DOUBLE_METHODS as AnyTable],
  ['decimal', BIG_METHODS as AnyTable],
  ['character', CHARACTER_METHODS as AnyTable],
  ['list', LIST_METHODS as AnyTable],
  ['array', ARRAY_METHODS as AnyTable],
  ['collection', COLLECTION_METHODS as AnyTable],
  ['map', MAP_METHODS as AnyTable],
  ['entry', ENTRY_METHODS as AnyTable],
  ['iterator', ITERATOR_METHODS as AnyTable],
]);

/** Calls a method as Java would; null when there is none that takes the arguments. @throws JavaException */
export function callMethod(value: Exclude<Value, null>, name: string, parameters: readonly Value[]): Value {
  chargeTexts(value, parameters);
  const result = callOwn(value, name, parameters);
  if (typeof result === 'string') chargeText(result.length);
  return result;
}

/** Work on long texts counts by their length: those that a method is given here, the one that it makes above. */
function chargeTexts(value: Value, parameters: readonly Value[]): void {
  let length = typeof value === 'string' ? value.length : 0;
  for (const parameter of parameters) if (typeof parameter === 'string') length += parameter.length;
  chargeText(length);
}

function callOwn(value: Exclude<Value, null>, name: string, parameters: readonly Value[]): Value {
  if (value instanceof HostObject) {
    const result = value.call(name, parameters);
    if (result !== undefined) return result;
  }
  const overloads = tableOf(value)?.get(name);
  if (overloads !== undefined) {
    const result = callOverload(overloads, value as never, parameters);
    if (result !== undefined) return result;
  }
  return callObjectMethod(value, name, parameters);
}

/** What every object has, and getters called by their own name. */
function callObjectMethod(value: Exclude<Value, null>, name: string, parameters: readonly Value[]): Value {
  if (parameters.length === 1 && name === 'equals') return javaEquals(value, parameters[0] ?? null);
  if (parameters.length === 1 && name === 'compareTo' && isComparable(value)) {
    throw new JavaException('ClassCastException', `compareTo() of a ${classNameOf(value)} takes only its own kind`);
  }
  if (parameters.length !== 0) return null;
  if (name === 'toString') return toText(value);
  if (name === 'hashCode') return hashOf(value, 0);
  if (name === 'getClass') return new JavaClass(classNameOf(value));
  const getter = /^(?:get|is)([A-Z]\w*)$/.exec(name)?.[1];
  if (getter === undefined || value instanceof HostObject) return null;
  const property = getter[0]?.toLowerCase() + getter.slice(1);
  return (value instanceof JavaMap ? value.property(property) : ownProperty(value, property)) ?? null;
}

function isComparable(value: Exclude<Value, null>): boolean {
  return typeof value !== 'object' || isNumber(value) || value.kind === 'character';
}

/** `$value.name`: a getter, the key of a map, `isName()`. Null when there is none. */
export function getProperty(value: Exclude<Value, null>, name: string): Value {
  if (value instanceof JavaMap) {
    const own = value.property(name);
    if (own !== undefined) return own;
    return name === 'class' || name === 'Class' ? new JavaClass(value.className) : value.get(name);
  }
  if (value instanceof HostObject) return value.property(name);
  const first = name[0] ?? '';
  return ownProperty(value, first.toLowerCase() + name.slice(1)) ?? null;
}

/** A getter of a value that is no map. */
function ownProperty(value: Exclude<Value, null>, name: string): Value | undefined {
  if (name === 'class') return new JavaClass(classNameOf(value));
  if (value instanceof JavaEntry) return name === 'key' ? value.key : name === 'value' ? value.value : undefined;
  if (value instanceof JavaClass) return classProperty(value, name);
  if (value instanceof JavaDouble) return doubleProperty(value, name);
  if (name === 'empty' && (typeof value === 'string' || (typeof value === 'object' && 'items' in value))) {
    return callMethod(value, 'isEmpty', []);
  }
  if (typeof value !== 'string') return undefined;
  if (name === 'bytes') return callMethod(value, 'getBytes', []);
  return name === 'blank' ? callMethod(value, 'isBlank', []) : undefined;
}

function classProperty(value: JavaClass, name: string): Value | undefined {
  if (name === 'name' || name === 'typeName') return value.name;
  return name === 'simpleName' ? (value.name.split(/[.$]/).at(-1) ?? '') : undefined;
}

function doubleProperty({ value }: JavaDouble, name: string): Value | undefined {
  if (name === 'naN') return Number.isNaN(value);
  return name === 'infinite' ? Math.abs(value) === Number.POSITIVE_INFINITY : undefined;
}

/** `#set($value.name = …)`. Without a setter nothing happens. */
export function setProperty(value: Exclude<Value, null>, name: string, to: Value): void {
  if (value instanceof JavaMap) value.put(name, to);
  else if (value instanceof JavaEntry && name.toLowerCase() === 'value') value.map.put(value.key, to);
}

/** The name of the value's class in Java. */
export function classNameOf(value: Exclude<Value, null>): string {
  switch (typeof value) {
    case 'string':
      return 'java.lang.String';
    case 'number':
      return 'java.lang.Integer';
    case 'boolean':
      return 'java.lang.Boolean';
    case 'bigint':
      return 'java.math.BigInteger';
  }
  return value.className;
}
