import type { PlatformRecord } from './platform-lines.ts';

/** A line or a write of the function, or what Lambda wrote itself. */
export type LogEntry =
  | { readonly timestamp: number; readonly requestId: string | undefined; readonly text: string }
  | { readonly timestamp: number; readonly record: PlatformRecord };

const FEWEST = 64;
/** Entries that are kept; so many of the newest as together have not more than MOST_CHARACTERS. */
const MOST = 8192;
const MOST_CHARACTERS = 2 * 1024 * 1024;

/**
 * The newest entries of one log, in order. Nearly all of them are the START and the REPORT of an invocation that went
 * well: thousands of objects that live for a while are what a garbage collector does worst, so these are numbers in
 * rings that are written over, and become entries when somebody reads them.
 */
export class LogEntries {
  length = 0;
  /** Place of the oldest. */
  #first = 0;
  #characters = 0;
  #timestamps = new Float64Array(FEWEST);
  /** An entry, or the request id of one that is kept as numbers. */
  #entries: (LogEntry | string | undefined)[] = new Array(FEWEST).fill(undefined);
  /** Milliseconds of a REPORT; START for the other kind. */
  #durations = new Float64Array(FEWEST);
  #memorySizes = new Int32Array(FEWEST);
  #memoryUsed = new Int32Array(FEWEST);

  wrote(timestamp: number, requestId: string | undefined, text: string): void {
    this.#characters += text.length;
    this.#push(timestamp, { timestamp, requestId, text });
    while (this.#characters > MOST_CHARACTERS && this.length > 1) this.#dropOldest();
  }

  recorded(timestamp: number, record: PlatformRecord): void {
    if (isUsualStart(record)) this.#push(timestamp, record.requestId);
    else if (isUsualReport(record)) {
      this.#push(timestamp, record.requestId, record.durationMs, record.memorySizeMb, record.maxMemoryUsedMb);
    } else this.#push(timestamp, { timestamp, record });
  }

  get newest(): LogEntry | undefined {
    return this.length === 0 ? undefined : this.#at(this.length - 1);
  }

  *[Symbol.iterator](): Iterator<LogEntry> {
    for (let index = 0; index < this.length; index++) {
      const entry = this.#at(index);
      if (entry) yield entry;
    }
  }

  /** Undefined beyond the end. */
  #at(index: number): LogEntry | undefined {
    const place = this.#placeOf(index);
    const entry = this.#entries[place];
    if (typeof entry !== 'string') return entry;
    return { timestamp: this.#timestamps[place] ?? 0, record: this.#recordAt(place, entry) };
  }

  #recordAt(place: number, requestId: string): PlatformRecord {
    const durationMs = this.#durations[place] ?? START;
    if (durationMs === START) return { kind: 'start', requestId, version: LATEST };
    const memorySizeMb = this.#memorySizes[place] ?? 0;
    const maxMemoryUsedMb = this.#memoryUsed[place] ?? 0;
    return { kind: 'report', requestId, durationMs, memorySizeMb, maxMemoryUsedMb, status: 'success' };
  }

  #push(timestamp: number, entry: LogEntry | string, duration = START, memorySize = 0, memoryUsed = 0): void {
    if (this.length === MOST) this.#dropOldest();
    else if (this.length === this.#entries.length) this.#grow();
    const place = this.#placeOf(this.length++);
    this.#timestamps[place] = timestamp;
    this.#entries[place] = entry;
    this.#durations[place] = duration;
    this.#memorySizes[place] = memorySize;
    this.#memoryUsed[place] = memoryUsed;
  }

  #dropOldest(): void {
    const entry = this.#entries[this.#first];
    if (typeof entry === 'object' && 'text' in entry) this.#characters -= entry.text.length;
    this.#entries[this.#first] = undefined;
    this.#first = this.#placeOf(1);
    this.length--;
  }

  #placeOf(index: number): number {
    // The rings' lengths are powers of two.
    return (this.#first + index) & (this.#entries.length - 1);
  }

  #grow(): void {
    const length = 2 * this.length;
    this.#timestamps = this.#copy(this.#timestamps, new Float64Array(length));
    this.#durations = this.#copy(this.#durations, new Float64Array(length));
    this.#memorySizes = this.#copy(this.#memorySizes, new Int32Array(length));
    this.#memoryUsed = this.#copy(this.#memoryUsed, new Int32Array(length));
    this.#entries = this.#copy(this.#entries, new Array(length).fill(undefined));
    this.#first = 0;
  }

  /** The oldest in front. */
  #copy<T extends { [index: number]: unknown }>(ring: T, longer: T): T {
    for (let index = 0; index < this.length; index++) longer[index] = ring[this.#placeOf(index)];
    return longer;
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
