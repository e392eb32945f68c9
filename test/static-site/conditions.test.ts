import { describe, expect, it } from 'vitest';
import { checkConditions, isRangeFresh } from '../../emulator/static-site/conditions.ts';

const modified = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
const object = { etag: '"abc"', modified };
const same = new Date(modified).toUTCString();
const earlier = new Date(modified - 60_000).toUTCString();

describe('checkConditions', () => {
  it.each([
    ['no condition', {}, 'send'],
    ['If-None-Match that matches', { 'if-none-match': '"abc"' }, 'not-modified'],
    ['If-None-Match with a weak tag', { 'if-none-match': 'W/"abc"' }, 'not-modified'],
    ['If-None-Match without quotes', { 'if-none-match': 'abc' }, 'not-modified'],
    ['If-None-Match with a list', { 'if-none-match': '"x", "abc"' }, 'not-modified'],
    ['If-None-Match: *', { 'if-none-match': '*' }, 'not-modified'],
    ['If-None-Match that differs', { 'if-none-match': '"x"' }, 'send'],
    ['If-Modified-Since of the same second', { 'if-modified-since': same }, 'not-modified'],
    ['If-Modified-Since of an earlier second', { 'if-modified-since': earlier }, 'send'],
    ['If-Modified-Since that is no date', { 'if-modified-since': 'yesterday' }, 'send'],
    [
      'If-None-Match that differs beside a date that holds',
      { 'if-none-match': '"x"', 'if-modified-since': same },
      'send',
    ],
    [
      'If-None-Match that matches beside an earlier date',
      { 'if-none-match': '"abc"', 'if-modified-since': earlier },
      'not-modified',
    ],
    ['If-Match that matches beside a date that fails', { 'if-match': '"abc"', 'if-unmodified-since': earlier }, 'send'],
    ['If-Unmodified-Since of the same second', { 'if-unmodified-since': same }, 'send'],
  ])('answers %s', (_, headers, kind) => {
    expect(checkConditions(headers, object)).toEqual({ kind });
  });

  it('fails If-Match that differs, whatever the date', () => {
    const headers = { 'if-match': '"x"', 'if-unmodified-since': same };
    expect(checkConditions(headers, object)).toEqual({ kind: 'failed', header: 'If-Match' });
  });

  it('fails If-Unmodified-Since of an earlier second', () => {
    const failed = { kind: 'failed', header: 'If-Unmodified-Since' };
    expect(checkConditions({ 'if-unmodified-since': earlier }, object)).toEqual(failed);
  });
});

describe('isRangeFresh', () => {
  it.each([
    [undefined, true],
    ['"abc"', true],
    ['"x"', false],
    [same, true],
    [earlier, false],
  ])('takes If-Range: %s as %s', (ifRange, fresh) => {
    expect(isRangeFresh(ifRange, object)).toBe(fresh);
  });
});
