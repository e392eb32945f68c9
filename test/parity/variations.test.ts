import { describe, expect, it } from 'vitest';
import { compareTexts, shapeOf } from '../../emulator/parity/variations.ts';

const NOW = Date.parse('2026-11-23T05:00:00Z');
const here = { addresses: ['127.0.0.1:3000', '127.0.0.1', 'abcdefghij'], at: NOW };
const there = { addresses: ['klmnopqrst.execute-api.eu-west-1.amazonaws.com', 'klmnopqrst'], at: NOW + 3_600_000 };
const compare = (emulator: string, stage: string) =>
  compareTexts({ text: emulator, side: here }, { text: stage, side: there });

describe('what is known to vary', () => {
  it.each([
    ['id', 'a 0b0e2f3c-9d0d-4c8c-9a53-0d6c2f1f6a11 b', 'a 9c5f1f7e-2a3c-4d0b-8f7e-3a1f6c2d4b5a b'],
    [
      'trace id',
      'Root=1-5d8041d2-0123456789abcdef01234567;Sampled=0',
      'Root=1-5d8041d3-0123456789abcdef01234560;Parent=53995c3f42cd8ad8;Sampled=0;Lineage=1:710fb532:0',
    ],
    ['time', '2026-11-23T05:00:01.123Z', '2026-11-23T06:00:02.001Z'],
    ['time', 'Mon, 23 Nov 2026 05:00:00 GMT', 'Mon, 23 Nov 2026 06:00:09 GMT'],
    ['time', '{"at": 1795410000}', '{"at": 1795413601}'],
    ['time', '23/Nov/2026:05:00:00 +0000', '23/Nov/2026:06:00:00 +0000'],
    ['time', 'expires 2026-11-24T05:00:00Z', 'expires 2026-11-24T06:00:00Z'],
    ['address', 'http://127.0.0.1:3000/v1', 'http://klmnopqrst.execute-api.eu-west-1.amazonaws.com/v1'],
    ['address', '"apiId":"abcdefghij"', '"apiId":"klmnopqrst"'],
    ['account', 'arn:aws:lambda:us-east-1:000000000000:function:a', 'arn:aws:lambda:eu-west-1:123456789012:function:a'],
    ['client address', '"sourceIp": "127.0.0.1"', '"sourceIp": "203.0.113.7"'],
  ])('%s: %j and %j are the same', (name, emulator, stage) => {
    expect(compare(emulator, stage)).toEqual([name]);
  });

  it.each([
    ['a time in the past', '2024-01-01T00:00:00Z', '2024-01-01T00:00:01Z'],
    ['a time that only one side has now', '2026-11-23T05:00:00Z', '2026-11-23T05:00:00Z later'],
    ['a time a day apart', '2026-11-24T05:00:00Z', '2026-11-25T06:00:00Z'],
    ['a number of ten digits', '{"phone": 1612345678}', '{"phone": 1612345679}'],
    ['an address of neither side', '10.0.0.1', '10.0.0.2'],
    ['an id that is none', '0b0e2f3c-9d0d-4c8c-9a53-0d6c2f1f6a11', '7'],
    [
      'another function',
      'arn:aws:lambda:us-east-1:000000000000:function:a',
      'arn:aws:lambda:us-east-1:000000000000:function:b',
    ],
    ['another host', 'http://127.0.0.1:3000/v1', 'http://example.com/v1'],
  ])('%s is a difference', (_, emulator, stage) => {
    expect(compare(emulator, stage)).toBeUndefined();
  });

  it('leaves nothing of itself in the shape of a text', () => {
    const request = (id: string) => shapeOf(`GET /pets/${id}`);
    expect(request('0b0e2f3c-9d0d-4c8c-9a53-0d6c2f1f6a11')).toBe(request('9c5f1f7e-2a3c-4d0b-8f7e-3a1f6c2d4b5a'));
    expect(request('1')).not.toBe(request('2'));
  });
});
