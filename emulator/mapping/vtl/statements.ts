import { BudgetExceeded, charge } from '../java/budget.ts';
import { JavaException } from '../java/methods/overload.ts';
import { toText } from '../java/text.ts';
import { type Cursor, cursorOf } from './cursor.ts';
import { compileCondition, compileExpression, type Evaluator } from './expressions.ts';
import type {
  Block,
  BreakStatement,
  Expression,
  ForeachStatement,
  IfStatement,
  Reference,
  SetStatement,
  Statement,
} from './nodes.ts';
import { compileAssignment, compilePrinted } from './reference.ts';
import { type Action, Definition, Exit, LoopScope, type Run } from './run.ts';

/** A #foreach ends after so many rounds, without an error (Developer Guide, limits). */
const MAX_ROUNDS = 1000;

const compile = (expression: Expression): Evaluator => compileExpression(expression, compileBlock);

/** A block as a function that prints it. */
export function compileBlock(block: Block): Action {
  const actions = block.map(compileStatement);
  const [first, second] = actions;
  if (first === undefined) return () => {};
  if (second === undefined) return first;
  return (run) => {
    for (const action of actions) action(run);
  };
}

function compileStatement(statement: Statement): Action {
  switch (statement.kind) {
    case 'text': {
      const { text } = statement;
      return (run) => run.write(text);
    }
    case 'reference':
      return compilePrint(statement);
    case 'set':
      return compileSet(statement);
    case 'if':
      return compileIf(statement);
    case 'foreach':
      return compileForeach(statement);
    case 'define': {
      const body = compileBlock(statement.body);
      return (run) => void run.variables.set(statement.name, new Definition(run, body));
    }
    case 'break':
      return compileBreak(statement);
    case 'stop':
      return () => {
        throw new Exit('all');
      };
    case 'fail':
      return (run) => {
        run.at(statement);
        throw new JavaException('VelocityException', statement.reason);
      };
  }
}

function compilePrint(reference: Reference): Action {
  const { name, prefix, escapedText, literal } = reference;
  if (name === undefined) return (run) => run.write(literal);
  const value = compilePrinted(reference, compile);
  if (escapedText !== undefined) {
    return (run) => {
      value(run);
      run.write(prefix + escapedText);
    };
  }
  return (run) => {
    const printed = value(run);
    if (printed instanceof Definition) {
      run.write(prefix);
      if (!printed.print()) run.write(literal.startsWith('$!') ? '' : literal);
    } else {
      run.write(prefix + toText(printed));
    }
  };
}

/** A value of null changes nothing. */
function compileSet({ target, name, value }: SetStatement): Action {
  const right = compile(value);
  if (target.steps.length === 0) {
    return (run) => {
      const result = right(run);
      run.observe?.(target, result, run.origin, true);
      if (result !== null) run.variables.set(name, result);
    };
  }
  const assign = compileAssignment(target, compile);
  return (run) => {
    const result = right(run);
    run.observe?.(target, result, run.origin, true);
    if (result !== null) assign(run, result);
  };
}

function compileIf({ branches, otherwise }: IfStatement): Action {
  const compiled = branches.map(({ condition, body }) => ({
    holds: compileCondition(condition, compileBlock),
    print: compileBlock(body),
  }));
  const last = otherwise === undefined ? undefined : compileBlock(otherwise);
  return (run) => {
    for (const { holds, print } of compiled) {
      if (holds(run)) {
        print(run);
        return;
      }
    }
    last?.(run);
  };
}

function compileBreak(statement: BreakStatement): Action {
  const { scope } = statement;
  if (scope === undefined) {
    return () => {
      throw new Exit('nearest');
    };
  }
  const value = compile(scope);
  return (run) => {
    const target = value(run);
    if (target instanceof LoopScope) throw new Exit('scope', target);
    run.at(statement);
    throw new JavaException('VelocityException', `${scope.source} is no loop that #break could leave`);
  };
}

function compileForeach({ variable, list, body }: ForeachStatement): Action {
  const value = compile(list);
  const print = compileBlock(body);
  return (run) => {
    const cursor = cursorOf(value(run));
    if (cursor !== undefined) loop(run, variable, cursor, print);
  };
}

function loop(run: Run, variable: string, cursor: Cursor, print: Action): void {
  const before = run.get(variable);
  const countBefore = run.get('velocityCount');
  const hasNextBefore = run.get('velocityHasNext');
  const scope = new LoopScope(run.get('foreach'));
  run.variables.set('foreach', scope);
  try {
    for (let round = 1; round <= MAX_ROUNDS && cursor.hasNext(); round++) {
      charge(1);
      run.restore(variable, cursor.next());
      scope.index++;
      scope.hasNext = cursor.hasNext();
      run.variables.set('velocityCount', round);
      run.variables.set('velocityHasNext', scope.hasNext);
      print(run);
    }
  } catch (exit) {
    if (!(exit instanceof Exit) || exit.kind === 'all' || (exit.kind === 'scope' && exit.scope !== scope)) throw exit;
  } finally {
    run.restore(variable, before);
    run.restore('velocityCount', countBefore);
    run.restore('velocityHasNext', hasNextBefore);
    if (run.get('foreach') instanceof LoopScope) run.restore('foreach', scope.parent ?? scope.replaced);
  }
}

/** Runs a whole template; #break and #stop end it. @throws BudgetExceeded and whatever fails in it */
export function runTemplate(print: Action, run: Run): void {
  try {
    print(run);
  } catch (exit) {
    if (exit instanceof RangeError) throw new BudgetExceeded('It goes too deep.');
    if (!(exit instanceof Exit)) throw exit;
  }
}
