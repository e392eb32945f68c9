import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpCall, HttpFailure, HttpOutcome } from '../gateway/exchange.ts';
import { joinedHeader } from '../shared/header-list.ts';
import type { Outcome, ParityRequest } from './types.ts';

/** Sends one HTTP request as it is; never rejects. */
export type Send = (call: HttpCall) => Promise<HttpOutcome>;

export interface AskOptions {
  /** Address of the stage, without a slash at its end. */
  readonly base: string;
  readonly send: Send;
  readonly timeoutMs: number;
  /** Waits before the second request, the third and so on, when a stage throttles (429) and doesn't say how long. */
  readonly retryDelays: readonly number[];
  readonly signal: AbortSignal;
  /** Says that something is waited for. */
  readonly tell: (sentence: string) => void;
}

/** Throttling is over in seconds: 31 in all. */
export const RETRY_DELAYS: readonly number[] = [1_000, 2_000, 4_000, 8_000, 16_000];
const LONGEST_WAIT_MS = 30_000;

/**
 * Asks one side. An answer of 429 is asked for again, since a stage that throttles says nothing about the API, unless it
 * is a quota that is used up, or 429 is what is `wanted`.
 */
export async function ask(request: ParityRequest, options: AskOptions, wanted?: number): Promise<Outcome> {
  for (let tries = 1; ; tries++) {
    const outcome = await askOnce(request, options, tries);
    const delay = options.retryDelays[tries - 1];
    if (outcome.kind === 'none' || delay === undefined || wanted === 429 || !isThrottled(outcome)) return outcome;
    const asked = Number(joinedHeader(outcome.headers, 'retry-after')) * 1_000;
    const wait = asked > 0 ? Math.min(asked, LONGEST_WAIT_MS) : delay;
    options.tell(`The stage throttles (429): it is asked again in ${wait / 1_000} s …`);
    await sleep(wait, undefined, { signal: options.signal });
  }
}

function isThrottled({ status, headers }: { readonly status: number; readonly headers: HttpCall['headers'] }): boolean {
  return status === 429 && !/^LimitExceeded/.test(joinedHeader(headers, 'x-amzn-errortype') ?? '');
}

async function askOnce(
  { method, target, headers, body }: ParityRequest,
  options: AskOptions,
  tries: number,
): Promise<Outcome> {
  const { base, send, timeoutMs, signal } = options;
  const started = performance.now();
  const outcome = await send({ method, url: `${base}${target}`, headers, body, timeoutMs, signal });
  const ms = performance.now() - started;
  if (outcome.kind === 'answer') {
    return { kind: 'answer', status: outcome.status, headers: outcome.headers, body: outcome.body, ms, tries };
  }
  return { kind: 'none', reason: outcome.reason, detail: inWords(outcome, timeoutMs), ms, tries };
}

function inWords({ reason, detail }: HttpFailure, timeoutMs: number): string {
  if (reason === 'timeout') return `nothing came within ${timeoutMs / 1_000} s`;
  return reason === 'network' ? `the connection broke off (${detail})` : detail;
}
