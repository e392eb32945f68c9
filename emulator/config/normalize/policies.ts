import type { SourceRef } from '../../errors/source-ref.ts';
import type { Locator } from '../locate.ts';
import { parseJson } from '../parse-json.ts';
import type { ResourcePolicy } from '../types.ts';
import type { WrittenPolicy, WrittenProject } from '../written.ts';
import { type Reading, readTextFile, sourceOf } from './reading.ts';

/**
 * Why a value is no policy that can be evaluated, each with the statement (from 0) that it is said of. With an API's id
 * it is that API's resource policy, without one a user's own.
 */
export type FindPolicyFaults = (
  document: unknown,
  apiId?: string,
) => readonly { readonly fault: string; readonly statement?: number }[];

/** The API's resource policy. What AWS refuses on saving it is an error, and what could never fit. */
export function readResourcePolicy(
  { policy }: WrittenProject,
  apiId: string,
  reading: Reading,
): ResourcePolicy | undefined {
  return policy && readPolicyDocument(policy, { of: 'The resource policy', apiId }, reading);
}

/** A policy document in the place where it is used, or in a file. Undefined, and told, when it can't be read. */
export function readPolicyDocument(
  written: WrittenPolicy,
  { of, apiId }: { readonly of: string; readonly apiId?: string },
  reading: Reading,
): ResourcePolicy | undefined {
  const found = followFile(written, of, reading);
  if (!found) return undefined;
  const { document, locator, start } = found;
  const placeOf = (statement?: number): SourceRef => {
    const one = statement === undefined ? undefined : statementsOf(document)[statement];
    return (one && locator.value(one)) ?? locator.value(document) ?? start;
  };
  for (const { fault, statement } of reading.findPolicyFaults?.(document, apiId) ?? []) {
    reading.report.error('config-bad-policy', { of, fault }, placeOf(statement));
  }
  return { document, source: placeOf() };
}

interface Found {
  readonly document: WrittenPolicy;
  readonly locator: Locator;
  readonly start: SourceRef;
}

function followFile(written: WrittenPolicy, of: string, reading: Reading): Found | undefined {
  const { file: path } = written;
  const source = sourceOf(reading, written);
  if (typeof path !== 'string' || Object.keys(written).length > 1)
    return { document: written, locator: reading.locator, start: source };
  const read = readTextFile(
    { path, role: of.charAt(0).toLowerCase() + of.slice(1), source: sourceOf(reading, written, 'file') },
    reading,
  );
  const parsed = read && parseJson(read.file, read.text, reading.report);
  if (!parsed) return undefined;
  const start = { file: read.file, line: 1, column: 1 };
  if (isRecord(parsed.value)) return { document: parsed.value, locator: parsed.locator, start };
  reading.report.error('config-bad-policy', { of, fault: 'the file holds no object' }, start);
  return undefined;
}

function statementsOf({ Statement: written }: WrittenPolicy): Readonly<Record<string, unknown>>[] {
  const list: readonly unknown[] = Array.isArray(written) ? written : [written];
  return list.filter(isRecord);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
