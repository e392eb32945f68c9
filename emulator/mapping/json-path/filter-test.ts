import { checkTime } from '../java/budget.ts';
import { javaEquals } from '../java/equality.ts';
import { decimalText, numberText, parseDecimal } from '../java/number-text.ts';
import { compareNumbers, isNumber } from '../java/numbers.ts';
import { indexOfText } from '../java/text-search.ts';
import { JavaCollection, JavaDecimal, JavaList, JavaMap, type Value } from '../java/values.ts';
import type { JavaPattern } from '../java-regex.ts';
import { readJson } from '../json-reader.ts';
import { InvalidPath, JsonPathError } from './errors.ts';
import type { FilterOperator, FilterValue } from './filter.ts';

/** A value of the document as one side of a comparison. */
export function toFilterValue(value: Value): FilterValue {
  if (value === null) return { kind: 'null' };
  if (typeof value === 'string') return { kind: 'string', value };
  if (typeof value === 'boolean') return { kind: 'boolean', value };
  if (isNumber(value)) return numberOf(value);
  return { kind: 'json', value, literal: false };
}

function numberOf(value: Parameters<typeof numberText>[0]): FilterValue {
  const decimal = parseDecimal(numberText(value));
  if (decimal === undefined) throw new JsonPathError(`${numberText(value)} is no number`);
  return { kind: 'number', value: decimal };
}

/** What an operator of a filter says: Jayway's evaluators. @throws InvalidPath for operands it can't take */
export function compare(operator: FilterOperator, left: FilterValue, right: FilterValue): boolean {
  switch (operator) {
    case '==':
      return equal(left, right);
    case '!=':
      return !equal(left, right);
    case '===':
      return left.kind === right.kind && equal(left, right);
    case '!==':
      return left.kind !== right.kind || !equal(left, right);
    case '<':
      return (order(left, right) ?? 0) < 0;
    case '<=':
      return (order(left, right) ?? 1) <= 0;
    case '>':
      return (order(left, right) ?? 0) > 0;
    case '>=':
      return (order(left, right) ?? -1) >= 0;
    case '=~':
      return matches(left, right);
    case 'IN':
      return isIn(left, right);
    case 'NIN':
      return !isIn(left, right);
    case 'CONTAINS':
      return contains(left, right);
    case 'SIZE':
      return right.kind === 'number' && sizeOf(left) === Number(decimalText(right.value));
    case 'EMPTY':
      return isEmpty(left, right);
    case 'SUBSETOF':
    case 'ANYOF':
    case 'NONEOF':
      return compareLists(operator, left, right);
    case 'EXISTS':
      if (left.kind !== 'boolean' || right.kind !== 'boolean') throw new InvalidPath('Expected boolean node');
      return left.value === right.value;
    case 'ALL':
    case 'TYPE':
    case 'MATCHES':
      throw new InvalidPath(`a path can't have an operand of ${operator}`);
  }
}

function equal(left: FilterValue, right: FilterValue): boolean {
  if (left.kind === 'string') {
    if (right.kind === 'number') return left.value === decimalText(right.value);
    return right.kind === 'string' && left.value === right.value;
  }
  if (left.kind === 'number') {
    const other =
      right.kind === 'string' ? parseDecimal(right.value) : right.kind === 'number' ? right.value : undefined;
    return other !== undefined && compareNumbers(left.value, other) === 0;
  }
  if (left.kind === 'json') return right.kind === 'json' && !left.literal && javaEquals(left.value, right.value);
  if (left.kind === 'boolean') return right.kind === 'boolean' && left.value === right.value;
  return left.kind === 'null' && right.kind === 'null';
}

/** Negative, 0 or positive; undefined for values that have no order. */
function order(left: FilterValue, right: FilterValue): number | undefined {
  if (left.kind === 'number' && right.kind === 'number') return compareNumbers(left.value, right.value);
  if (left.kind !== 'string' || right.kind !== 'string') return undefined;
  return left.value < right.value ? -1 : left.value > right.value ? 1 : 0;
}

