import { readFileSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import type { SourceRef } from '../../errors/source-ref.ts';
import type { EnvOverrides } from '../env-vars.ts';
import type { Locator } from '../locate.ts';
import { nearestPath } from '../nearest-path.ts';
import type { Report } from '../problem.ts';
import type { FindPolicyFaults } from './policies.ts';

/** What every part of the reading of one project shares. */
export interface Reading {
  /** Absolute folder that relative paths start from. */
  readonly root: string;
  /** The beginning of routes.json: the place of what has no other. */
  readonly start: SourceRef;
  readonly locator: Locator;
  readonly report: Report;
  /** The variables of the .env file. */
  readonly env: Readonly<Record<string, string>>;
  readonly findPolicyFaults?: FindPolicyFaults;
  /** What --env-vars has in the place of routes.json. */
  readonly overrides: EnvOverrides;
  /** Collects the absolute paths of the files that were read, or looked for: what has to be watched. */
  readonly inputs: Set<string>;
  /** The texts of the files that were read, for the deployment's id. */
  readonly texts: string[];
}

/** Where `holder[key]`, or the holder itself, stands. */
export function sourceOf(reading: Reading, holder: object, key?: string | number): SourceRef {
  return reading.locator.value(holder, key) ?? reading.start;
}

/** Where the name of a property stands. */
export function keySourceOf(reading: Reading, holder: object, key: string): SourceRef {
  return reading.locator.key(holder, key) ?? reading.start;
}

/**
 * Reads a text file that the configuration names, by a path below the project's folder. Undefined, and an error at
 * `source`, when it can't be read.
 */
export function readTextFile(
  input: { readonly path: string; readonly role: string; readonly source: SourceRef },
  reading: Reading,
): { readonly file: string; readonly text: string } | undefined {
  const { path, role, source } = input;
  const file = isAbsolute(path) ? path : resolve(reading.root, path);
  reading.inputs.add(file);
  try {
    const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
    reading.report.addText(file, text);
    reading.texts.push(text);
    return { file, text };
  } catch (error) {
    const nearest = nearestPath(reading.root, path);
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    reading.report.error(
      'config-missing-file',
      { role, path, reason, ...(nearest !== undefined && { nearest }) },
      source,
    );
    return undefined;
  }
}
