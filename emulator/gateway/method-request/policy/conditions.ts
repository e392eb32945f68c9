import { isInRange, isRange } from './addresses.ts';
import { type Condition, told } from './document.ts';
import type { Effort } from './effort.ts';
import { literalText, matchesPattern } from './pattern.ts';
import type { KeyValues } from './variables.ts';

/**
 * Is a condition met? `unsupported` when that can't be said: an operator or a key that isn't known here, a value that is
 * none of the operator's (`IpAddress` of `10.0.0.0/80`: a Deny with it would deny nobody). An absent key meets a negated
 * operator and one with `…IfExists`, and no other. Resolves variables in the written values.
 */
export function judgeCondition(
  { operator, key, values }: Condition,
  keys: KeyValues,
  { resolve, effort }: Judging,
): boolean | { readonly unsupported: string } {
  const name = key.toLowerCase();
  const found = keys.get(name);
  if (found === undefined && !NEVER_HERE.has(name)) return { unsupported: `the condition key ${key}` };
  const [, set, base = '', ifExists] = OPERATOR.exec(operator) ?? [];
  const test = TESTS[base];
  if (!test) return { unsupported: `the condition operator ${operator}` };
  effort.spend(values.length * STEPS_OF_A_VALUE);
  const strange = values.find((value) => !test.takes(value));
  if (strange !== undefined) return { unsupported: `${told(strange)} as a value of ${operator}` };
  if (operator === 'Null') return values.some((value) => value.toLowerCase() === String(found === undefined));
  if (found === undefined)
    return ifExists !== undefined || set === 'ForAllValues' || (test.negated && set === undefined);
  const written = values.map(resolve).filter((value) => value !== undefined);
  const fits = (actual: string) => written.some((value) => test.matches(actual, value, effort)) !== test.negated;
  return set === 'ForAllValues' || (set === undefined && test.negated) ? found.every(fits) : found.some(fits);
}

/** What a judgement needs besides the condition and the request. */
interface Judging {
  /** Fills in policy variables; undefined: one has no value. */
  readonly resolve: (pattern: string) => string | undefined;
  readonly effort: Effort;
}

/** Reading an address or a date costs as much as comparing some hundred characters. */
const STEPS_OF_A_VALUE = 300;

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

/** Keys that count as absent where they aren't given: a call from the internet never has them, or this one has none. */
const NEVER_HERE: ReadonlySet<string> = new Set([
  ...['aws:sourcevpc', 'aws:sourcevpce', 'aws:vpcsourceip', 'aws:sourcearn', 'aws:sourceaccount', 'aws:referer'],
  ...['aws:useragent', 'aws:username', 'aws:userid', 'aws:principalarn', 'aws:principalaccount', 'aws:principaltype'],
  ...['aws:tokenissuetime', 'aws:multifactorauthpresent', 'aws:multifactorauthage'],
]);

interface Test {
  readonly negated: boolean;
  /** Is it a value that a policy can have with this operator? */
  takes(written: string): boolean;
  /** The request's value, and one that the policy has. */
  matches(actual: string, written: string, effort: Effort): boolean;
}

const lower = (text: string) => text.toLowerCase();

const anyText = () => true;
const isTruth = (text: string) => /^(?:true|false)$/i.test(text);

const TESTS: Readonly<Record<string, Test>> = Object.assign(Object.create(null), {
  ...pair('StringEquals', 'StringNotEquals', anyText, (actual, written) => actual === literalText(written)),
  ...pair('StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', anyText, (actual, written) => {
    return lower(actual) === lower(literalText(written));
  }),
  ...pair('StringLike', 'StringNotLike', anyText, (actual, written, effort) => matchesPattern(written, actual, effort)),
  ...pair('ArnEquals', 'ArnNotEquals', isArn, matchesArn),
  ...pair('ArnLike', 'ArnNotLike', isArn, matchesArn),
  ...pair('IpAddress', 'NotIpAddress', isRange, isInRange),
  ...pair('Bool', undefined, isTruth, (actual, written) => lower(actual) === lower(written)),
  // Whether a key is there is asked before its values.
  ...pair('Null', undefined, isTruth, () => false),
  ...ordered('Numeric', (text) => (NUMBER.test(text) ? Number(text) : Number.NaN)),
  ...ordered('Date', instant),
});

function pair(
  name: string,
  opposite: string | undefined,
  takes: Test['takes'],
  matches: Test['matches'],
): Record<string, Test> {
  const opposed = opposite === undefined ? {} : { [opposite]: { negated: true, takes, matches } };
  return { [name]: { negated: false, takes, matches }, ...opposed };
}

/** The six comparisons of a kind that has an order. */
function ordered(kind: string, read: (text: string) => number): Record<string, Test> {
  const takes = (written: string) => !Number.isNaN(read(written));
  const compare = (name: string, holds: (actual: number, written: number) => boolean, opposite?: string) =>
    pair(`${kind}${name}`, opposite && `${kind}${opposite}`, takes, (actual, written) =>
      holds(read(actual), read(written)),
    );
  return {
    ...compare('Equals', (actual, written) => actual === written, 'NotEquals'),
    ...compare('LessThan', (actual, written) => actual < written),
    ...compare('LessThanEquals', (actual, written) => actual <= written),
    ...compare('GreaterThan', (actual, written) => actual > written),
    ...compare('GreaterThanEquals', (actual, written) => actual >= written),
  };
}

const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

/** Milliseconds of an ISO 8601 date, in UTC where it has no zone, or of seconds since 1970. */
function instant(text: string): number {
  if (NUMBER.test(text)) return Number(text) * 1000;
  const [date, time, zone] = ISO_DATE.exec(text) ?? [];
  return date === undefined ? Number.NaN : Date.parse(time !== undefined && zone === undefined ? `${date}Z` : date);
}

const ISO_DATE = /^\d{4}-\d{2}(?:-\d{2}(T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?$/;

/** Each of an ARN's six parts by itself: a wildcard doesn't reach over a colon. */
function matchesArn(actual: string, written: string, effort: Effort): boolean {
  const [parts, patterns] = [arnParts(actual), arnParts(written)];
  return parts.length === 6 && patterns.every((part, at) => matchesPattern(part, parts[at] ?? '', effort));
}

function isArn(written: string): boolean {
  return arnParts(written).length === 6;
}

function arnParts(arn: string): string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), ...(parts.length > 5 ? [parts.slice(5).join(':')] : [])];
}
