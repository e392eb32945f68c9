import { charge, chargeItems } from './budget.ts';
import {
  JavaCharacter,
  JavaDecimal,
  JavaDouble,
  JavaList,
  JavaLong,
  JavaMap,
  type JavaObject,
  type Value,
} from './values.ts';

/** Members up to which a map with texts as keys is two arrays: they are made and looked through sooner than a Map. */
const MAX_SMALL = 8;

/** The map of a JSON object or of a literal. */
export class LinkedMap extends JavaMap {
  get className(): string {
    return 'java.util.LinkedHashMap';
  }

  /** The keys of a small map, and their values at the same places. */
  readonly #names: string[] = [];
  readonly #members: Value[] = [];
  /** The values of any other map, by what identifies their keys. */
  #values: Map<unknown, Value> | undefined;
  /** The keys that are no JavaScript values, by what identifies them. */
  #objectKeys: Map<unknown, Value> | undefined;

  get size(): number {
    return this.#values === undefined ? this.#names.length : this.#values.size;
  }

  get(key: Value): Value {
    if (this.#values !== undefined) return this.#values.get(keyOf(key)) ?? null;
    const place = this.#placeOf(key);
    return place === -1 ? null : (this.#members[place] ?? null);
  }

  has(key: Value): boolean {
    return this.#values === undefined ? this.#placeOf(key) !== -1 : this.#values.has(keyOf(key));
  }

  put(key: Value, value: Value): Value {
    const before = this.has(key) ? this.get(key) : undefined;
    if (before === undefined) this.modifications++;
    this.set(key, value);
    return before ?? null;
  }

  /** Puts a value while the map is made: nobody asks what was there, or goes through it. */
  set(key: Value, value: Value): void {
    if (this.#values === undefined) {
      const place = this.#placeOf(key);
      if (place !== -1) {
        this.#members[place] = value;
        return;
      }
      if (typeof key === 'string' && this.#names.length < MAX_SMALL) {
        chargeItems(1);
        this.#names.push(key);
        this.#members.push(value);
        return;
      }
    }
    this.#setLarge(key, value);
  }

  #setLarge(key: Value, value: Value): void {
    this.#values ??= new Map(this.#names.map((name, place) => [name, this.#members[place] ?? null]));
    const id = keyOf(key);
    if (!this.#values.has(id)) {
      chargeItems(1);
      if (id !== key) {
        this.#objectKeys ??= new Map();
        this.#objectKeys.set(id, key);
      }
    }
    this.#values.set(id, value);
  }

  remove(key: Value): Value {
    const before = this.get(key);
    if (!this.has(key)) return null;
    this.modifications++;
    if (this.#values !== undefined) {
      this.#values.delete(keyOf(key));
    } else {
      const place = this.#placeOf(key);
      this.#names.splice(place, 1);
      this.#members.splice(place, 1);
    }
    return before;
  }

  keys(): Value[] {
    if (this.#values === undefined) return [...this.#names];
    const objects = this.#objectKeys;
    const ids = [...this.#values.keys()];
    return (objects === undefined ? ids : ids.map((id) => (objects.has(id) ? objects.get(id) : id))) as Value[];
  }

  /** Where a small map has the key; -1 when it hasn't. */
  #placeOf(key: Value): number {
    const names = this.#names;
    for (let place = 0; place < names.length; place++) if (names[place] === key) return place;
    return -1;
  }
}

/** What identifies a key: the same for equal keys, different for the Integer 1, the Double 1.0 and the text "1". */
function keyOf(key: Value): unknown {
  if (key === null || typeof key !== 'object') return key;
  return identify(key, 0);
}

class ObjectKey {}
const identities = new WeakMap<JavaObject, ObjectKey>();

function identify(key: JavaObject, depth: number): unknown {
  if (key instanceof JavaLong) return `\u0000long:${key.value}`;
  if (key instanceof JavaDouble) return `\u0000double:${Object.is(key.value, -0) ? '-0' : key.value}`;
  if (key instanceof JavaDecimal) return `\u0000decimal:${key.unscaled}:${key.scale}`;
  if (key instanceof JavaCharacter) return `\u0000char:${key.value}`;
  if (key instanceof JavaList && depth < 50) {
    charge(key.items.length);
    return `\u0000list:${key.items.map((item) => identifyItem(item, depth)).join('\u0000,')}`;
  }
  let identity = identities.get(key);
  if (identity === undefined) {
    identity = new ObjectKey();
    identities.set(key, identity);
  }
  return identity;
}

function identifyItem(item: Value, depth: number): string {
  if (item !== null && typeof item === 'object') return String(identify(item, depth + 1));
  return `${typeof item}:${String(item)}`;
}
