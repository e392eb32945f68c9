import { performance } from 'node:perf_hooks';
import { activityOf } from './activity.ts';
import { pageFaultsOf, systemThreadId } from './page-faults.ts';
import type { EnvironmentWorker } from './spare-threads.ts';

/** What shares the memory of the process with others: an execution environment. */
export interface MemoryUser {
  /** MB */
  readonly memorySize: number;
  /** performance.now() since when it is busy, or idle. */
  readonly since: number;
  /** performance.now() at which its time is over; Infinity while it is idle. */
  readonly deadline: number;
  /** MB that its thread had when it last looked, at the end of an invocation. */
  readonly measuredMb: number;
  readonly worker: Pick<EnvironmentWorker, 'performance'>;
  /** The system's number of its thread; 0 where it doesn't tell. */
  readonly threadId: number;
  outOfMemory(): void;
}

/** Ends who takes so much memory that the whole process is in danger. */
export interface MemoryWatch {
  /** To be called again and again while anybody is busy. */
  look(users: ReadonlySet<MemoryUser>): void;
  forget(user: MemoryUser): void;
}

/** What one user has taken, as far as can be told. */
interface Account {
  takenMb: number;
  /** How much it did since it was last asked, in a measure of which only the shares count. */
  readonly work: () => number;
}

const MB = 1_048_576;
/** The process has to grow or shrink by this before anybody asks why. */
const STEP_MB = 16;
/** What an environment may take beyond its memorySize. */
const PATIENCE_MB = 256;
/** Beyond this, all of them together, nobody may. */
const TOGETHER_MB = 2048;

/**
 * A thread's heap has a limit of its own, its buffers have none, and a process can't tell which thread its memory
 * belongs to. So what the process has grown by is put down to those who touched new pages of memory meanwhile, or,
 * where the system doesn't tell, to those who computed: somebody who waits takes nothing. What short invocations leave
 * behind says the thread itself.
 */
export function createMemoryWatch(): MemoryWatch {
  const accounts = new Map<MemoryUser, Account>();
  const threadId = systemThreadId();
  const ownWork = workOf({ threadId, worker: { performance } });
  let markedMb = process.memoryUsage.rss() / MB;
  let markedAt = performance.now();
  /** What belonged to those that have ended: a thread's memory comes back late. */
  let leftMb = 0;

  function accountOf(user: MemoryUser): Account {
    let account = accounts.get(user);
    if (!account) {
      account = { takenMb: 0, work: workOf(user) };
      accounts.set(user, account);
    }
    return account;
  }

  function share(grownMb: number, users: ReadonlySet<MemoryUser>): void {
    const busy: [account: Account, weight: number][] = [];
    let sum = ownWork();
    for (const user of users) {
      const isShort = user.since > markedAt;
      if (user.deadline === Number.POSITIVE_INFINITY && !isShort) continue;
      const account = accountOf(user);
      const work = account.work();
      sum += work;
      if (isShort) account.takenMb = Math.max(account.takenMb, user.measuredMb);
      else busy.push([account, work]);
    }
    if (grownMb > 0) for (const [account, work] of busy) account.takenMb += (grownMb * work) / (sum || 1);
    else
      giveBack(
        -grownMb,
        busy.map(([account]) => account),
      );
  }

  /** Who has most gave most. */
  function giveBack(backMb: number, busy: readonly Account[]): void {
    let together = 0;
    for (const { takenMb } of busy) together += takenMb;
    for (const account of busy) account.takenMb *= Math.max(0, 1 - backMb / (together || 1));
  }

  function endGreediest(): void {
    let together = 0;
    for (const { takenMb } of accounts.values()) together += takenMb;
    const overdrawn = ([{ memorySize }, { takenMb }]: [MemoryUser, Account]): number => takenMb - memorySize;
    const [greediest] = [...accounts].sort((a, b) => overdrawn(b) - overdrawn(a));
    if (greediest && overdrawn(greediest) > (together > TOGETHER_MB ? 0 : PATIENCE_MB)) greediest[0].outOfMemory();
  }

  return {
    look(users) {
      const nowMb = process.memoryUsage.rss() / MB;
      let grownMb = nowMb - markedMb;
      if (Math.abs(grownMb) < STEP_MB) return;
      if (grownMb < 0) {
        const backMb = Math.min(leftMb, -grownMb);
        leftMb -= backMb;
        grownMb += backMb;
      }
      share(grownMb, users);
      markedMb = nowMb;
      markedAt = performance.now();
      endGreediest();
    },
    forget(user) {
      leftMb += accounts.get(user)?.takenMb ?? 0;
      accounts.delete(user);
    },
  };
}

function workOf(user: Pick<MemoryUser, 'threadId' | 'worker'>): () => number {
  const faults = pageFaultsOf(() => user.threadId);
  const activity = activityOf(user.worker);
  return () => faults() ?? activity();
}
