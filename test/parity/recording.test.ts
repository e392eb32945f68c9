import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPlayback, readRecording, writeRecording } from '../../emulator/parity/recording.ts';
import type { Comparison, Kept, NoAnswer, ShownRequest } from '../../emulator/parity/types.ts';
import { projectFolder } from '../helpers/emulator.ts';

const STAGE = 'https://abcdefghij.execute-api.us-east-1.amazonaws.com/v1';
const FILE = 'parity-abcdefghij.execute-api.us-east-1.amazonaws.com-v1.json';
const AT = '2026-11-23T05:00:00.000Z';

const request = (target: string, headers: ShownRequest['headers'] = []): ShownRequest => ({
  method: 'GET',
  target,
  headers,
  body: '',
});
const kept = (status: number): Kept => ({
  status,
  headers: [['Content-Type', 'text/plain']],
  body: '',
  isBase64: false,
  length: 0,
  ms: 1,
  tries: 1,
  at: 0,
});
const none: NoAnswer = { kind: 'none', reason: 'network', detail: 'gone', ms: 1, tries: 1 };
const exchange = (asked: ShownRequest, stage: Kept | NoAnswer): Comparison => ({
  request: asked,
  emulator: kept(200),
  stage,
  differences: [],
  variations: [],
  notes: [],
});

describe('a recording', () => {
  it('gives back the answers of a stage, one after the other', async () => {
    const root = await projectFolder({});
    const agent = (name: string) => request('/a', [['User-Agent', name]]);
    const comparisons = [
      exchange(agent('one'), kept(200)),
      exchange(agent('two'), kept(404)),
      exchange(request('/b'), none),
    ];
    expect(writeRecording(root, { stage: STAGE, recordedAt: AT, comparisons })).toEqual({
      file: join(root, '.offstage', FILE),
      count: 2,
    });
    const find = createPlayback(readRecording(root, STAGE));
    expect([request('/a'), request('/a'), request('/a'), request('/b')].map((one) => find(one)?.status)).toEqual([
      200,
      404,
      undefined,
      undefined,
    ]);
  });

  it('is replaced as a whole', async () => {
    const root = await projectFolder({});
    const write = (status: number) =>
      writeRecording(root, { stage: STAGE, recordedAt: AT, comparisons: [exchange(request('/a'), kept(status))] });
    write(200);
    write(201);
    expect(readRecording(root, STAGE).exchanges.map(({ answer }) => answer.status)).toEqual([201]);
    expect(readFileSync(join(root, '.offstage', '.gitignore'), 'utf8')).toBe('*\n');
  });

  it('can’t be read where there is none', async () => {
    const root = await projectFolder({});
    expect(() => readRecording(root, STAGE)).toThrow(/Nothing is recorded of https:\/\/abcdefghij/);
  });

  it.each([
    ['', /it is no JSON/],
    ['{', /it is no JSON/],
    ['null', /of the format undefined/],
    ['[]', /of the format undefined/],
    ['{"format": 2}', /of the format 2/],
    [`{"format": 1, "recordedAt": "${AT}"}`, /parts of it are missing/],
    [`{"format": 1, "recordedAt": "${AT}", "exchanges": [{}]}`, /parts of it are missing/],
    [`{"format": 1, "recordedAt": "${AT}", "exchanges": [null]}`, /parts of it are missing/],
  ])('that is %j is refused', async (text, message) => {
    const root = await projectFolder({});
    mkdirSync(join(root, '.offstage'));
    writeFileSync(join(root, '.offstage', FILE), text);
    expect(() => readRecording(root, STAGE)).toThrow(message);
  });
});
