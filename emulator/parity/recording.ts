import { readFileSync } from 'node:fs';
import { explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';
import { ownFile, writeOwnFile } from '../shared/own-folder.ts';
import type { Comparison, Kept, ShownRequest } from './types.ts';
import { shapeOf } from './variations.ts';

/** What a stage answered, kept for comparisons without a network. It holds no secret. */
export interface Recording {
  readonly stage: string;
  /** ISO time. */
  readonly recordedAt: string;
  readonly exchanges: readonly { readonly request: ShownRequest; readonly answer: Kept }[];
}

const FORMAT = 1;

/** Writes the answers of the stage in a comparison; those that didn't come are left out. @throws OffstageError */
export function writeRecording(
  root: string,
  input: { readonly stage: string; readonly recordedAt: string; readonly comparisons: readonly Comparison[] },
): { readonly file: string; readonly count: number } {
  const { stage, recordedAt, comparisons } = input;
  const exchanges = comparisons.flatMap(({ request, stage: answer }) =>
    'kind' in answer ? [] : [{ request, answer }],
  );
  const name = fileName(stage);
  try {
    writeOwnFile(root, name, `${JSON.stringify({ format: FORMAT, stage, recordedAt, exchanges }, undefined, 2)}\n`);
  } catch (error) {
    const facts = { file: ownFile(root, name), reason: (error as Error).message };
    throw new OffstageError(explain('parity-recording-unwritable', facts), error);
  }
  return { file: ownFile(root, name), count: exchanges.length };
}

/** Reads what was recorded of a stage. @throws OffstageError when there is nothing, or nothing that can be read */
export function readRecording(root: string, stage: string): Recording {
  const file = ownFile(root, fileName(stage));
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new OffstageError(explain('parity-no-recording', { stage, file }), error);
    }
    throw corrupt(file, (error as Error).message);
  }
  const value = parse(file, text);
  if (value.format !== FORMAT) throw corrupt(file, `it is of the format ${JSON.stringify(value.format)}`);
  if (typeof value.recordedAt !== 'string' || !Array.isArray(value.exchanges) || !value.exchanges.every(isExchange)) {
    throw corrupt(file, 'parts of it are missing');
  }
  return { stage, recordedAt: value.recordedAt, exchanges: value.exchanges };
}

/** Gives for each request, one after the other, what was recorded for it: the second time the second answer. */
export function createPlayback(recording: Recording): (request: ShownRequest) => Kept | undefined {
  const answers = new Map<string, Kept[]>();
  for (const { request, answer } of recording.exchanges) {
    const key = fingerprint(request);
    answers.set(key, [...(answers.get(key) ?? []), answer]);
  }
  return (request) => answers.get(fingerprint(request))?.shift();
}

/** Who sends it, and in which order its headers come, doesn't matter. */
const OF_CLIENT: ReadonlySet<string> = new Set(['accept-encoding', 'user-agent', 'x-amzn-trace-id']);

/** Equal for requests that ask the same. */
export function fingerprint({ method, target, headers, body }: ShownRequest): string {
  const lines = headers
    .map(([name, value]) => `${name.toLowerCase()}: ${value}`)
    .filter((line) => !OF_CLIENT.has(line.slice(0, line.indexOf(':'))))
    .sort();
  return shapeOf([method, target, ...lines, '', body].join('\n'));
}

/** `parity-abc.execute-api.us-east-1.amazonaws.com-v1.json` */
function fileName(stage: string): string {
  return `parity-${stage.replace(/^https?:\/\//, '').replace(/[^A-Za-z0-9.-]+/g, '-')}.json`;
}

function parse(file: string, text: string): Partial<Recording> & { readonly format?: unknown } {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    throw corrupt(file, 'it is no JSON');
  }
}

function isExchange(value: unknown): boolean {
  const { request, answer } = (value ?? {}) as { request?: Partial<ShownRequest>; answer?: Partial<Kept> };
  return (
    typeof request?.method === 'string' &&
    typeof request.target === 'string' &&
    typeof request.body === 'string' &&
    isHeaders(request.headers) &&
    typeof answer?.status === 'number' &&
    typeof answer.body === 'string' &&
    typeof answer.length === 'number' &&
    typeof answer.at === 'number' &&
    isHeaders(answer.headers)
  );
}

function isHeaders(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every((line) => Array.isArray(line) && line.length === 2 && line.every((part) => typeof part === 'string'))
  );
}

function corrupt(file: string, reason: string): OffstageError {
  return new OffstageError(explain('parity-recording-corrupt', { file, reason }));
}
