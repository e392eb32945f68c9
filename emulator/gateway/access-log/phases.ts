import type { GatewayResponseType } from '../../config/types.ts';
import type { Trace } from '../exchange.ts';
import { TYPE_DEFAULTS } from '../gateway-responses/types.ts';

/** One of the phases that decide who may come in, in the words of AWS's enhanced observability variables. */
interface Phase {
  readonly status: number;
  /** Milliseconds; a decision made here takes less than one. */
  readonly latency: number;
  readonly error?: string | null;
}

/** The credentials of a signed request: the phase of IAM authorization alone. */
export function authenticate(trace: Trace): Phase | undefined {
  if (authorizationOf(trace) !== 'AWS_IAM') return undefined;
  return refusedBy(trace, ({ type }) => type !== 'ACCESS_DENIED') ?? PASSED;
}

/** The Lambda authorizer or the user pool. Undefined as well where a policy refused before it was asked. */
export function authorizer(trace: Trace): Phase | undefined {
  const type = authorizationOf(trace);
  if (type !== 'CUSTOM' && type !== 'COGNITO_USER_POOLS') return undefined;
  if (type === 'CUSTOM' && trace.rejection?.explanation.code === 'resource-policy-refuses') return undefined;
  const latency = trace.authorizerCall?.latency ?? 0;
  const refused = refusedBy(trace, (rejection) => rejection.type !== 'ACCESS_DENIED');
  return { ...(refused ?? PASSED), latency };
}

/** What the policies say: the phase of IAM authorization and of Lambda authorizers, once it is known who calls. */
export function authorize(trace: Trace): Phase | undefined {
  const type = authorizationOf(trace);
  if (type !== 'AWS_IAM' && type !== 'CUSTOM') return undefined;
  if (trace.caller) return PASSED;
  return refusedBy(trace, (rejection) => rejection.type === 'ACCESS_DENIED');
}

const PASSED: Phase = { status: 200, latency: 0 };

/** What refuses a request for its form before anybody asks who calls: too large, too long, a coding that isn't known. */
const OF_FORM: ReadonlySet<number> = new Set([413, 414, 415]);

function authorizationOf({ route, deployment, caller, rejection }: Trace): string {
  if (!caller && rejection && OF_FORM.has(statusOf(rejection))) return 'NONE';
  return deployment.authorizersDisabled ? 'NONE' : (route?.method.authorizationType ?? 'NONE');
}

type Rejection = NonNullable<Trace['rejection']>;

/** A caller in the trace is one who was let in: what refused later is no matter of these phases. */
function refusedBy(
  { caller, rejection }: Trace,
  fits: (rejection: { readonly type: GatewayResponseType }) => boolean,
): Phase | undefined {
  if (caller || !rejection || !fits(rejection)) return undefined;
  return { status: statusOf(rejection), latency: 0, error: rejection.clientMessage };
}

function statusOf({ status, type }: Rejection): number {
  return status ?? TYPE_DEFAULTS[type].status ?? 500;
}
