import { expect, it } from 'vitest';
import { LogEntries, type LogEntry } from '../../emulator/lambda/log-entries.ts';
import type { PlatformRecord } from '../../emulator/lambda/platform-lines.ts';

const start = (requestId: string): PlatformRecord => ({ kind: 'start', requestId, version: '$LATEST' });
const report = (requestId: string, durationMs: number): PlatformRecord => ({
  kind: 'report',
  ...{ requestId, durationMs, memorySizeMb: 128, maxMemoryUsedMb: 41, status: 'success' },
});

it('gives back each kind of entry as it came, in order', () => {
  const records: PlatformRecord[] = [
    { kind: 'init-start', runtime: 'nodejs22.x' },
    start('a'),
    report('a', 1.25),
    { kind: 'start', requestId: 'b', version: '7' },
    { ...report('b', 3), initDurationMs: 12 } as PlatformRecord,
    { ...report('c', 3), status: 'timeout' } as PlatformRecord,
    report('d', 0),
  ];
  const entries = new LogEntries();
  for (const [index, record] of records.entries()) entries.recorded(index, record);
  entries.wrote(99, 'd', 'hello');
  expect([...entries]).toEqual([
    ...records.map((record, timestamp) => ({ timestamp, record })),
    { timestamp: 99, requestId: 'd', text: 'hello' },
  ]);
  expect(entries.newest).toEqual({ timestamp: 99, requestId: 'd', text: 'hello' });
});

it('keeps the newest of many', () => {
  const entries = new LogEntries();
  for (let count = 0; count < 20_000; count++) entries.recorded(count, report(`r${count}`, count));
  const kept = [...entries];
  expect(kept).toHaveLength(8192);
  expect(kept.map(({ timestamp }) => timestamp)).toEqual(Array.from({ length: 8192 }, (_, i) => 20_000 - 8192 + i));
  expect(kept.at(-1)).toEqual({ timestamp: 19_999, record: report('r19999', 19_999) });
});

it('keeps no more text than it may, and the order when it grows afterwards', () => {
  const entries = new LogEntries();
  const textOf = (entry: LogEntry): string => ('text' in entry ? entry.text : '');
  for (let count = 0; count < 60; count++) entries.wrote(count, undefined, `${count}`.padEnd(100_000));
  expect([...entries].map((entry) => Number(textOf(entry)))).toEqual(Array.from({ length: 20 }, (_, i) => 40 + i));
  for (let count = 60; count < 300; count++) entries.wrote(count, undefined, `${count}`);
  const numbers = [...entries].map((entry) => Number(textOf(entry)));
  expect(numbers.at(-1)).toBe(299);
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  expect([...entries].reduce((sum, entry) => sum + textOf(entry).length, 0)).toBeLessThanOrEqual(2 * 1024 * 1024);
});

it('keeps a single text that is longer than all may be', () => {
  const entries = new LogEntries();
  entries.wrote(1, 'a', 'short');
  entries.wrote(2, 'a', 'x'.repeat(3 * 1024 * 1024));
  expect([...entries].map(({ timestamp }) => timestamp)).toEqual([2]);
});
