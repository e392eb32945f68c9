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
}

export const systemClock: Clock = { now: () => Date.now() };

export const randomIds: Ids = {
  uuid: () => randomUUID(),
  hex: randomHex,
};

const HEX_POOL_BYTES = 4096;
let pool = '';
let used = 0;

/** Random digits are drawn 4 KB at a time: a call into the generator for each request would cost more than the rest of its context. */
function randomHex(length: number): string {
  if (used + length > pool.length) {
    pool = randomBytes(Math.max(HEX_POOL_BYTES, length)).toString('hex');
    used = 0;
  }
  const digits = pool.slice(used, used + length);
  used += length;
  return digits;
}
