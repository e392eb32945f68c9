import type { SourceRef } from '../../errors/source-ref.ts';
import type { Resource } from '../types.ts';
import { keySourceOf, type Reading } from './reading.ts';

interface Candidate {
  readonly path: string;
  readonly source: SourceRef;
  /** The resources before this one. */
  readonly taken: ReadonlyMap<string, Resource>;
  /** All resources, by their paths as they are written. */
  readonly written: object;
}

/** What CreateResource asks of a path (recorded: test_create_proxy_resource_validation; Developer Guide, known issues). */
export function checkPath({ path, source, taken, written }: Candidate, reading: Reading): void {
  const parts = path.split('/').filter((part) => part !== '');
  const proper = `/${parts.join('/')}`;
  if (proper !== path) {
    const { line } = keySourceOf(reading, written, proper);
    if (Object.hasOwn(written, proper))
      reading.report.error('config-resource-clash', { path, other: proper, line }, source);
    else reading.report.error('config-path-slashes', { path, proper }, source);
    return;
  }
  // Told once: at the first segment that is wrong.
  parts.every((part, index) => checkPart({ part, parts, index, source, taken }, reading));
}

const FIXED = /^[A-Za-z0-9._:,-]+$/;
const VARIABLE = /^\{[A-Za-z0-9._:$-]+\+?\}$/;

interface Part {
  readonly part: string;
  readonly parts: readonly string[];
  readonly index: number;
  readonly source: SourceRef;
  readonly taken: ReadonlyMap<string, Resource>;
}

function checkPart({ part, parts, index, source, taken }: Part, { report }: Reading): boolean {
  const path = `/${parts.join('/')}`;
  if (part.endsWith('+}') && index < parts.length - 1) {
    report.error('config-child-of-greedy', { path, greedy: part }, source);
    return false;
  }
  if (FIXED.test(part)) return true;
  if (!VARIABLE.test(part)) {
    report.error('config-path-part', { path, part }, source);
    return false;
  }
  const parent = `/${parts.slice(0, index).join('/')}`;
  const sibling = findVariable(parent, taken);
  if (!sibling?.pathPart || sibling.pathPart === part) return true;
  const facts = { path, part, sibling: sibling.pathPart, siblingPath: sibling.path, line: sibling.source.line };
  report.error('config-sibling-variable', facts, source);
  return false;
}

function findVariable(parent: string, taken: ReadonlyMap<string, Resource>): Resource | undefined {
  return [...taken.values()].find((other) => other.parent === parent && other.pathPart?.startsWith('{'));
}
