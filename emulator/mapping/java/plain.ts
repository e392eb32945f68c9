import { charge, chargeItems } from './budget.ts';
import { LinkedMap } from './linked-map.ts';
import { fromNumber, isNumber, toNumber } from './numbers.ts';
import { toText } from './text.ts';
import { JavaArray, JavaCollection, JavaList, JavaMap, type JavaObject, type Value } from './values.ts';

type PlainObject = Readonly<Record<string, unknown>>;

/** Objects and arrays inside each other that are taken over. */
const MAX_DEPTH = 500;

/** What was made of objects already: one that stands in several places, or inside itself, is taken over once. */
export type Copies = Map<JavaObject, unknown>;

/**
 * A value of plain JavaScript as Java's: arrays become lists that print as Java does (as JSON with `isJson`), objects
 * ordered maps.
 */
export function fromPlain(value: unknown, isJson = false): Value {
  return typeof value === 'object' ? fromObject(value, isJson, new Map(), 0) : fromPrimitive(value);
}

function fromPrimitive(value: unknown): Value {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'bigint':
      return value;
    case 'number':
      return fromNumber(value);
  }
  return null;
}

function fromObject(value: object | null, isJson: boolean, taken: Map<object, Value>, depth: number): Value {
  if (value === null || depth > MAX_DEPTH) return null;
  const known = taken.get(value);
  if (known !== undefined) return known;
  const member = (part: unknown): Value =>
    typeof part === 'object' ? fromObject(part, isJson, taken, depth + 1) : fromPrimitive(part);
  if (Array.isArray(value)) {
    const list = new JavaList([], isJson);
    taken.set(value, list);
    for (const item of value) list.items.push(member(item));
    chargeItems(list.items.length);
    return list;
  }
  const map = new LinkedMap();
  taken.set(value, map);
  for (const [key, part] of Object.entries(value)) map.set(key, member(part));
  return map;
}

/** A value of Java's as plain JavaScript: lists become arrays, maps objects, all numbers numbers. */
export function toPlain(value: Value): unknown {
  return copyOf(value, new Map(), 0);
}

function copyOf(value: Value, taken: Copies, depth: number): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (isNumber(value)) return toNumber(value);
  if (depth > MAX_DEPTH) return null;
  if (taken.has(value)) return taken.get(value);
  if (value instanceof HostMap) return value.copy(taken, depth);
  if (value instanceof JavaMap) return copyOfMap(value, taken, depth);
  if (!(value instanceof JavaList || value instanceof JavaArray || value instanceof JavaCollection)) {
    return toText(value);
  }
  const array: unknown[] = [];
  taken.set(value, array);
  for (const item of value.items) array.push(copyOf(item, taken, depth + 1));
  return array;
}

function copyOfMap(map: JavaMap, taken: Copies, depth: number): unknown {
  const plain: Record<string, unknown> = {};
  taken.set(map, plain);
  for (const key of map.keys()) define(plain, toText(key), copyOf(map.get(key), taken, depth + 1));
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
    const kept = new Set(keys.filter((key) => !this.#removed?.has(key)));
    for (const key of this.#taken?.keys() ?? []) kept.add(key);
    charge(kept.size);
    return [...kept];
  }

  /** The object as it is now: the caller's own when nothing was changed in it. */
  copy(taken: Copies, depth: number): Readonly<Record<string, unknown>> {
    if (!this.#changed && !this.#hasChangedMember()) return this.#source;
    const plain: Record<string, unknown> = {};
    taken.set(this, plain);
    for (const key of this.keys()) {
      const member = this.#taken?.get(key);
      const value = member === undefined ? this.#source[String(key)] : this.copyMember(member, taken, depth + 1);
      define(plain, toText(key), value);
    }
    return plain;
  }

  protected copyMember(member: Value, taken: Copies, depth: number): unknown {
    return copyOf(member, taken, depth);
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