function matches(left: FilterValue, right: FilterValue): boolean {
  const [pattern, other] = left.kind === 'pattern' ? [left, right] : [right, left];
  if (pattern.kind !== 'pattern' || other.kind === 'pattern') return false;
  if (other.kind === 'json' && other.value instanceof JavaList) {
    return other.value.items.some((item) => matchesWhole(pattern.pattern, toItem(item)));
  }
  return matchesWhole(pattern.pattern, other);
}

/** Each match has its own limit of time; many of them have that of the render. */
function matchesWhole(pattern: JavaPattern, value: FilterValue): boolean {
  checkTime();
  return pattern.matches(inputOf(value));
}

function inputOf(value: FilterValue): string {
  if (value.kind === 'string') return value.value;
  if (value.kind === 'number') return decimalText(value.value);
  return value.kind === 'boolean' ? String(value.value) : '';
}

function isIn(left: FilterValue, right: FilterValue): boolean {
  const items = itemsOf(right);
  return items?.some((item) => equal(left, item)) ?? false;
}

function contains(left: FilterValue, right: FilterValue): boolean {
  if (left.kind === 'string' && right.kind === 'string') return indexOfText(left.value, right.value) !== -1;
  return left.kind === 'json' && (itemsOf(left)?.some((item) => equal(right, item)) ?? false);
}

function sizeOf(value: FilterValue): number {
  if (value.kind === 'string') return value.value.length;
  if (value.kind !== 'json') return Number.NaN;
  return value.value instanceof JavaList ? value.value.items.length : -1;
}

function isEmpty(left: FilterValue, right: FilterValue): boolean {
  if (left.kind !== 'string' && left.kind !== 'json') return false;
  if (left.kind === 'json' && left.value instanceof JavaMap) {
    throw new JsonPathError("an object can't be asked whether it is empty");
  }
  if (right.kind !== 'boolean') throw new InvalidPath('Expected boolean node');
  if (left.kind === 'string') return (left.value === '') === right.value;
  return (left.value instanceof JavaList ? left.value.items.length === 0 : true) === right.value;
}

function compareLists(operator: 'SUBSETOF' | 'ANYOF' | 'NONEOF', left: FilterValue, right: FilterValue): boolean {
  const all = itemsOf(right);
  if (all === undefined) return false;
  const some = itemsOf(left);
  if (some === undefined) return false;
  if (operator === 'SUBSETOF') return some.every((item) => all.some((other) => equal(item, other)));
  const meets = some.some((item) => all.some((other) => equal(item, other)));
  return meets === (operator === 'ANYOF');
}

/** The items of a list; undefined for an object. @throws InvalidPath for anything else */
function itemsOf(value: FilterValue): FilterValue[] | undefined {
  if (value.kind !== 'json') throw new InvalidPath('Expected value list node');
  return value.value instanceof JavaList ? value.value.items.map(toItem) : undefined;
}

/** An item of a list that is compared. Texts that look like JSON or are in quotes are read once more, as Jayway does. */
function toItem(value: Value): FilterValue {
  if (typeof value === 'string') return textItem(value);
  if (value !== null && typeof value === 'object' && !(value instanceof JavaDecimal) && !isNumber(value)) {
    if (value instanceof JavaList || value instanceof JavaMap || value instanceof JavaCollection) {
      throw new JsonPathError('Could not determine value type');
    }
  }
  return toFilterValue(value);
}

function textItem(value: string): FilterValue {
  const text = value.trim();
  if (/^(\[.*\]|\{.*\})$/s.test(text)) {
    try {
      return { kind: 'json', value: readJson(text, 'permissive'), literal: true };
    } catch {
      return { kind: 'string', value };
    }
  }
  const quoted = value.length > 1 && (/^'.*'$/s.test(value) || /^".*"$/s.test(value));
  return { kind: 'string', value: quoted ? value.slice(1, -1) : value };
}
