import type { Clock } from '../shared/clock.ts';
import { joinedHeader } from '../shared/header-list.ts';
import { type Addresses, compare, type Ignored } from './compare.ts';
import { forEmulator, forStage, type GivenHeaders } from './given-headers.ts';
import { keep } from './kept.ts';
import { type SecretsOf, showRequest } from './secrets.ts';
import type { Comparison, Kept, NoAnswer, Outcome, ParityRequest, ShownRequest } from './types.ts';

export interface Replay {
  readonly given: GivenHeaders;
  readonly secretsOf: SecretsOf;
  readonly askEmulator: (request: ParityRequest) => Promise<Outcome>;
  /** A stage that is asked now, with the status that the emulator answered, or one that was recorded. */
  readonly stage:
    | { readonly kind: 'live'; readonly ask: (request: ParityRequest, wanted: number | undefined) => Promise<Outcome> }
    | { readonly kind: 'recorded'; readonly find: (request: ShownRequest) => Kept | undefined };
  readonly addresses: Addresses;
  readonly ignored: Ignored;
  /** From this many milliseconds on a stage is called slow. */
  readonly slowMs: number;
  readonly clock: Clock;
}

/** Requests in a row that end without an answer after the full waiting time, before the rest isn't asked. */
const PATIENCE = 3;

/** Asks both sides for every request, one after the other, and compares. */
export async function replay(requests: readonly ParityRequest[], options: Replay): Promise<readonly Comparison[]> {
  const comparisons: Comparison[] = [];
  let silent = 0;
  for (const request of requests) {
    const comparison = await compareOne(request, silent >= PATIENCE, options);
    comparisons.push(comparison);
    silent = isSilence(comparison.stage) ? silent + 1 : 0;
  }
  return comparisons;
}

function isSilence(stage: Kept | NoAnswer): boolean {
  if (!('kind' in stage)) return stage.status === 429 && stage.tries > 1;
  return stage.reason === 'timeout' || stage.reason === 'unreachable' || stage.reason === 'not-asked';
}

async function compareOne(request: ParityRequest, gaveUp: boolean, options: Replay): Promise<Comparison> {
  const { given, secretsOf, addresses, ignored, clock, askEmulator, slowMs } = options;
  const toEmulator = forEmulator(request, given);
  const local = await askEmulator(toEmulator);
  const localAt = clock.now();
  const status = local.kind === 'answer' ? local.status : undefined;
  const toStage = forStage(request, given, status);
  const secrets = secretsOf([toEmulator, toStage]);
  const shown = showRequest(toEmulator, secrets);
  const emulator = local.kind === 'none' ? local : keep(local, secrets, localAt);
  const stage = await seeStage();
  const verdict = compare(emulator, stage, { addresses, ignored });
  return { request: shown, emulator, stage, ...verdict, notes: notesOn(emulator, stage, slowMs) };

  async function seeStage(): Promise<Kept | NoAnswer> {
    if (options.stage.kind === 'recorded') return options.stage.find(shown) ?? NOT_RECORDED;
    if (gaveUp) return NOT_ASKED;
    const outcome = await options.stage.ask(toStage, status);
    return outcome.kind === 'none' ? outcome : keep(outcome, secrets, clock.now());
  }
}

const NOT_RECORDED: NoAnswer = {
  kind: 'none',
  reason: 'not-recorded',
  detail: 'nothing is recorded for this request; record again with --record',
  ms: 0,
  tries: 0,
};
const NOT_ASKED: NoAnswer = {
  kind: 'none',
  reason: 'not-asked',
  detail: `not asked, since ${PATIENCE} requests before it got no answer in time, or nothing but 429`,
  ms: 0,
  tries: 0,
};

function notesOn(emulator: Kept | NoAnswer, stage: Kept | NoAnswer, slowMs: number): string[] {
  if ('kind' in stage) return [];
  const local = 'kind' in emulator ? undefined : emulator;
  return [noteOnTime(local, stage, slowMs), noteOnThrottling(local, stage), noteOnRefusal(local, stage)].filter(
    (note) => note !== undefined,
  );
}

function noteOnTime(local: Kept | undefined, stage: Kept, slowMs: number): string | undefined {
  if (stage.ms < slowMs) return undefined;
  const here = local === undefined ? '' : `, the emulator ${Math.round(local.ms)} ms`;
  return `Slow: the stage took ${(stage.ms / 1_000).toFixed(1)} s${here}.`;
}

function noteOnThrottling(local: Kept | undefined, stage: Kept): string | undefined {
  if (stage.status === 429 && local?.status !== 429) {
    return errorTypeOf(stage).startsWith('LimitExceeded')
      ? 'The quota of the API key is used up (429): nothing is answered before its next period.'
      : `The stage throttles (429), also at the ${ordinal(stage.tries)} try: raise its limits, or compare later.`;
  }
  if (stage.tries === 1) return undefined;
  return `The stage throttled (429) and was asked again: the answer is that of the ${ordinal(stage.tries)} try.`;
}

/** Why a stage says no to what the emulator answers: the two reasons that people meet. */
function noteOnRefusal(local: Kept | undefined, stage: Kept): string | undefined {
  if (local === undefined || local.status >= 400 || (stage.status !== 401 && stage.status !== 403)) return undefined;
  return errorTypeOf(stage).startsWith('MissingAuthenticationToken')
    ? 'The stage has no such method, or wants a signed request: was the API deployed to it since the method is there?'
    : 'The stage lets in keys and tokens of its own alone: give one with -H "x-api-key: …" or -H "Authorization: …".';
}

function errorTypeOf({ headers }: Kept): string {
  return joinedHeader(headers, 'x-amzn-errortype') ?? '';
}

function ordinal(number: number): string {
  return `${number}${['th', 'st', 'nd', 'rd'][number] ?? 'th'}`;
}
