import { joinedHeader } from '../shared/header-list.ts';
import { bodyDifferences } from './body-differences.ts';
import type { Difference, Kept, NoAnswer, Variation } from './types.ts';
import { compareTexts, type Side } from './variations.ts';

/** What was said with --ignore. */
export interface Ignored {
  /** In lower case. */
  readonly headers: ReadonlySet<string>;
  readonly bodies: readonly RegExp[];
}

/** Host names and API ids that stand for each side. */
export interface Addresses {
  readonly emulator: readonly string[];
  readonly stage: readonly string[];
}

export interface Verdict {
  readonly differences: readonly Difference[];
  readonly variations: readonly Variation[];
}

/** Compares what both sides made of one request: status, headers (in any order), and the bytes of the body. */
export function compare(
  emulator: Kept | NoAnswer,
  stage: Kept | NoAnswer,
  { addresses, ignored }: { readonly addresses: Addresses; readonly ignored: Ignored },
): Verdict {
  if ('kind' in emulator || 'kind' in stage) {
    return {
      differences: [{ where: 'answer', emulator: outcomeOf(emulator), stage: outcomeOf(stage) }],
      variations: [],
    };
  }
  const sides: Sides = {
    emulator: { addresses: addresses.emulator, at: emulator.at },
    stage: { addresses: addresses.stage, at: stage.at },
  };
  const found: Found = { differences: [], variations: [] };
  if (emulator.status !== stage.status) {
    found.differences.push({ where: 'status', emulator: `${emulator.status}`, stage: `${stage.status}` });
  }
  const bodies = compareBodies(emulator, stage, sides, ignored.bodies);
  const names = new Set([...emulator.headers, ...stage.headers].map(([name]) => name.toLowerCase()));
  for (const name of [...names].sort()) {
    if (ignored.headers.has(name)) noteIgnored(name, emulator, stage, found);
    else compareHeader(name, { emulator, stage, sides, sameBody: bodies.differences.length === 0 }, found);
  }
  return {
    differences: [...found.differences, ...bodies.differences],
    variations: [...found.variations, ...bodies.variations],
  };
}

interface Found {
  readonly differences: Difference[];
  readonly variations: Variation[];
}

interface Sides {
  readonly emulator: Side;
  readonly stage: Side;
}

function outcomeOf(seen: Kept | NoAnswer): string {
  return 'kind' in seen ? `no answer: ${seen.detail}` : `${seen.status}`;
}

const FROM_CLOUDFRONT = /^(?:via|x-cache|age|x-amz-cf-.*)$/;
const OF_CONNECTION: ReadonlySet<string> = new Set(['connection', 'keep-alive']);
const EXTENDED_ID = /^[A-Za-z0-9+/_-]{8,32}={0,2}$/;

function compareHeader(
  name: string,
  both: { readonly emulator: Kept; readonly stage: Kept; readonly sides: Sides; readonly sameBody: boolean },
  { differences, variations }: Found,
): void {
  const [left, right] = [valuesOf(both.emulator, name), valuesOf(both.stage, name)];
  if (left.join('\n') === right.join('\n') && left.length === right.length) return;
  const where = `header ${name}`;
  const vary = (...kinds: readonly string[]) => variations.push(...kinds.map((kind) => ({ name: kind, where })));
  const differ = () => differences.push({ where: 'header', name, emulator: shown(left), stage: shown(right) });
  if (FROM_CLOUDFRONT.test(name) && isBehindCloudFront(both.stage)) vary('CloudFront');
  else if (OF_CONNECTION.has(name)) vary('connection');
  else if (name === 'transfer-encoding' || name === 'content-length') {
    const reason = framingReason(name, both);
    if (reason === undefined) differ();
    else vary(reason);
  } else if (left.length !== right.length) differ();
  else if (name === 'x-amz-apigw-id' && [...left, ...right].every((value) => EXTENDED_ID.test(value)))
    vary('extended id');
  else {
    const compared = left.map((text, index) =>
      compareTexts({ text, side: both.sides.emulator }, { text: right[index] ?? '', side: both.sides.stage }),
    );
    if (compared.includes(undefined)) differ();
    else vary(...new Set(compared.flatMap((kinds) => kinds ?? [])));
  }
}

/** Why the bodies may be framed differently; undefined: nothing explains it. */
function framingReason(
  name: string,
  { emulator, stage, sameBody }: { readonly emulator: Kept; readonly stage: Kept; readonly sameBody: boolean },
): string | undefined {
  const [left, right] = [valuesOf(emulator, name), valuesOf(stage, name)];
  const onlyOne = left.length === 0 || right.length === 0;
  if (onlyOne) return isBehindCloudFront(stage) ? 'CloudFront' : undefined;
  if (name !== 'content-length') return undefined;
  const compressed = [emulator, stage].every(({ headers }) => joinedHeader(headers, 'content-encoding') !== undefined);
  if (compressed) return 'length';
  // Each fits its own body: the body's difference, or its variation, is what there is to say.
  const fits = [emulator, stage].every((side) => valuesOf(side, name)[0] === `${side.length}`);
  return fits && (!sameBody || emulator.length !== stage.length) ? 'length' : undefined;
}

function isBehindCloudFront({ headers }: Kept): boolean {
  return joinedHeader(headers, 'x-amz-cf-id') !== undefined;
}

function valuesOf({ headers }: Kept, wanted: string): readonly string[] {
  return headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
}

function shown(values: readonly string[]): string | undefined {
  return values.length === 0 ? undefined : values.join(', ');
}

function noteIgnored(name: string, emulator: Kept, stage: Kept, { variations }: Found): void {
  if (valuesOf(emulator, name).join('\n') === valuesOf(stage, name).join('\n')) return;
  variations.push({ name: 'ignored', where: `header ${name}` });
}

function compareBodies(emulator: Kept, stage: Kept, sides: Sides, patterns: readonly RegExp[]): Verdict {
  if (emulator.isBase64 || stage.isBase64) {
    if (emulator.isBase64 === stage.isBase64 && emulator.body === stage.body)
      return { differences: [], variations: [] };
    const bytes = ({ length, isBase64 }: Kept) => `${length} bytes${isBase64 ? ' that are no text' : ' of text'}`;
    return {
      differences: [{ where: 'body', emulator: bytes(emulator), stage: bytes(stage) }],
      variations: [],
    };
  }
  const [left, right] = [leaveOut(emulator.body, patterns), leaveOut(stage.body, patterns)];
  const varied = compareTexts({ text: left.text, side: sides.emulator }, { text: right.text, side: sides.stage });
  if (varied === undefined) return { differences: bodyDifferences(left.text, right.text, sides), variations: [] };
  const ignored = left.leftOut === right.leftOut ? [] : ['ignored'];
  return { differences: [], variations: [...varied, ...ignored].map((name) => ({ name, where: 'body' })) };
}

function leaveOut(body: string, patterns: readonly RegExp[]): { readonly text: string; readonly leftOut: string } {
  const found: string[] = [];
  const text = patterns.reduce(
    (rest, pattern) =>
      rest.replace(pattern, (part) => {
        found.push(part);
        return '…';
      }),
    body,
  );
  return { text, leftOut: found.join('\n') };
}
