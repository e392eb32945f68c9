import { describe, expect, it } from 'vitest';
import { readRange } from '../../emulator/static-site/range.ts';

describe('readRange', () => {
  it.each([
    ['bytes=0-4', 0, 4],
    ['bytes=5-', 5, 9],
    ['bytes=-3', 7, 9],
    ['bytes=-30', 0, 9],
    ['bytes=8-100', 8, 9],
    [' Bytes = 2 - 2 ', 2, 2],
  ])('reads %s of ten bytes', (header, start, end) => {
    expect(readRange(header, 10)).toEqual({ kind: 'part', start, end });
  });

  it.each([undefined, '', 'bytes=', 'bytes=-', 'bytes=0-1,3-4', 'lines=0-4', 'bytes=4-2', 'bytes=a-b'])(
    'gives the whole object for %j',
    (header) => {
      expect(readRange(header, 10)).toEqual({ kind: 'whole' });
    },
  );

  it.each(['bytes=10-', 'bytes=10-20', 'bytes=-0'])('calls %s of ten bytes unsatisfiable', (header) => {
    expect(readRange(header, 10)).toEqual({ kind: 'unsatisfiable' });
  });

  it('calls each range of an empty object unsatisfiable', () => {
    expect(readRange('bytes=0-', 0)).toEqual({ kind: 'unsatisfiable' });
    expect(readRange('bytes=-1', 0)).toEqual({ kind: 'unsatisfiable' });
  });
});
