/** What may not be reached, and may not be changed. */
const BUILT_IN: readonly object[] = [
  ...[
    Object,
    Array,
    Function,
    String,
    Number,
    Boolean,
    BigInt,
    Symbol,
    RegExp,
    Date,
    Map,
    Set,
    WeakMap,
    Promise,
    Error,
  ],
  ...[Buffer, Uint8Array, Reflect, JSON, Math, globalThis],
].flatMap((builtIn) => ('prototype' in builtIn ? [builtIn, builtIn.prototype as object] : [builtIn]));

/** Counts of the own members of JavaScript's built-in objects; their names are compared only when the counts differ. */
export function memberCount(): number {
  let count = 0;
  for (const object of BUILT_IN) count += Reflect.ownKeys(object).length;
  return count;
}

export function memberNames(): string {
  return BUILT_IN.map((object) => Reflect.ownKeys(object).map(String).join()).join('\n');
}

/** Shows a text something of JavaScript's? None of the inputs holds these. */
const SHOWN =
  /native code|\[object |=> |function\s*\w*\([^)]*\)\s*\{|class \w+ (?:extends|\{)|\bundefined\b|Cannot read|is not a function|#private/;

export function showsJavaScript(text: string): boolean {
  return SHOWN.test(text);
}

/** Why a value is no plain data; undefined when it is: objects, lists, texts, numbers, booleans and null. */
export function notPlain(value: unknown, seen: Set<unknown> = new Set()): string | undefined {
  if (value === null || ['string', 'number', 'boolean', 'bigint'].includes(typeof value)) return undefined;
  if (typeof value !== 'object') return `it holds a ${typeof value}`;
  if (seen.has(value)) return undefined;
  seen.add(value);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== (Array.isArray(value) ? Array.prototype : Object.prototype)) return 'it holds an object of a class';
  for (const key of Reflect.ownKeys(value)) {
    const member = Object.getOwnPropertyDescriptor(value, key);
    if (member?.get !== undefined || member?.set !== undefined) return `${String(key)} is an accessor`;
    const reason = notPlain(member?.value, seen);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** The same object, and nothing in it can be changed. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null)
    for (const member of Object.values(Object.freeze(value))) frozen(member);
  return value;
}
