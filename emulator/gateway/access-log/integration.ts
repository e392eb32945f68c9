import { lastHeader } from '../../shared/header-list.ts';
import type { Trace } from '../exchange.ts';
import { failureLine } from '../test-invoke/failure-line.ts';

/** Was a backend called? A MOCK has none, and an answer from the cache did without. */
export function calledIntegration({ outgoing, calledAt }: Pick<Trace, 'outgoing' | 'calledAt'>): boolean {
  return calledAt !== undefined && outgoing?.kind !== 'mock';
}

/** The id that Lambda, an AWS service or a backend gave to the call. */
export function endpointRequestId({ result, rejection }: Trace): string | undefined {
  const headers = result?.headers ?? [];
  return (
    lastHeader(headers, 'x-amzn-requestid') ?? lastHeader(headers, 'x-amz-request-id') ?? rejection?.lambda?.requestId
  );
}

/** Milliseconds, also of a call that failed. */
export function integrationLatency(trace: Trace): number | undefined {
  const { integrationLatency: known, calledAt, endedAt } = trace;
  if (!calledIntegration(trace)) return undefined;
  return known ?? (calledAt === undefined || endedAt === undefined ? undefined : endedAt - calledAt);
}

/** A function's own failure in the words seen on AWS; any other in those of the execution log. */
export function integrationError(trace: Trace): string | undefined {
  const { result, rejection } = trace;
  if (!calledIntegration(trace)) return undefined;
  const answer = result?.lambda;
  if (answer?.functionError) return `Lambda Customer Function Error:${errorMessage(answer.payload)}`;
  return rejection && failureLine(trace);
}

function errorMessage(payload: string): string {
  try {
    return String((JSON.parse(payload) as { errorMessage?: unknown } | null)?.errorMessage ?? '');
  } catch {
    return '';
  }
}
