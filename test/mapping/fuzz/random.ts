/** Numbers that look random and are the same for the same seed. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** From 0 to `limit` - 1. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  /** True once in `times`. */
  oneIn(times: number): boolean {
    return this.below(times) === 0;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }

  /** What one of the makers makes. */
  make(makers: readonly (() => string)[]): string {
    return this.pick(makers)();
  }

  /** None to `most` pieces. */
  several(most: number, piece: () => string, separator = ''): string {
    return Array.from({ length: this.below(most + 1) }, piece).join(separator);
  }

  /** The text with, now and then, a few characters lost, doubled, or put in. */
  mutate(text: string, marks: readonly string[]): string {
    if (!this.oneIn(5)) return text;
    let mutated = text;
    for (let times = this.below(3); times >= 0; times--) {
      const at = this.below(mutated.length + 1);
      const until = at + this.below(4);
      const between = this.oneIn(3) ? mutated.slice(at, until).repeat(2) : this.pick(marks);
      mutated = mutated.slice(0, at) + between + mutated.slice(until);
    }
    return mutated;
  }
}

/** Names that lead somewhere in JavaScript or in Java, and plain ones. */
export const NAMES: readonly string[] = [
  ...['a', 'b', 'c', 'id', 'name', 'x-y', '1', '', ' ', 'é', '$', 'foreach', 'requestOverride', 'header'],
  ...[
    'constructor',
    '__proto__',
    'prototype',
    '__defineGetter__',
    '__lookupGetter__',
    'hasOwnProperty',
    'isPrototypeOf',
  ],
  ...['toString', 'valueOf', 'toJSON', 'then', 'call', 'apply', 'bind', 'caller', 'callee', 'arguments', 'eval'],
  ...['length', 'size', 'get', 'set', 'push', 'items', 'kind', 'property', 'wrap', 'map', 'source', 'render', 'print'],
  ...['class', 'getClass', 'forName', 'classLoader', 'declaredMethods', 'newInstance', 'runtime', 'exec'],
];

export function quoted(text: string): string {
  if (!text.includes("'")) return `'${text}'`;
  return `"${text.replaceAll('"', '""')}"`;
}
