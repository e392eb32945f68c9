import { judgeCondition } from './conditions.ts';
import type { Policy, Selection, Statement } from './document.ts';
import { Effort, TooMuchEffort } from './effort.ts';
import { matchesPattern } from './pattern.ts';
import { type KeyValues, resolveVariables } from './variables.ts';

/** May this be done? */
export interface PolicyQuestion {
  /** `execute-api:Invoke` */
  readonly action: string;
  /** The method's ARN with the request's own path. */
  readonly resource: string;
  /**
   * For a resource policy: everything that the caller may be called by in a Principal (ARN of the user, of the account's
   * root, account number); empty for somebody unknown, whom only `*` names. Undefined: the policy is the caller's own.
   */
  readonly principals?: readonly string[];
  /**
   * The request's condition keys by name in lower case: `aws:sourceip`. Keys that a call from outside of a VPC never has
   * (`aws:sourcevpce`) count as absent by themselves; all others that aren't here can't be judged.
   */
  readonly keys: KeyValues;
}

/** `effect` undefined: no statement says anything, which is an implicit denial. */
export interface PolicyAnswer {
  readonly effect: 'Allow' | 'Deny' | undefined;
  /** The one that decided. */
  readonly statement?: Statement;
  /**
   * What can't be judged here, in a statement that would have decided otherwise: a condition's key, operator or value,
   * or a policy that takes too long. A Deny with it denies, an Allow with it doesn't allow.
   */
  readonly unsupported?: { readonly statement: Statement; readonly what: string };
}

/**
 * Evaluates a policy as IAM does: an explicit Deny wins over every Allow, and without an Allow the answer is no. Used for
 * what a Lambda authorizer returns, for IAM users' policies and for an API's resource policy.
 */
export function evaluatePolicy(policy: Policy, question: PolicyQuestion): PolicyAnswer {
  const effort = new Effort();
  let allowed: Statement | undefined;
  let doubtful: PolicyAnswer['unsupported'];
  for (const statement of policy.statements) {
    const verdict = appliesInTime(statement, policy, question, effort);
    if (verdict === 'late') return { effect: 'Deny', statement, unsupported: { statement, what: TOO_LONG } };
    if (verdict === false) continue;
    if (statement.effect === 'Deny') {
      const unsupported = verdict === true ? undefined : { statement, what: verdict.unsupported };
      return { effect: 'Deny', statement, ...(unsupported ? { unsupported } : {}) };
    }
    if (verdict === true) allowed ??= statement;
    else doubtful ??= { statement, what: verdict.unsupported };
  }
  if (allowed) return { effect: 'Allow', statement: allowed };
  return { effect: undefined, ...(doubtful ? { unsupported: doubtful } : {}) };
}

/** The statement's name in a sentence: `statement 2 ("DenyDeletes")`. */
export function nameStatement({ index, sid }: Statement): string {
  return `statement ${index + 1}${sid === undefined ? '' : ` ("${sid}")`}`;
}

type Verdict = boolean | { readonly unsupported: string };

const TOO_LONG = 'more comparisons than are made for one request';

/** What isn't known of one statement may be a Deny, whatever the others say. */
function appliesInTime(
  statement: Statement,
  policy: Policy,
  question: PolicyQuestion,
  effort: Effort,
): Verdict | 'late' {
  try {
    return applies(statement, policy, question, effort);
  } catch (error) {
    if (error instanceof TooMuchEffort) return 'late';
    throw error;
  }
}

function applies(statement: Statement, policy: Policy, question: PolicyQuestion, effort: Effort): Verdict {
  const { action, resource, principals, keys } = question;
  const resolve = (pattern: string) => (policy.hasVariables ? resolveVariables(pattern, keys) : pattern);
  if (principals && !selectsPrincipal(statement.principals, principals)) return false;
  const lowered = action.toLowerCase();
  if (!selects(statement.actions, (pattern) => matchesPattern(pattern.toLowerCase(), lowered, effort))) return false;
  const isResource = (pattern: string) => {
    const known = resolve(pattern);
    return known !== undefined && matchesPattern(known, resource, effort);
  };
  if (!selects(statement.resources, isResource)) return false;
  let verdict: Verdict = true;
  for (const condition of statement.conditions) {
    const judged = judgeCondition(condition, keys, { resolve, effort });
    if (judged === false) return false;
    if (judged !== true) verdict = judged;
  }
  return verdict;
}

function selects({ negated, patterns }: Selection, matches: (pattern: string) => boolean): boolean {
  return patterns.some(matches) !== negated;
}

/** A principal is named whole: `*` alone is the only wildcard. A statement without one names nobody. */
function selectsPrincipal(selection: Selection | undefined, principals: readonly string[]): boolean {
  return selection !== undefined && selects(selection, (name) => name === '*' || principals.includes(name));
}
