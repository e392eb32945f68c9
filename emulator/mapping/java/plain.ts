import { LinkedMap } from './linked-map.ts';
import { fromNumber, isNumber, toNumber } from './numbers.ts';
import { toText } from './text.ts';
import { JavaArray, JavaCollection, JavaList, JavaMap, type Value } from './values.ts';

type PlainObject = Readonly<Record<string, unknown>>;

/** Objects and arrays inside each other that are taken over. */
const MAX_DEPTH = 500;

/** A value of plain JavaScript as Java's: arrays become lists that print as Java does, objects ordered maps. */
export function fromPlain(value: unknown, isJson = false, depth = 0): Value {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'bigint':
      return value;
    case 'number':
      return fromNumber(value);
    case 'object':
      break;
    default:
      return null;
  }
  if (value === null || depth > MAX_DEPTH) return null;
  if (Array.isArray(value))
    return new JavaList(
      value.map((item) => fromPlain(item, isJson, depth + 1)),
      isJson,
    );
  const map = new LinkedMap();
  for (const [key, member] of Object.entries(value)) map.put(key, fromPlain(member, isJson, depth + 1));
  return map;
}

/** A value of Java's as plain JavaScript: lists become arrays, maps objects, all numbers numbers. */
export function toPlain(value: Value, depth = 0): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || depth > MAX_DEPTH) return value;
  if (isNumber(value)) return toNumber(value);
  if (value instanceof HostMap) return value.toPlain(depth);
  if (value instanceof JavaList || value instanceof JavaArray || value instanceof JavaCollection) {
    return value.items.map((item) => toPlain(item, depth + 1));
  }
  if (!(value instanceof JavaMap)) return toText(value);
  const plain: Record<string, unknown> = {};
  for (const key of value.keys()) define(plain, toText(key), toPlain(value.get(key), depth + 1));
  return plain;
}

/** Sets a member of its own, whatever its name: assigning to `__proto__` would set the prototype. */
function define(plain: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') plain[name] = value;
  else Object.defineProperty(plain, name, { value, enumerable: true, configurable: true, writable: true });
}

/**
 * A map over an object of the caller's, which is neither copied when the render begins nor changed by it: members are
 * taken over when the template asks for them, and what it puts is kept here.
 */
export class HostMap extends JavaMap {
  readonly className = 'java.util.LinkedHashMap';
  readonly #source: PlainObject;
  /** Members that were asked for or put. */
  #taken: Map<Value, Value> | undefined;
  #removed: Set<Value> | undefined;
  #changed = false;

  constructor(source: PlainObject) {
    super();
    this.#source = source;
  }

  get size(): number {
    return this.keys().length;
  }

  get(key: Value): Value {
    const taken = this.#taken?.get(key);
    if (taken !== undefined) return taken;
    if (typeof key !== 'string' || !this.#isInSource(key)) return null;
    const member = this.#source[key];
    if (typeof member === 'string') return member;
    const value = this.wrap(member, key);
    this.#take(key, value);
    return value;
  }

  has(key: Value): boolean {
    return this.#taken?.has(key) === true || (typeof key === 'string' && this.#isInSource(key));
  }

  put(key: Value, value: Value): Value {
    const before = this.get(key);
    if (!this.has(key)) this.modifications++;
    this.#take(key, value);
    this.#removed?.delete(key);
    this.#changed = true;
    return before;
  }

  remove(key: Value): Value {
    const before = this.get(key);
    if (this.has(key)) this.modifications++;
    this.#taken?.delete(key);
    this.#removed ??= new Set();
    this.#removed.add(key);
    this.#changed = true;
    return before;
  }

  keys(): Value[] {
    const keys: Value[] = Object.keys(this.#source);
    if (!this.#changed) return keys;
    const kept = keys.filter((key) => !this.#removed?.has(key));
    for (const key of this.#taken?.keys() ?? []) if (!kept.includes(key)) kept.push(key);
    return kept;
  }

  /** The object as it is now: the caller's own when nothing was changed in it. */
  toPlain(depth: number): Readonly<Record<string, unknown>> {
    if (!this.#changed && !this.#hasChangedMember()) return this.#source;
    const plain: Record<string, unknown> = {};
    for (const key of this.keys()) {
      const taken = this.#taken?.get(key);
      define(plain, toText(key), taken === undefined ? this.#source[String(key)] : toPlain(taken, depth + 1));
    }
    return plain;
  }

  protected wrap(member: unknown, _key: string): Value {
    return isObject(member) ? new HostMap(member) : fromPlain(member);
  }

  #isInSource(key: string): boolean {
    return Object.hasOwn(this.#source, key) && this.#removed?.has(key) !== true;
  }

  #take(key: Value, value: Value): void {
    this.#taken ??= new Map();
    this.#taken.set(key, value);
  }

  /** Lists may have been changed without our being told: they always count. */
  #hasChangedMember(): boolean {
    for (const member of this.#taken?.values() ?? []) {
      if (member instanceof HostMap ? member.#changed || member.#hasChangedMember() : member instanceof JavaList)
        return true;
    }
    return false;
  }
}

export function isObject(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
