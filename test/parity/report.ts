import type { Comparison, Kept, ParityReport } from '../../emulator/parity/types.ts';

const kept = (body: string, headers: Kept['headers'] = []): Kept => ({
  status: 200,
  headers: [['Content-Type', 'application/json'], ...headers],
  body,
  isBase64: false,
  length: body.length,
  ms: 12,
  tries: 1,
  at: 0,
});

const asked = (target: string) => ({ method: 'GET', target, headers: [['Accept', '*/*'] as const], body: '' });

const comparisons: readonly Comparison[] = [
  {
    request: asked('/pets'),
    emulator: kept('[]'),
    stage: kept('[]'),
    differences: [],
    variations: [{ name: 'id', where: 'header x-amzn-requestid' }],
    notes: ['Slow: the stage took 3.0 s, the emulator 12 ms.'],
  },
  {
    request: asked('/<script>alert(1)</script>'),
    emulator: kept('<script>alert(1)</script>'),
    stage: kept('"\u0007&', [['X-Extra', '<img src=x onerror=alert(1)>']]),
    differences: [
      { where: 'header', name: 'x-extra', stage: '<img src=x onerror=alert(1)>' },
      { where: 'body', emulator: '<script>alert(1)</script>', stage: '"\u0007&' },
    ],
    variations: [],
    notes: [],
  },
  {
    request: asked('/gone'),
    emulator: kept('{}'),
    stage: { kind: 'none', reason: 'network', detail: 'socket hang up', ms: 3, tries: 1 },
    differences: [{ where: 'answer', emulator: '200', stage: 'no answer: socket hang up' }],
    variations: [],
    notes: [],
  },
];

/** A report with one of everything, and with text that would be a page's own if it weren't escaped. */
export const REPORT: ParityReport = {
  stage: 'https://abcdefghij.execute-api.us-east-1.amazonaws.com/v1',
  comparedAt: '2026-11-23T05:00:00.000Z',
  recordedAt: '2026-11-22T05:00:00.000Z',
  suite: { command: 'npm test && echo "<b>"', emulator: 'passed', stage: 'failed' },
  summary: { requests: 3, same: 1, different: 2 },
  known: [
    { name: 'id', reason: 'made for each request', seen: 1 },
    { name: 'CloudFront', reason: 'in front of it', seen: 0 },
  ],
  comparisons,
  notes: ['/v2/a is outside of the stage, and was not compared.'],
};
