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

/** The map of a JSON object or of a literal. */
export class LinkedMap extends JavaMap {
  readonly className = 'java.util.LinkedHashMap';
  readonly #values = new Map<unknown, Value>();
  /** The keys that are no JavaScript values, by what identifies them. */
  #objectKeys: Map<unknown, Value> | undefined;

  get size(): number {
    return this.#values.size;
  }

  get(key: Value): Value {
    return this.#values.get(keyOf(key)) ?? null;
  }

  has(key: Value): boolean {
    return this.#values.has(keyOf(key));
  }

  put(key: Value, value: Value): Value {
    const id = keyOf(key);
    const before = this.#values.get(id);
    if (before === undefined) {
      chargeItems(1);
      this.modifications++;
      if (id !== key) {
        this.#objectKeys ??= new Map();
        this.#objectKeys.set(id, key);
      }
    }
    this.#values.set(id, value);
    return before ?? null;
  }

  /** Puts a text's value while the map is made, without asking what was there. */
  set(key: string, value: Value): void {
    chargeItems(1);
    this.#values.set(key, value);
  }

  remove(key: Value): Value {
    const id = keyOf(key);
    const before = this.#values.get(id) ?? null;
    if (this.#values.delete(id)) this.modifications++;
    return before;
  }

  keys(): Value[] {
    const objects = this.#objectKeys;
    const ids = [...this.#values.keys()];
    return (objects === undefined ? ids : ids.map((id) => (objects.has(id) ? objects.get(id) : id))) as Value[];
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
