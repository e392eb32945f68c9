import { describe, expect, it } from 'vitest';
import { renderTable } from '../../emulator/parity/table.ts';
import { createColors } from '../../emulator/terminal/colors.ts';
import { REPORT } from './report.ts';

const colors = createColors({}, {});

describe('the table of a comparison', () => {
  it('has a line for each request, and below it what each side has', () => {
    expect(
      renderTable(REPORT, colors)
        .split('\n')
        .map((line) => line.replace(/ {2,}/g, '  ').trim()),
    ).toEqual([
      '',
      'emulator  stage',
      '✓ GET  /pets  200  12 ms  200  12 ms',
      'note  Slow: the stage took 3.0 s, the emulator 12 ms.',
      '✗ GET  /<script>alert(1)</script>  200  12 ms  200  12 ms',
      'header x-extra  (missing)  <img src=x onerror=alert(1)>',
      'body  <script>alert(1)</script>  "\\x07&',
      '✗ GET  /gone  200  12 ms  none',
      'answer  200  no answer: socket hang up',
      '',
      'Varies on every stage, and is no difference:',
      'id ×1  made for each request',
      '',
      'note  /v2/a is outside of the stage, and was not compared.',
      'Tests: passed on the emulator, failed on the stage',
      '✗ 2 of 3 requests are answered differently by https://abcdefghij.execute-api.us-east-1.amazonaws.com/v1 as recorded on 2026-11-22 05:00.',
      '',
    ]);
  });
});
