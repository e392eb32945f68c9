import type { PlatformRecord } from './platform-lines.ts';

/** A line or a write of the function, or what Lambda wrote itself. */
export type LogEntry =
  | { readonly timestamp: number; readonly requestId: string | undefined; readonly text: string }
  | { readonly timestamp: number; readonly record: PlatformRecord };

/**
 * The entries of one log, oldest first. Nearly all of them are the START and the REPORT of an invocation that went
 * well: thousands of objects that live for long are what a garbage collector does worst, so these are kept as numbers
 * in columns and made into entries when somebody reads them.
 */
export class LogEntries {
  #timestamps: number[] = [];
  /** An entry, or the request id of one that is kept in columns. */
  #entries: (LogEntry | string)[] = [];
  /** Milliseconds of a REPORT; START for the other kind. */
  #durations: number[] = [];
  #memorySizes: number[] = [];
  #memoryUsed: number[] = [];

  get length(): number {
    return this.#entries.length;
  }

  wrote(timestamp: number, requestId: string | undefined, text: string): void {
    this.#push(timestamp, { timestamp, requestId, text });
  }

  recorded(timestamp: number, record: PlatformRecord): void {
    if (isUsualStart(record)) this.#push(timestamp, record.requestId);
    else if (isUsualReport(record)) {
      this.#push(timestamp, record.requestId, record.durationMs, record.memorySizeMb, record.maxMemoryUsedMb);
    } else this.#push(timestamp, { timestamp, record });
  }

  /** Undefined beyond the ends. */
  at(index: number): LogEntry | undefined {
    const entry = this.#entries[index];
    const timestamp = this.#timestamps[index] ?? 0;
    return typeof entry === 'string' ? { timestamp, record: this.#recordAt(index, entry) } : entry;
  }

  *[Symbol.iterator](): Iterator<LogEntry> {
    for (let index = 0; index < this.length; index++) yield this.at(index) as LogEntry;
  }

  /** Forgets all entries before this one. */
  dropBefore(index: number): void {
    this.#timestamps = this.#timestamps.slice(index);
    this.#entries = this.#entries.slice(index);
    this.#durations = this.#durations.slice(index);
    this.#memorySizes = this.#memorySizes.slice(index);
    this.#memoryUsed = this.#memoryUsed.slice(index);
  }

  #push(timestamp: number, entry: LogEntry | string, duration = START, memorySize = 0, memoryUsed = 0): void {
    this.#timestamps.push(timestamp);
    this.#entries.push(entry);
    this.#durations.push(duration);
    this.#memorySizes.push(memorySize);
    this.#memoryUsed.push(memoryUsed);
  }

  #recordAt(index: number, requestId: string): PlatformRecord {
    const durationMs = this.#durations[index] ?? START;
    if (durationMs === START) return { kind: 'start', requestId, version: LATEST };
    const memorySizeMb = this.#memorySizes[index] ?? 0;
    const maxMemoryUsedMb = this.#memoryUsed[index] ?? 0;
    return { kind: 'report', requestId, durationMs, memorySizeMb, maxMemoryUsedMb, status: 'success' };
  }
}

const START = -1;
const LATEST = '$LATEST';

function isUsualStart(record: PlatformRecord): record is PlatformRecord & { kind: 'start' } {
  return record.kind === 'start' && record.version === LATEST;
}

function isUsualReport(record: PlatformRecord): record is PlatformRecord & { kind: 'report' } {
  return record.kind === 'report' && record.status === 'success' && record.initDurationMs === undefined;
}
