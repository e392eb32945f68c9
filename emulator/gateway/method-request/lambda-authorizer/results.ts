import type { AuthorizerResult } from './result.ts';

/** What an authorizer answered, kept for the requests that bring the same identity. */
export interface KeptResult {
  readonly result: AuthorizerResult;
  /** Clock milliseconds. */
  readonly keptAt: number;
  /** Of the request that the function was called for. */
  readonly methodArn: string;
}

/** The authorizers' cache: bounded, the oldest goes first. Keys are digests, so that no token stays in memory. */
export class AuthorizerResults {
  readonly #kept = new Map<string, KeptResult>();
  #size = 0;
  #timesCleared = 0;

  /** A call that was under way when it changed was answered by what was before. */
  get timesCleared(): number {
    return this.#timesCleared;
  }

  /** Undefined when there is none, or when it is `ttlMs` old. */
  get(key: string, now: number, ttlMs: number): KeptResult | undefined {
    const kept = this.#kept.get(key);
    if (!kept) return undefined;
    const age = now - kept.keptAt;
    if (age >= 0 && age < ttlMs) return kept;
    this.#remove(key, kept);
    return undefined;
  }

  keep(key: string, kept: KeptResult): void {
    const before = this.#kept.get(key);
    if (before) this.#remove(key, before);
    this.#kept.set(key, kept);
    this.#size += kept.result.size;
    for (const [oldest, old] of this.#kept) {
      if (this.#kept.size <= MOST_RESULTS && this.#size <= MOST_CHARACTERS) return;
      this.#remove(oldest, old);
    }
  }

  /** A saved file is live at once: nothing that was decided before it counts any more. */
  clear(): void {
    this.#kept.clear();
    this.#size = 0;
    this.#timesCleared += 1;
  }

  #remove(key: string, { result }: KeptResult): void {
    this.#kept.delete(key);
    this.#size -= result.size;
  }
}

const MOST_RESULTS = 10_000;
const MOST_CHARACTERS = 32 * 1024 * 1024;
