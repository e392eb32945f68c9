import { performance } from 'node:perf_hooks';
import type { PendingCall } from './calls.ts';
import type { FunctionPool } from './function-pool.ts';

/** The bound on environments of all functions together. */
export interface EnvironmentLimit {
  register(pool: FunctionPool): void;
  unregister(pool: FunctionPool): void;
  /**
   * May this pool start another, for the first of those that wait? Makes room by ending an idle environment of
   * another function, and puts the call first that has to be answered before others can.
   */
  mayStart(pool: FunctionPool, waiting?: PendingCall[]): boolean;
  /**
   * What an environment does that has become free. Beyond the bound it ends, unless a nested call waits or it is its
   * function's only one: so the room there is always left for calls that others wait for.
   */
  takeNext(pool: FunctionPool, waiting: PendingCall[]): PendingCall | 'rest' | 'end';
}

/** A function whose environments all do nothing new for this long may be waiting for itself. */
const STALL_MS = 100;
/** How far beyond the bound calls may go that are known to be nested. */
const NESTED_ROOM = 16;
/** And those that may be: a function that calls itself for ever ends there, by its time-outs. */
const STALLED_ROOM = 32;

/**
 * Bounds the environments; calls beyond it queue. A function that invokes another must never wait for itself, so some
 * calls go beyond the bound: those that carry the trace of a running one, the first of a function that has no
 * environment at all, and, where a function has done nothing new for a while, its newest (a nested call that came by
 * plain HTTP carries no trace, but is younger than the call that waits for it). The last two have room of their own:
 * without it, nested calls could take all of it and wait for calls that they make themselves.
 */
export function createEnvironmentLimit(most: number): EnvironmentLimit {
  const pools = new Set<FunctionPool>();
  /** performance.now() until when a pool that had stalled may go beyond the bound. */
  const stalledUntil = new WeakMap<FunctionPool, number>();

  function count(): number {
    let sum = 0;
    for (const pool of pools) sum += pool.environments.size;
    return sum;
  }

  function mayExceed(pool: FunctionPool, waiting: PendingCall[], running: number): boolean {
    if (running >= most + STALLED_ROOM) return false;
    if (pool.environments.size === 0) return true;
    if (running < most + NESTED_ROOM && bringNestedForward(waiting)) return true;
    if (!isStalled(pool) || hasNewerElsewhere(pool)) return false;
    const newest = waiting.pop();
    if (newest) waiting.unshift(newest);
    return newest !== undefined;
  }

  function isStalled(pool: FunctionPool): boolean {
    const now = performance.now();
    if ((stalledUntil.get(pool) ?? 0) > now) return true;
    for (const { initialised, since } of pool.environments) if (!initialised || since > now - STALL_MS) return false;
    stalledUntil.set(pool, now + STALL_MS);
    return true;
  }

  /** The newest call of all is the likeliest to be the one that the others wait for. */
  function hasNewerElsewhere(pool: FunctionPool): boolean {
    for (const other of pools) {
      if (other !== pool && other.newestWaiting > pool.newestWaiting && isStalled(other)) return true;
    }
    return false;
  }

  function isNested({ call: { traceId } }: PendingCall): boolean {
    const root = traceRoot(traceId);
    if (!root) return false;
    for (const pool of pools) {
      for (const { running } of pool.environments) if (traceRoot(running?.call.traceId) === root) return true;
    }
    return false;
  }

  /** Finds a nested call among those that wait and puts it first. */
  function bringNestedForward(waiting: PendingCall[]): boolean {
    const index = waiting.findIndex(isNested);
    const [nested] = index < 0 ? [] : waiting.splice(index, 1);
    if (nested) waiting.unshift(nested);
    return nested !== undefined;
  }

  return {
    register: (pool) => pools.add(pool),
    unregister: (pool) => pools.delete(pool),
    mayStart(pool, waiting = []) {
      const running = count();
      if (running < most) return true;
      for (const other of pools) if (other !== pool && other.yieldOne()) return true;
      return mayExceed(pool, waiting, running);
    },
    takeNext(pool, waiting) {
      const mayGoOn = count() <= most || bringNestedForward(waiting) || pool.environments.size === 1;
      return mayGoOn ? (waiting.shift() ?? 'rest') : 'end';
    },
  };
}

function traceRoot(traceId: string | undefined): string | undefined {
  return traceId && /Root=([^;]+)/.exec(traceId)?.[1];
}
