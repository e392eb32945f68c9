import type { MappedResponse } from '../exchange.ts';

/** What an integration answered, before the gateway's own headers: they are each request's own. */
export interface KeptResponse {
  readonly mapped: MappedResponse;
  /** Clock milliseconds. */
  readonly keptAt: number;
  /** Path and query of the request that it was made for. */
  readonly target: string;
  /** Who had sent it, as far as somebody was asked. */
  readonly callerName: string | undefined;
}

/** The stages' caches: bounded together, what was asked for least recently goes first. */
export class KeptResponses {
  readonly #kept = new Map<string, KeptResponse>();
  #bytes = 0;
  #timesCleared = 0;

  /** An answer that was under way when it changed was made by what was before. */
  get timesCleared(): number {
    return this.#timesCleared;
  }

  /** Undefined when there is none, or when it is `ttlMs` old. */
  get(key: string, now: number, ttlMs: number): KeptResponse | undefined {
    const kept = this.#kept.get(key);
    if (!kept) return undefined;
    this.#kept.delete(key);
    const age = now - kept.keptAt;
    if (age >= 0 && age < ttlMs) {
      this.#kept.set(key, kept);
      return kept;
    }
    this.#bytes -= sizeOf(key, kept);
    return undefined;
  }

  keep(key: string, kept: KeptResponse): void {
    this.remove(key);
    this.#kept.set(key, kept);
    this.#bytes += sizeOf(key, kept);
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= MOST_BYTES) return;
      this.remove(oldest);
    }
  }

  remove(key: string): void {
    const kept = this.#kept.get(key);
    if (!kept) return;
    this.#kept.delete(key);
    this.#bytes -= sizeOf(key, kept);
  }

  /** A saved file is live at once: nothing that was answered before it counts any more. */
  clear(): void {
    this.#kept.clear();
    this.#bytes = 0;
    this.#timesCleared += 1;
  }
}

const MOST_BYTES = 64 * 1024 * 1024;
/** What an entry takes beside its texts and its body. */
const ENTRY_BYTES = 500;

function sizeOf(key: string, { mapped, target, callerName = '' }: KeptResponse): number {
  const headers = mapped.headers.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  return ENTRY_BYTES + key.length + target.length + callerName.length + headers + mapped.body.length;
}
