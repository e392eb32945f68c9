import { performance } from 'node:perf_hooks';

/** What a watchdog looks after: something that may be busy with a limit of time, and of memory. */
export interface Watched {
  /** performance.now() at which its time is over; Infinity while it is idle. */
  deadline: number;
  /** Milliseconds that it may be busy. */
  readonly limitMs: number;
  /** performance.now() since when it is busy, or idle. */
  readonly since: number;
  /** MB */
  readonly memorySize: number;
  /** Share of the time since the last question that its thread was busy. */
  activity(): number;
  timeOut(): void;
  outOfMemory(): void;
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

const SAMPLE_MS = 50;
/** The process may grow by this and what the functions of the calls that take long may have, in MB. */
const GROWTH_MB = 256;
/** Many functions together get no more than this, unless the busiest alone may have it. */
const TOGETHER_MB = 2048;

/**
 * One timer for all environments: a timer of its own for every call would cost more than the rest of its way. It is
 * set for the earliest deadline seen and, when it fires, for the earliest of those still busy; with equal limits
 * that is once per limit, however many calls there are. A second one samples the memory of the process while
 * something is busy: a thread's heap has a limit of its own, its buffers have none. While `isDebugged` nobody's time
 * runs out: who reaches a deadline gets the whole limit once more.
 */
export function createWatchdog(isDebugged: () => boolean): Watchdog {
  const watched = new Set<Watched>();
  let timer: NodeJS.Timeout | undefined;
  let due = Number.POSITIVE_INFINITY;
  let sampler: NodeJS.Timeout | undefined;
  let calmBytes = process.memoryUsage.rss();
  let calmAt = performance.now();

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
    const before = performance.now() - SAMPLE_MS;
    const busy = [...watched].filter((one) => one.deadline !== Number.POSITIVE_INFINITY);
    const long = busy.filter((one) => one.since < before);
    const bytes = process.memoryUsage.rss();
    if (long.length > 0) {
      // What a thread had that was ended comes back late.
      calmBytes = Math.min(calmBytes, bytes);
      endGreedy(long, (bytes - calmBytes) / 1_048_576);
    } else {
      calmBytes = bytes;
      calmAt = before;
    }
    sampler = busy.length > 0 ? setTimeout(sample, SAMPLE_MS) : undefined;
  }

  /** The busiest is the likeliest: a process can't tell which thread its memory belongs to. */
  function endGreedy(long: readonly Watched[], grownMb: number): void {
    if (grownMb < GROWTH_MB) return;
    const [busiest] = long.map((one) => ({ one, activity: one.activity() })).sort((a, b) => b.activity - a.activity);
    if (!busiest) return;
    // Who is idle again still has what it took.
    const since = [...watched].filter((one) => one.since > calmAt || long.includes(one));
    const together = since.reduce((sum, { memorySize }) => sum + memorySize, 0);
    const mayHave = Math.max(busiest.one.memorySize, Math.min(together, TOGETHER_MB));
    if (grownMb > mayHave + GROWTH_MB) busiest.one.outOfMemory();
  }

  return {
    add: (one) => watched.add(one),
    delete: (one) => watched.delete(one),
    expect,
    close() {
      clearTimeout(timer);
      clearTimeout(sampler);
      watched.clear();
    },
  };
}
