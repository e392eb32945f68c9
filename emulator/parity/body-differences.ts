import type { Difference } from './types.ts';
import { compareTexts, type Side } from './variations.ts';

interface Sides {
  readonly emulator: Side;
  readonly stage: Side;
}

const MOST = 10;
const AROUND = 30;
const LONGEST = 120;
/** Deeper than any answer that is meant. */
const DEEPEST = 200;

/** Where two texts differ: the members of two JSON values, otherwise the first place. At least one difference. */
export function bodyDifferences(emulator: string, stage: string, sides: Sides): readonly Difference[] {
  const [left, right] = [readJson(emulator), readJson(stage)];
  if (left === undefined || right === undefined) return [excerpt(emulator, stage)];
  const found: Difference[] = [];
  walk(left.value, right.value, { path: '$', depth: 0, sides }, found);
  if (found.length === 0) return [{ ...excerpt(emulator, stage), name: 'the same JSON, written differently' }];
  const more = found.length - MOST;
  if (more <= 0) return found;
  return [...found.slice(0, MOST), { where: 'body', name: `${more} more`, emulator: '…', stage: '…' }];
}

function readJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

interface Step {
  readonly path: string;
  readonly depth: number;
  readonly sides: Sides;
}

function walk(left: unknown, right: unknown, { path, depth, sides }: Step, found: Difference[]): void {
  if (depth > DEEPEST) return;
  if (isObject(left) && isObject(right) && Array.isArray(left) === Array.isArray(right)) {
    for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
      const inside = { path: `${path}${nameOf(left, key)}`, depth: depth + 1, sides };
      walk(own(left, key), own(right, key), inside, found);
    }
    return;
  }
  const [one, other] = [JSON.stringify(left), JSON.stringify(right)];
  if (one === other) return;
  const [a, b] = [one ?? '', other ?? ''];
  if (a !== '' && b !== '' && compareTexts({ text: a, side: sides.emulator }, { text: b, side: sides.stage })) return;
  found.push({ where: 'body', name: path, emulator: cut(one), stage: cut(other) });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function own(value: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

function nameOf(holder: object, key: string): string {
  if (Array.isArray(holder)) return `[${key}]`;
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

function cut(text: string | undefined): string | undefined {
  return text === undefined || text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}

/** Both texts around the first place where they differ. */
function excerpt(emulator: string, stage: string): Difference {
  let at = 0;
  while (at < emulator.length && emulator[at] === stage[at]) at++;
  const from = Math.max(0, at - AROUND);
  const part = (text: string): string => {
    const end = at + AROUND * 2;
    return `${from > 0 ? '…' : ''}${text.slice(from, end)}${text.length > end ? '…' : ''}`;
  };
  return { where: 'body', emulator: part(emulator), stage: part(stage) };
}
