import { isInRange } from './addresses.ts';
import type { Condition } from './document.ts';
import { literalText, matchesPattern } from './pattern.ts';
import type { KeyValues } from './variables.ts';

/**
 * Is a condition met? `unsupported` when that can't be said: an operator or a key that isn't known here. An absent key
 * meets a negated operator and one with `…IfExists`, and no other. Resolves variables in the written values.
 */
export function judgeCondition(
  { operator, key, values }: Condition,
  keys: KeyValues,
  resolve: (pattern: string) => string | undefined,
): boolean | { readonly unsupported: string } {
  const name = key.toLowerCase();
  const found = keys.get(name);
  if (found === undefined && !NEVER_HERE.has(name)) return { unsupported: `the condition key ${key}` };
  if (operator === 'Null') return values.some((value) => value.toLowerCase() === String(found === undefined));
  const [, set, base = '', ifExists] = OPERATOR.exec(operator) ?? [];
  const test = TESTS[base];
  if (!test) return { unsupported: `the condition operator ${operator}` };
  if (found === undefined)
    return ifExists !== undefined || set === 'ForAllValues' || (test.negated && set === undefined);
  const written = values.map(resolve).filter((value) => value !== undefined);
  const fits = (actual: string) => written.some((value) => test.matches(actual, value)) !== test.negated;
  return set === 'ForAllValues' || (set === undefined && test.negated) ? found.every(fits) : found.some(fits);
}

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

/** Keys that count as absent where they aren't given: a call from the internet never has them, or this one has none. */
const NEVER_HERE: ReadonlySet<string> = new Set([
  ...['aws:sourcevpc', 'aws:sourcevpce', 'aws:vpcsourceip', 'aws:sourcearn', 'aws:sourceaccount', 'aws:referer'],
  ...['aws:useragent', 'aws:username', 'aws:userid', 'aws:principalarn', 'aws:principalaccount', 'aws:principaltype'],
  ...['aws:tokenissuetime', 'aws:multifactorauthpresent', 'aws:multifactorauthage'],
]);

interface Test {
  readonly negated: boolean;
  /** The request's value, and one that the policy has. */
  matches(actual: string, written: string): boolean;
}

const lower = (text: string) => text.toLowerCase();

const TESTS: Readonly<Record<string, Test>> = Object.assign(Object.create(null), {
  ...pair('StringEquals', 'StringNotEquals', (actual, written) => actual === literalText(written)),
  ...pair('StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', (actual, written) => {
    return lower(actual) === lower(literalText(written));
  }),
  ...pair('StringLike', 'StringNotLike', (actual, written) => matchesPattern(written, actual)),
  ...pair('ArnEquals', 'ArnNotEquals', matchesArn),
  ...pair('ArnLike', 'ArnNotLike', matchesArn),
  ...pair('IpAddress', 'NotIpAddress', isInRange),
  ...pair('Bool', undefined, (actual, written) => lower(actual) === lower(written)),
  ...ordered('Numeric', (text) => (NUMBER.test(text) ? Number(text) : Number.NaN)),
  ...ordered('Date', instant),
});

function pair(name: string, opposite: string | undefined, matches: Test['matches']): Record<string, Test> {
  const opposed = opposite === undefined ? {} : { [opposite]: { negated: true, matches } };
  return { [name]: { negated: false, matches }, ...opposed };
}

/** The six comparisons of a kind that has an order; what is no number compares with nothing. */
function ordered(kind: string, read: (text: string) => number): Record<string, Test> {
  const compare = (holds: (actual: number, written: number) => boolean) => (actual: string, written: string) =>
    holds(read(actual), read(written));
  return {
    ...pair(
      `${kind}Equals`,
      `${kind}NotEquals`,
      compare((actual, written) => actual === written),
    ),
    ...pair(
      `${kind}LessThan`,
      undefined,
      compare((actual, written) => actual < written),
    ),
    ...pair(
      `${kind}LessThanEquals`,
      undefined,
      compare((actual, written) => actual <= written),
    ),
    ...pair(
      `${kind}GreaterThan`,
      undefined,
      compare((actual, written) => actual > written),
    ),
    ...pair(
      `${kind}GreaterThanEquals`,
      undefined,
      compare((actual, written) => actual >= written),
    ),
  };
}

const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

/** Milliseconds of an ISO 8601 date or of seconds since 1970. */
function instant(text: string): number {
  return NUMBER.test(text) ? Number(text) * 1000 : ISO_DATE.test(text) ? Date.parse(text) : Number.NaN;
}

const ISO_DATE = /^\d{4}-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?)?$/;

/** Each of an ARN's six parts by itself: a wildcard doesn't reach over a colon. */
function matchesArn(actual: string, written: string): boolean {
  const [parts, patterns] = [arnParts(actual), arnParts(written)];
  return (
    parts.length === 6 && patterns.length === 6 && patterns.every((part, at) => matchesPattern(part, parts[at] ?? ''))
  );
}

function arnParts(arn: string): string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), ...(parts.length > 5 ? [parts.slice(5).join(':')] : [])];
}
