import { escapeRegExp } from '../shared/escape-reg-exp.ts';

/** What differs from one answer to the next, or from one stage to the next, and says nothing about the API. */
export const KNOWN_VARIATIONS: Readonly<Record<string, string>> = {
  id: 'a UUID is made for each request, as x-amzn-RequestId is',
  'trace id': 'X-Ray makes one for each request; newer stages add a Lineage',
  'extended id': 'x-amz-apigw-id is made for each request',
  time: 'each side tells its own time: now or later, both equally far from the moment of their answer (5 minutes more or less)',
  address: 'each side has a host name and an API id of its own',
  account: 'the region and the account in an ARN are the stage’s own',
  'client address': 'the emulator sees a loopback address, a stage the address from which you reach the internet',
  CloudFront:
    'an edge-optimized endpoint has CloudFront in front of it, which adds headers and may frame the body anew',
  connection: 'Connection and Keep-Alive are about one connection',
  length: 'Content-Length follows a body in which one of the others stands, or that is compressed',
  ignored: 'you said so with --ignore',
};

/** One side of a comparison, as far as its own values are known. */
export interface Side {
  /** What stands for this side: host names, an API id. The longest first. */
  readonly addresses: readonly string[];
  /** When the answer came, in milliseconds since 1970. */
  readonly at: number;
}

const TOLERANCE_MS = 300_000;

const KINDS = {
  'trace id': String.raw`(?:Root=)?\b1-[0-9a-f]{8}-[0-9a-f]{24}\b(?:;(?:Parent|Self|Sampled|Lineage)=[\w:.-]*)*`,
  id: String.raw`\b[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}\b`,
  account: String.raw`(?<=\barn:aws[\w-]{0,10}:[\w-]{1,40}:)[\w-]{0,30}:\d{12}(?=:)`,
  time: [
    String.raw`\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?`,
    String.raw`\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d[ -][A-Z][a-z]{2}[ -]\d{4} \d\d:\d\d:\d\d GMT\b`,
    String.raw`\b\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\b`,
    String.raw`(?<![\w.-])1[5-9]\d{8}(?:\d{3})?(?![\w-])`,
  ].join('|'),
  'client address': String.raw`(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])|::1(?![\w:])|::ffff:127\.0\.0\.1`,
} as const;

type Kind = keyof typeof KINDS | 'address';

interface Token {
  readonly kind: Kind;
  readonly text: string;
}

/**
 * Do two texts say the same, but for what is known to vary? The names of what varied, none for equal texts; undefined
 * when they differ.
 */
export function compareTexts(
  emulator: { readonly text: string; readonly side: Side },
  stage: { readonly text: string; readonly side: Side },
): readonly string[] | undefined {
  if (emulator.text === stage.text) return [];
  const [left, right] = [split(emulator.text, emulator.side), split(stage.text, stage.side)];
  if (left.shape !== right.shape) return undefined;
  const varied = new Set<string>();
  for (const [index, one] of left.tokens.entries()) {
    const other = right.tokens[index];
    if (other === undefined) return undefined;
    if (one.text === other.text) continue;
    if (!mayVary(one, other, emulator.side, stage.side)) return undefined;
    varied.add(one.kind === 'address' ? other.kind : one.kind);
  }
  return [...varied];
}

/** A text with what may vary replaced by its kind: equal for two requests of a suite that mean the same. */
export function shapeOf(text: string): string {
  return split(text, { addresses: [], at: 0 }).shape;
}

/** The text between the tokens, with their kinds in their places. */
function split(text: string, { addresses }: Side): { readonly shape: string; readonly tokens: readonly Token[] } {
  const tokens: Token[] = [];
  const put = (kind: Kind, token: string): string => {
    tokens.push({ kind, text: token });
    return `\u0000${kind.endsWith('address') ? 'address' : kind}\u0000`;
  };
  const kinds: [Kind, string][] = [
    ...addresses.map((address): [Kind, string] => ['address', `(?<![\\w.-])${escapeRegExp(address)}(?![\\w-])`]),
    ...(Object.entries(KINDS) as [Kind, string][]),
  ];
  // One after the other from left to right: what begins first counts, then what stands first in the list.
  const pattern = new RegExp(kinds.map(([, source], index) => `(?<k${index}>${source})`).join('|'), 'g');
  const shape = text.replace(pattern, (found: string, ...rest: unknown[]) => {
    const groups = rest.at(-1) as Readonly<Record<string, string | undefined>>;
    const index = kinds.findIndex((_, number) => groups[`k${number}`] !== undefined);
    return put(kinds[index]?.[0] ?? 'id', found);
  });
  return { shape, tokens };
}

function mayVary(one: Token, other: Token, emulator: Side, stage: Side): boolean {
  if (one.kind === 'time') {
    // A time in the past is data: nobody makes it anew for each answer.
    const [left, right] = [readTime(one.text) - emulator.at, readTime(other.text) - stage.at];
    return Math.min(left, right) >= -TOLERANCE_MS && Math.abs(left - right) <= TOLERANCE_MS;
  }
  if (one.kind === 'address' && other.kind === 'address') return true;
  if (one.kind.endsWith('address')) return isLoopback(one.text) || isLoopback(other.text);
  return true;
}

function readTime(text: string): number {
  if (/^\d{13}$/.test(text)) return Number(text);
  if (/^\d{10}$/.test(text)) return Number(text) * 1_000;
  const [, day, month, year, time, zone] = /^(\d\d)\/(\w{3})\/(\d{4}):(\S+) (\S+)$/.exec(text) ?? [];
  return Date.parse(day === undefined ? text : `${day} ${month} ${year} ${time} ${zone}`);
}

function isLoopback(address: string): boolean {
  return /^(?:::ffff:)?127\.|^::1$/.test(address);
}
