import { charge, chargeItems } from './budget.ts';

/**
 * A value as a template sees it: a Java object. Text, booleans and null are JavaScript's own; an Integer is a number,
 * a BigInteger a bigint. Everything else is one of the classes here. A template can reach nothing but these values and
 * the methods in the tables of `methods/`: no member of a JavaScript object is ever looked up by a name it gives.
 */
export type Value = null | string | boolean | number | bigint | JavaObject;

export abstract class JavaObject {
  /** Which table of methods it has. */
  abstract readonly kind:
    | 'long'
    | 'double'
    | 'decimal'
    | 'character'
    | 'list'
    | 'array'
    | 'collection'
    | 'map'
    | 'entry'
    | 'iterator'
    | 'class'
    | 'host'
    | 'definition';
  abstract readonly className: string;
}

export class JavaLong extends JavaObject {
  readonly kind = 'long';
  readonly className = 'java.lang.Long';
  readonly value: bigint;

  constructor(value: bigint) {
    super();
    this.value = value;
  }
}

export class JavaDouble extends JavaObject {
  readonly kind = 'double';
  readonly className = 'java.lang.Double';
  readonly value: number;

  constructor(value: number) {
    super();
    this.value = value;
  }
}

/** A BigDecimal: `unscaled` × 10^-`scale`. */
export class JavaDecimal extends JavaObject {
  readonly kind = 'decimal';
  readonly className = 'java.math.BigDecimal';
  readonly unscaled: bigint;
  readonly scale: number;

  constructor(unscaled: bigint, scale: number) {
    super();
    this.unscaled = unscaled;
    this.scale = scale;
  }
}

export class JavaCharacter extends JavaObject {
  readonly kind = 'character';
  readonly className = 'java.lang.Character';
  readonly value: string;

  constructor(value: string) {
    super();
    this.value = value;
  }
}

/** A list. One that came from JSON prints as JSON, one that the template made prints as Java does: `[a, b]`. */
export class JavaList extends JavaObject {
  readonly kind = 'list';
  readonly items: Value[];
  readonly isJson: boolean;

  constructor(items: Value[], isJson: boolean) {
    super();
    chargeItems(items.length);
    this.items = items;
    this.isJson = isJson;
  }

  get className(): string {
    return this.isJson ? 'net.minidev.json.JSONArray' : 'java.util.ArrayList';
  }
}

/** What `split` and `toArray` give: the methods of a list, the text and equality of an object. */
export class JavaArray extends JavaObject {
  readonly kind = 'array';
  readonly items: Value[];
  readonly className: string;

  constructor(items: Value[], className: string) {
    super();
    chargeItems(items.length);
    this.items = items;
    this.className = className;
  }
}

/** Keys, values or entries of a map: a view, which changes with the map. */
export class JavaCollection extends JavaObject {
  readonly kind = 'collection';
  readonly className: string;
  readonly isSet: boolean;
  readonly map: JavaMap;
  /** What stands in the view for a key. */
  readonly item: (key: Value) => Value;

  constructor(map: JavaMap, view: 'LinkedKeySet' | 'LinkedValues' | 'LinkedEntrySet', item: (key: Value) => Value) {
    super();
    this.map = map;
    this.className = `java.util.LinkedHashMap$${view}`;
    this.isSet = view !== 'LinkedValues';
    this.item = item;
  }

  get items(): Value[] {
    const keys = this.map.keys();
    charge(keys.length);
    return keys.map(this.item);
  }
}

export class JavaEntry extends JavaObject {
  readonly kind = 'entry';
  readonly className = 'java.util.LinkedHashMap$Entry';
  readonly map: JavaMap;
  readonly key: Value;

  constructor(map: JavaMap, key: Value) {
    super();
    this.map = map;
    this.key = key;
  }

  get value(): Value {
    return this.map.get(this.key);
  }
}

export class JavaIterator extends JavaObject {
  readonly kind = 'iterator';
  readonly className = 'java.util.ArrayList$Itr';
  readonly items: readonly Value[];
  /** How many items there were: a list that changes under its iterator fails, as in Java. */
  readonly length: number;
  position = 0;

  constructor(items: readonly Value[]) {
    super();
    this.items = items;
    this.length = items.length;
  }
}

/** What `.class` gives: names, and no way from there to anything. */
export class JavaClass extends JavaObject {
  readonly kind = 'class';
  readonly className = 'java.lang.Class';
  readonly name: string;

  constructor(name: string) {
    super();
    this.name = name;
  }
}

/** A value whose text is made when it is asked for. */
export abstract class JavaRendered extends JavaObject {
  readonly kind = 'definition';
  abstract render(): string;
}

/** An object of API Gateway's: `$input` and `$util`. */
export abstract class HostObject extends JavaObject {
  readonly kind = 'host';
  abstract property(name: string): Value;
  /** Undefined: there is no such method. */
  abstract call(name: string, parameters: readonly Value[]): Value | undefined;
}

/** A map in the order in which its keys were put. */
export abstract class JavaMap extends JavaObject {
  readonly kind = 'map';
  /** `$context` and the maps in it print as nothing. */
  readonly printsNothing: boolean = false;
  abstract readonly size: number;
  abstract get(key: Value): Value;
  abstract has(key: Value): boolean;
  /** Gives the value before. */
  abstract put(key: Value, value: Value): Value;
  abstract remove(key: Value): Value;
  abstract keys(): Value[];
  /** Goes up with each key that is added or removed. */
  modifications = 0;
  /** A member that the map has beside its keys, as `$foreach.index`; undefined when there is none. */
  property(_name: string): Value | undefined {
    return undefined;
  }
}
