import type { FunctionConfig } from '../config/types.ts';

/** Why Lambda throttles an invocation: the `Reason` of its TooManyRequestsException. */
export type ThrottleReason = 'ReservedFunctionConcurrentInvocationLimitExceeded' | 'ConcurrentInvocationLimitExceeded';

export interface Throttle {
  readonly reason: ThrottleReason;
  /** Invocations that may be under way at the same time. */
  readonly limit: number;
}

/** The configured limits of concurrency, and the invocations that are under way. */
export interface Concurrency {
  /** To be called with the configuration in force, at first and after each change. */
  configure(functions: ReadonlyMap<string, FunctionConfig>, account: number | undefined): void;
  /** Begins an invocation, or says which limit is in its way. */
  begin(functionName: string): Throttle | undefined;
  /** Of one that `begin` let through. */
  end(functionName: string): void;
}

/**
 * Lambda's concurrency: a function with a reservation may have that many invocations under way, the others share what
 * the account has beyond all reservations. Invocations that wait for a local environment are under way, too: on AWS
 * they would run. Without a limit configured nothing is ever in the way.
 */
export function createConcurrency(): Concurrency {
  const underWay = new Map<string, number>();
  let reserved = new Map<string, number>();
  let unreserved = Number.POSITIVE_INFINITY;

  function sharedUnderWay(): number {
    let sum = 0;
    for (const [name, count] of underWay) if (!reserved.has(name)) sum += count;
    return sum;
  }

  function limitInTheWay(functionName: string): Throttle | undefined {
    const limit = reserved.get(functionName);
    if (limit !== undefined) {
      const isReached = (underWay.get(functionName) ?? 0) >= limit;
      return isReached ? { reason: 'ReservedFunctionConcurrentInvocationLimitExceeded', limit } : undefined;
    }
    if (unreserved === Number.POSITIVE_INFINITY || sharedUnderWay() < unreserved) return undefined;
    return { reason: 'ConcurrentInvocationLimitExceeded', limit: unreserved };
  }

  return {
    configure(functions, account) {
      reserved = new Map();
      for (const { name, reservedConcurrency } of functions.values()) {
        if (reservedConcurrency !== undefined) reserved.set(name, reservedConcurrency);
      }
      const sum = [...reserved.values()].reduce((total, one) => total + one, 0);
      unreserved = account === undefined ? Number.POSITIVE_INFINITY : Math.max(0, account - sum);
    },
    begin(functionName) {
      const throttle = limitInTheWay(functionName);
      if (!throttle) underWay.set(functionName, (underWay.get(functionName) ?? 0) + 1);
      return throttle;
    },
    end(functionName) {
      const count = underWay.get(functionName) ?? 0;
      if (count > 1) underWay.set(functionName, count - 1);
      else underWay.delete(functionName);
    },
  };
}
