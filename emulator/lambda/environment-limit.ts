import { performance } from 'node:perf_hooks';
import type { PendingCall } from './calls.ts';
import type { FunctionPool } from './function-pool.ts';

/** The bound on environments of all functions together. */
export interface EnvironmentLimit {
  register(pool: FunctionPool): void;
  unregister(pool: FunctionPool): void;
  /**
   * May this pool start another, for the first of those that wait? Makes room by ending an idle environment of
   * another function, and puts a nested call first.
   */
  mayStart(pool: FunctionPool, waiting?: PendingCall[]): boolean;
}

/** A function whose environments all do nothing new for this long may be waiting for itself. */
const STALL_MS = 100;
/** How far beyond the bound nested calls may go: a function that calls itself for ever ends there, by its time-outs. */
const NESTED_FACTOR = 2;

/**
 * Bounds the environments; calls beyond it queue. A function that invokes another must never wait for itself: a call
 * that carries the trace of a running one goes first and beyond the bound, and so does one more call each time that
 * its function has done nothing new for a while (a nested call that came by plain HTTP carries no trace), or has no
 * environment at all.
 */
export function createEnvironmentLimit(most: number): EnvironmentLimit {
  const pools = new Set<FunctionPool>();

  function count(): number {
    let sum = 0;
    for (const pool of pools) sum += pool.environments.size;
    return sum;
  }

  function isStalled(pool: FunctionPool): boolean {
    const before = performance.now() - STALL_MS;
    for (const { initialised, since } of pool.environments) if (!initialised || since > before) return false;
    return true;
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
      return running < most * NESTED_FACTOR && (bringNestedForward(waiting) || isStalled(pool));
    },
  };
}

function traceRoot(traceId: string | undefined): string | undefined {
  return traceId && /Root=([^;]+)/.exec(traceId)?.[1];
}
