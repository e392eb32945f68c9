import type { FunctionLogReader, LogLine } from '../shared/function-logs.ts';
import { LogEntries, type LogEntry } from './log-entries.ts';
import { type PlatformRecord, platformLines } from './platform-lines.ts';
import { LONGEST_LOG_TEXT } from './protocol.ts';

/** The logs of every function, written here. */
export interface FunctionLogs extends FunctionLogReader {
  /** What the function wrote: one line or one write. */
  wrote(functionName: string, requestId: string | undefined, text: string): void;
  /** What Lambda writes itself. Its text is made when somebody reads it. */
  recorded(functionName: string, record: PlatformRecord): void;
  /** The end of one invocation's log, at most 4 KB: the X-Amz-Log-Result header before its base64. */
  tail(functionName: string, requestId: string): string;
}

const TAIL_BYTES = 4096;

interface FunctionLog {
  readonly entries: LogEntries;
  readonly listeners: Set<(line: LogLine) => void>;
}

/**
 * Keeps the logs of functions within bounds. `formatOf` says whether a function's log format is JSON; `now` gives
 * milliseconds since 1970.
 */
export function createFunctionLogs(
  now: () => number,
  formatOf: (functionName: string) => 'Text' | 'JSON',
): FunctionLogs {
  const logs = new Map<string, FunctionLog>();

  function logOf(functionName: string): FunctionLog {
    let log = logs.get(functionName);
    if (log === undefined) {
      log = { entries: new LogEntries(), listeners: new Set() };
      logs.set(functionName, log);
    }
    return log;
  }

  function tellNewest(functionName: string, { entries, listeners }: FunctionLog): void {
    const newest = listeners.size === 0 ? undefined : entries.newest;
    if (newest === undefined) return;
    for (const line of toLines(functionName, newest)) for (const listener of listeners) listener(line);
  }

  function toLines(functionName: string, entry: LogEntry): LogLine[] {
    const { timestamp } = entry;
    const texts = 'record' in entry ? platformLines(entry.record, timestamp, formatOf(functionName)) : [entry.text];
    const requestId = requestIdOf(entry);
    return texts.map((text) => ({ timestamp, ...(requestId !== undefined && { requestId }), text }));
  }

  return {
    wrote(functionName, requestId, text) {
      const kept = text.length > LONGEST_LOG_TEXT ? text.slice(0, LONGEST_LOG_TEXT) : text;
      const log = logOf(functionName);
      log.entries.wrote(now(), requestId, kept);
      tellNewest(functionName, log);
    },
    recorded(functionName, record) {
      const log = logOf(functionName);
      log.entries.recorded(now(), record);
      tellNewest(functionName, log);
    },
    lines: (functionName) =>
      [...(logs.get(functionName)?.entries ?? [])].flatMap((entry) => toLines(functionName, entry)),
    tail(functionName, requestId) {
      const lines = [...(logs.get(functionName)?.entries ?? [])]
        .filter((entry) => requestIdOf(entry) === requestId)
        .flatMap((entry) => toLines(functionName, entry))
        .map(({ text }) => text);
      return lastBytes(`${lines.join('\n')}\n`, TAIL_BYTES);
    },
    follow(functionName, listener) {
      const { listeners } = logOf(functionName);
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function requestIdOf(entry: LogEntry): string | undefined {
  if (!('record' in entry)) return entry.requestId;
  return 'requestId' in entry.record ? entry.record.requestId : undefined;
}

/** The end of a text; a character that would be cut in two is left out. */
function lastBytes(text: string, most: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= most) return text;
  let start = bytes.length - most;
  while (start < bytes.length && ((bytes[start] ?? 0) & 0xc0) === 0x80) start++;
  return bytes.toString('utf8', start);
}
