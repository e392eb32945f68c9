import { BudgetExceeded, chargeItems, chargeText, checkLength } from '../java/budget.ts';
import { looselyEqual } from '../java/equality.ts';
import { LinkedMap } from '../java/linked-map.ts';
import { calculate, compareNumbers, isNumber, parseInteger, toInt } from '../java/numbers.ts';
import { toText } from '../java/text.ts';
import { JavaDouble, JavaList, type Value } from '../java/values.ts';
import type { BinaryOperator, Block, Expression, Placed } from './nodes.ts';
import { compileReference } from './reference.ts';
import { type Action, Definition, type Run } from './run.ts';

export type Evaluator = (run: Run) => Value;
export type Condition = (run: Run) => boolean;

/** Compiles the statements inside a text in double quotes; handed in, since statements are made of expressions. */
export type BlockCompiler = (block: Block) => Action;

/** Items of a range. */
const MAX_RANGE = 1_000_000;

/** An expression as a function of the render. It gives null where Velocity has null: never for a reference. */
export function compileExpression(expression: Expression, compileBlock: BlockCompiler): Evaluator {
  const compile = (part: Expression): Evaluator => compileExpression(part, compileBlock);
  switch (expression.kind) {
    case 'string':
    case 'boolean':
      return constant(expression.value);
    case 'integer':
      return constant(parseInteger(expression.text));
    case 'float':
      return constant(new JavaDouble(Number(expression.text)));
    case 'reference':
      return compileReference(expression, compile);
    case 'interpolated':
      return compileInterpolated(expression, compileBlock);
    case 'range':
      return compileRange(expression, compile(expression.from), compile(expression.to));
    case 'list': {
      const items = expression.items.map(compile);
      return (run) =>
        new JavaList(
          items.map((item) => item(run)),
          false,
        );
    }
    case 'map':
      return compileMap(expression.entries.map(([key, value]) => [compile(key), compile(value)]));
    case 'not':
      return compileCondition(expression, compileBlock);
    case 'binary':
      break;
  }
  if (!isArithmetic(expression.operator)) return compileCondition(expression, compileBlock);
  return compileArithmetic(expression, expression.operator, compile);
}

function constant(value: Value): Evaluator {
  return () => value;
}

function compileInterpolated(
  { body, cutLast, offset }: Extract<Expression, { kind: 'interpolated' }>,
  compileBlock: BlockCompiler,
): Evaluator {
  const action = compileBlock(body);
  return (run) => {
    const text = run.capture(() => run.within(run.origin + offset + 1, action));
    return cutLast ? text.slice(0, -1) : text;
  };
}

function compileRange(range: Placed, from: Evaluator, to: Evaluator): Evaluator {
  return (run) => {
    const [first, last] = [from(run), to(run)];
    if (!isNumber(first) || !isNumber(last)) return null;
    const [start, end] = [toInt(first), toInt(last)];
    const length = Math.abs(end - start) + 1;
    if (length > MAX_RANGE) {
      run.at(range);
      throw new BudgetExceeded(`The range [${start}..${end}] has more than a million items.`);
    }
    const step = start >= end ? -1 : 1;
    return new JavaList(
      Array.from({ length }, (_, index) => start + index * step),
      false,
    );
  };
}

function compileMap(entries: readonly (readonly [Evaluator, Evaluator])[]): Evaluator {
  return (run) => {
    const map = new LinkedMap();
    chargeItems(entries.length);
    for (const [key, value] of entries) map.put(key(run), value(run));
    return map;
  };
}

type Arithmetic = '+' | '-' | '*' | '/' | '%';

function isArithmetic(operator: BinaryOperator): operator is Arithmetic {
  return operator === '+' || operator === '-' || operator === '*' || operator === '/' || operator === '%';
}

type Binary = Extract<Expression, { kind: 'binary' }>;

/** Null for what can't be calculated; `+` joins as soon as one side is a text. */
function compileArithmetic(
  expression: Binary,
  operator: Arithmetic,
  compile: (part: Expression) => Evaluator,
): Evaluator {
  const left = compile(expression.left);
  const right = compile(expression.right);
  return (run) => {
    const a = left(run);
    const b = right(run);
    if (operator === '+' && (typeof a === 'string' || typeof b === 'string')) {
      const text =
        (a === null ? expression.left.source : toText(a)) + (b === null ? expression.right.source : toText(b));
      checkLength(text.length);
      chargeText(text.length);
      return text;
    }
    if (!isNumber(a) || !isNumber(b)) return null;
    return calculate(operator, a, b) ?? null;
  };
}

/**
 * An expression as #if takes it. Only references, booleans, comparisons and their combinations can hold: a text, a
 * number, a list or a sum written there never does. A reference holds unless it is the boolean false.
 */
export function compileCondition(expression: Expression, compileBlock: BlockCompiler): Condition {
  switch (expression.kind) {
    case 'boolean':
      return () => expression.value;
    case 'not': {
      const operand = compileCondition(expression.operand, compileBlock);
      return (run) => !operand(run);
    }
    case 'reference': {
      const value = compileExpression(expression, compileBlock);
      return (run) => isTrue(value(run));
    }
    case 'binary':
      return compileBinaryCondition(expression, compileBlock);
    default:
      return () => false;
  }
}

function isTrue(value: Value): boolean {
  if (value instanceof Definition) return value.hasText();
  return value !== null && value !== false;
}

function compileBinaryCondition({ operator, left, right }: Binary, compileBlock: BlockCompiler): Condition {
  if (operator === '&&' || operator === '||') {
    const a = compileCondition(left, compileBlock);
    const b = compileCondition(right, compileBlock);
    return operator === '&&' ? (run) => a(run) && b(run) : (run) => a(run) || b(run);
  }
  const a = compileExpression(left, compileBlock);
  const b = compileExpression(right, compileBlock);
  switch (operator) {
    case '==':
      return (run) => looselyEqual(a(run), b(run));
    case '!=':
      return (run) => !looselyEqual(a(run), b(run));
    case '<':
      return (run) => order(a(run), b(run)) === -1;
    case '<=':
      return (run) => order(a(run), b(run)) < 1;
    case '>':
      return (run) => order(a(run), b(run)) === 1;
    case '>=':
      return (run) => order(a(run), b(run)) >= 0;
    default:
      return () => false;
  }
}

/** NaN, which no comparison holds for, when one of them is no number. */
function order(left: Value, right: Value): number {
  return isNumber(left) && isNumber(right) ? compareNumbers(left, right) : Number.NaN;
}
