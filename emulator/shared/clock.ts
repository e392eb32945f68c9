import { randomBytes, randomUUID } from 'node:crypto';

/** Time and chance, handed to whoever needs them so that tests can fix both. */
export interface Clock {
  /** Milliseconds since 1970, as Date.now(). */
  now(): number;
}

/** Sources of the ids that AWS makes up for each request. */
export interface Ids {
  /** A version 4 UUID, as `$context.requestId`. */
  uuid(): string;
  /** `length` lower-case hexadecimal digits. */
  hex(length: number): string;
  /** `length` characters of base64, without padding. */
  base64(length: number): string;
}

export const systemClock: Clock = { now: () => Date.now() };

export const randomIds: Ids = {
  uuid: createUuidPool(),
  hex: createPool('hex'),
  base64: createPool('base64'),
};

/** Random digits are drawn 3 KB at a time: a call into the generator for each request would cost more than all else in its context. */
function createPool(encoding: 'hex' | 'base64'): (length: number) => string {
  const bytes = 3072;
  let pool = '';
  let used = 0;
  return (length) => {
    if (used + length > pool.length) {
      pool = randomBytes(Math.max(bytes, length)).toString(encoding);
      used = 0;
    }
    const digits = pool.slice(used, used + length);
    used += length;
    return digits;
  };
}

/**
 * randomUUID() puts a text together from twenty pieces, which stay as long as the text does: in the logs that is for
 * thousands of requests, and the garbage collector copies them all. Slices of one text are one piece each.
 */
function createUuidPool(): () => string {
  const length = 36;
  let pool = '';
  let used = 0;
  return () => {
    if (used === pool.length) {
      pool = Array.from({ length: 64 }, () => randomUUID()).join('');
      used = 0;
    }
    used += length;
    return pool.slice(used - length, used);
  };
}
