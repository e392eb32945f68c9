import { charge } from '../java/budget.ts';
import type { Value } from '../java/values.ts';
import { InvalidPath, PathNotFound } from './errors.ts';
import type { FilterExpression, FilterValue, Operand } from './filter.ts';
import { compare, toFilterValue } from './filter-test.ts';
import type { JsonPath } from './tokens.ts';

/** Finds a path of a filter, for its value or to see whether it exists. @throws PathNotFound */
type PathFinder = (path: JsonPath, test: 'value' | 'exists') => Value;

/** Does the filter hold for the item whose paths `find` follows? Operands that don't fit mean no. */
export function accepts(filter: FilterExpression, find: PathFinder): boolean {
  try {
    return holds(filter, find);
  } catch (error) {
    if (error instanceof InvalidPath) return false;
    throw error;
  }
}

function holds(filter: FilterExpression, find: PathFinder): boolean {
  charge(1);
  switch (filter.kind) {
    case 'or':
      return filter.operands.some((operand) => holds(operand, find));
    case 'and':
      return filter.operands.every((operand) => holds(operand, find));
    case 'not':
      return !holds(filter.operand, find);
    case 'compare':
      return compare(filter.operator, toComparable(filter.left, find), toComparable(filter.right, find));
  }
}

function toComparable(operand: Operand, find: PathFinder): FilterValue {
  if (operand.kind !== 'path') return operand;
  try {
    const found = find(operand.path, operand.test);
    return operand.test === 'exists' ? { kind: 'boolean', value: true } : toFilterValue(found);
  } catch (error) {
    if (!(error instanceof PathNotFound)) throw error;
    return operand.test === 'exists' ? { kind: 'boolean', value: false } : { kind: 'undefined' };
  }
}
