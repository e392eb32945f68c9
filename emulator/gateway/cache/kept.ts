import { explain } from '../../errors/explanation.ts';
import type { Admitted, MappedResponse, Outside, Trace } from '../exchange.ts';
import type { CachePlan } from './plan.ts';

/** The largest body that the cache takes, in bytes (Developer Guide). */
const LARGEST_BODY = 1_048_576;

/** In the words of AWS. */
const WARNING = ['Warning', '199 Cache-control headers were ignored because the caller was unauthorized.'] as const;

/**
 * The kept answer for a request; undefined: the integration has to be called, and what was kept is gone where the
 * client wants that. The developer is told where a kept answer was made for another path or query, or for another caller.
 */
export function findKept(
  plan: CachePlan,
  trace: Trace,
  admitted: Admitted,
  { state, clock }: Outside,
): MappedResponse | undefined {
  const { keptResponses } = state;
  if (plan.anew) {
    keptResponses.remove(plan.key);
    return undefined;
  }
  const now = clock.now();
  const kept = keptResponses.get(plan.key, now, plan.ttlMs);
  if (!kept) return undefined;
  trace.keptMs = now - kept.keptAt;
  const target = targetOf(admitted);
  const { source, cacheKeyParameters = [] } = admitted.route.method.integration ?? {};
  if (kept.target !== target) {
    const facts = { target, madeFor: kept.target, parameters: cacheKeyParameters };
    trace.notes.push(explain('gateway-kept-for-another', facts, { source }));
  }
  if (kept.callerName !== callerName(admitted)) {
    trace.notes.push(explain('gateway-kept-for-another-caller', { target }, { source }));
  }
  return kept.mapped;
}

/**
 * Keeps what an integration answered, whatever its status: only the gateway's own refusals are never kept (seen on AWS:
 * a function's 429 is). Nothing is kept that is too large, or that was made before a file was saved.
 */
export function keepAnswer(
  plan: CachePlan,
  mapped: MappedResponse,
  trace: Trace,
  admitted: Admitted,
  { state, clock }: Outside,
): void {
  const { source } = admitted.route.method.integration ?? {};
  const bytes = mapped.body.length;
  if (bytes > LARGEST_BODY) {
    trace.notes.push(explain('gateway-too-large-to-keep', { bytes, limit: LARGEST_BODY }, { source }));
    return;
  }
  if (state.keptResponses.timesCleared !== plan.timesCleared) return;
  // A copy: a small body is a piece of a buffer that many share, and would hold all of it.
  const body = Buffer.alloc(bytes);
  mapped.body.copy(body);
  state.keptResponses.keep(plan.key, {
    mapped: { ...mapped, body },
    keptAt: clock.now(),
    target: targetOf(admitted),
    callerName: callerName(admitted),
  });
  if (mapped.status < 400) return;
  const facts = { status: mapped.status, seconds: plan.ttlMs / 1000 };
  trace.notes.push(explain('gateway-failure-kept', facts, { source }));
}

/** The answer as this client gets it: with the warning where its Cache-Control was ignored. */
export function withWarning(plan: CachePlan | undefined, mapped: MappedResponse): MappedResponse {
  return plan?.warned ? { ...mapped, headers: [...mapped.headers, WARNING] } : mapped;
}

function callerName({ caller }: Admitted): string | undefined {
  const { authorizer, identity } = caller ?? {};
  const claims = authorizer?.claims as { readonly sub?: unknown } | undefined;
  const name = authorizer?.principalId ?? claims?.sub ?? identity?.user ?? identity?.apiKeyId;
  return name === undefined ? undefined : String(name);
}

function targetOf({ request }: Admitted): string {
  return request.query === '' ? request.path : `${request.path}?${request.query}`;
}
