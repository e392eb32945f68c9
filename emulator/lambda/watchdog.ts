import { performance } from 'node:perf_hooks';
import { createMemoryWatch, type MemoryUser } from './memory-watch.ts';

/** What a watchdog looks after: something that may be busy with a limit of time, and of memory. */
export interface Watched extends MemoryUser {
  /** performance.now() at which its time is over; Infinity while it is idle. */
  deadline: number;
  /** Milliseconds that it may be busy. */
  readonly limitMs: number;
  timeOut(): void;
}

/** Ends whatever has passed its deadline, or grows so much that the whole process is in danger. */
export interface Watchdog {
  add(one: Watched): void;
  delete(one: Watched): void;
  /** To be called when something became busy, with its deadline. */
  expect(deadline: number): void;
  close(): void;
}

/** A timer this late means that the process had no processor to run on. */
const STALL_MS = 50;
const MOST_GRACE_MS = 1000;

/** How often the memory is looked at. */
const SAMPLE_MS = 50;

/**
 * One timer for all environments: a timer of its own for every call would cost more than the rest of its way. It is
 * set for the earliest deadline seen and, when it fires, for the earliest of those still busy; with equal limits
 * that is once per limit, however many calls there are. A second one samples the memory of the process while
 * something is busy: a thread's heap has a limit of its own, its buffers have none. While `isDebugged` nobody's time
 * runs out: who reaches a deadline gets the whole limit once more.
 */
export function createWatchdog(isDebugged: () => boolean): Watchdog {
  const watched = new Set<Watched>();
  const memory = createMemoryWatch();
  let timer: NodeJS.Timeout | undefined;
  let due = Number.POSITIVE_INFINITY;
  let sampler: NodeJS.Timeout | undefined;

  function expect(deadline: number): void {
    sampler ??= setTimeout(sample, SAMPLE_MS);
    if (deadline >= due) return;
    clearTimeout(timer);
    due = deadline;
    timer = setTimeout(look, Math.max(1, Math.ceil(deadline - performance.now())));
  }

  /** Answers that lie in a port are taken first: where the whole machine stood still, the time was not the function's. */
  function look(): void {
    const late = performance.now() - due;
    due = Number.POSITIVE_INFINITY;
    if (late > STALL_MS) setTimeout(judge, Math.min(late, MOST_GRACE_MS));
    else setImmediate(judge);
  }

  function judge(): void {
    const now = performance.now();
    for (const one of watched) {
      if (one.deadline > now) continue;
      if (isDebugged()) one.deadline = now + one.limitMs;
      else one.timeOut();
    }
    for (const one of watched) if (one.deadline !== Number.POSITIVE_INFINITY) expect(one.deadline);
  }

  function sample(): void {
    memory.look(watched);
    const isAnyBusy = [...watched].some(({ deadline }) => deadline !== Number.POSITIVE_INFINITY);
    sampler = isAnyBusy ? setTimeout(sample, SAMPLE_MS) : undefined;
  }

  return {
    add: (one) => watched.add(one),
    delete(one) {
      watched.delete(one);
      memory.forget(one);
    },
    expect,
    close() {
      clearTimeout(timer);
      clearTimeout(sampler);
      watched.clear();
    },
  };
}
