import { parseJson } from '../config/parse-json.ts';
import { createReport, type Report } from '../config/problem.ts';
import { OffstageError } from '../errors/offstage-error.ts';
import { suggest } from '../errors/suggest.ts';
import type { HeaderList } from '../shared/header-list.ts';
import type { ParityRequest } from './types.ts';

export interface RequestList {
  readonly requests: readonly ParityRequest[];
  /** The values that came of `env` and the headers that they stand in, none of which may be shown. */
  readonly filled: readonly string[];
}

interface Context {
  readonly report: Report;
  readonly filled: string[];
  /** What fills `${NAME}`. */
  readonly env: Readonly<Record<string, string>>;
  readonly at: (holder: object, key?: string | number) => ReturnType<Located>;
}

type Located = NonNullable<ReturnType<typeof parseJson>>['locator']['value'];

const FIELDS = ['method', 'path', 'headers', 'body'];
const METHOD = /^[A-Z]{1,20}$/;
const HEADER_NAME = /^[!#$%&'*+\-.^_`|~\w]+$/;

/**
 * Reads a list of requests, parity.json: `"GET /pets?x=1"`, or an object with method, path, headers and body. `${NAME}`
 * in a header is filled from `env`. @throws OffstageError that says everything that is wrong, with its place
 */
export function readRequestList(file: string, text: string, env: Context['env']): RequestList {
  const report = createReport();
  report.addText(file, text);
  const parsed = parseJson(file, text, report);
  const context: Context = { report, filled: [], env, at: (holder, key) => parsed?.locator.value(holder, key) };
  const requests = parsed === undefined ? [] : readList(parsed.value, context);
  if (report.failed()) throw new OffstageError(report.problems().map(({ explanation }) => explanation));
  return { requests, filled: context.filled };
}

function readList(value: unknown, context: Context): readonly ParityRequest[] {
  if (!Array.isArray(value)) {
    context.report.error(
      'parity-bad-request',
      { reason: 'it is no JSON list' },
      isObject(value) ? context.at(value) : undefined,
    );
    return [];
  }
  return value.flatMap((entry: unknown, index) => {
    const refuse = (reason: string, key?: string): [] => {
      const place = isObject(entry) ? (context.at(entry, key) ?? context.at(entry)) : context.at(value, index);
      context.report.error('parity-bad-request', { reason }, place);
      return [];
    };
    if (typeof entry === 'string') return readLine(entry) ?? refuse(`${JSON.stringify(entry)} is no method and path`);
    return isObject(entry)
      ? readEntry(entry, refuse, context)
      : refuse(`${JSON.stringify(entry)} is neither text nor object`);
  });
}

/** `GET /pets` */
function readLine(line: string): ParityRequest | undefined {
  const [, method, target] = /^([A-Z]{1,20}) (\S*)$/.exec(line) ?? [];
  if (method === undefined || target === undefined || !isTarget(target)) return undefined;
  return { method, target, headers: [], body: Buffer.alloc(0) };
}

function isTarget(target: string): boolean {
  return /^[/?]/.test(target) && /^[!-~]*$/.test(target) && !target.includes('#');
}

function readEntry(
  entry: Readonly<Record<string, unknown>>,
  refuse: (reason: string, key?: string) => [],
  context: Context,
): ParityRequest | [] {
  const { method = 'GET', path, headers: written = {}, body } = entry;
  for (const field of Object.keys(entry).filter((name) => !FIELDS.includes(name))) {
    const facts = { field, fields: FIELDS, nearest: suggest(field, FIELDS) };
    context.report.error('parity-unknown-field', facts, context.at(entry, field));
  }
  if (typeof method !== 'string' || !METHOD.test(method)) return refuse('a method is GET, POST, …', 'method');
  if (typeof path !== 'string' || !isTarget(path)) {
    return refuse(
      'a path begins with a slash, below the stage, and its blanks and letters beyond ASCII are escaped',
      'path',
    );
  }
  if (!isObject(written) || Array.isArray(written)) return refuse('headers are an object', 'headers');
  const headers = Object.entries(written).map(([name, value]) => readHeader(name, value, written, refuse, context));
  const typed = headers.some(([name]) => name.toLowerCase() === 'content-type');
  const json = body !== undefined && typeof body !== 'string';
  const lines: HeaderList = json && !typed ? [...headers, ['Content-Type', 'application/json']] : headers;
  const text = json ? JSON.stringify(body) : ((body as string | undefined) ?? '');
  return { method, target: path, headers: lines, body: Buffer.from(text) };
}

function readHeader(
  name: string,
  value: unknown,
  holder: object,
  refuse: (reason: string) => [],
  { report, filled, env, at }: Context,
): readonly [string, string] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what no header may hold
  if (!HEADER_NAME.test(name) || typeof value !== 'string' || /[\u0000-\u0008\u000a-\u001f\u007f]/.test(value)) {
    refuse(`${JSON.stringify(name)} is no header with a text`);
    return [name, ''];
  }
  const line = value.replace(/\$\{(\w+)\}/g, (_, variable: string) => {
    if (!Object.hasOwn(env, variable)) report.error('parity-unknown-variable', { name: variable }, at(holder, name));
    filled.push(env[variable] ?? '');
    return env[variable] ?? '';
  });
  if (line !== value) filled.push(line);
  return [name, line];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
