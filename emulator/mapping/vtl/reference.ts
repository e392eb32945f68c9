import { callMethod, getProperty, setProperty } from '../java/members.ts';
import { JavaException } from '../java/methods/overload.ts';
import { JavaArray, JavaCollection, JavaList, JavaMap, type Value } from '../java/values.ts';
import type { Evaluator } from './expressions.ts';
import type { Expression, Reference, Step } from './nodes.ts';
import type { Run } from './run.ts';

/** One step from a value that is there; null when it leads nowhere. */
type Access = (run: Run, value: Exclude<Value, null>) => Value;

type ExpressionCompiler = (expression: Expression) => Evaluator;

/** A reference's value: "" for one that leads nowhere, as API Gateway has it, and null for one that names nothing. */
export function compileReference(reference: Reference, compile: ExpressionCompiler): Evaluator {
  if (!reference.computable) return () => null;
  return compilePrinted(reference, compile);
}

/** The same as it is printed. */
export function compilePrinted(reference: Reference, compile: ExpressionCompiler): Evaluator {
  const { name } = reference;
  if (name === undefined) return () => null;
  if (reference.steps.length === 0) {
    return (run) => {
      const value = run.variables.get(name) ?? null;
      run.observe?.(reference, value, run.origin, false);
      return value ?? '';
    };
  }
  const steps = reference.steps.map((step) => compileStep(reference, step, compile));
  if (steps.length === 1 && steps[0] !== undefined) {
    const [only] = steps;
    return (run) => {
      const owner = run.variables.get(name) ?? null;
      const value = owner === null ? null : only(run, owner);
      run.observe?.(reference, value, run.origin, false);
      return value ?? '';
    };
  }
  return (run) => {
    let value = run.variables.get(name) ?? null;
    for (const step of steps) {
      if (value === null) break;
      value = step(run, value);
    }
    run.observe?.(reference, value, run.origin, false);
    return value ?? '';
  };
}

function compileStep(reference: Reference, step: Step, compile: ExpressionCompiler): Access {
  switch (step.kind) {
    case 'property':
      return (run, value) => {
        note(run, reference, step, value, NO_PARAMETERS);
        return getProperty(value, step.name);
      };
    case 'method':
      return compileCall(reference, step, step.arguments.map(compile));
    case 'index': {
      const argument = compile(step.argument);
      return (run, value) => {
        const index = argument(run);
        note(run, reference, step, value, [index]);
        return at(value, index);
      };
    }
  }
}

const NO_PARAMETERS: readonly Value[] = [];

function compileCall(reference: Reference, step: Step & { kind: 'method' }, parameters: readonly Evaluator[]): Access {
  const { name } = step;
  const [first, second] = parameters;
  if (first === undefined) {
    return (run, value) => {
      note(run, reference, step, value, NO_PARAMETERS);
      return callMethod(value, name, NO_PARAMETERS);
    };
  }
  if (second === undefined) {
    return (run, value) => {
      const given = [first(run)];
      note(run, reference, step, value, given);
      return callMethod(value, name, given);
    };
  }
  return (run, value) => {
    const given = parameters.map((parameter) => parameter(run));
    note(run, reference, step, value, given);
    return callMethod(value, name, given);
  };
}

function note(run: Run, reference: Reference, step: Step, subject: Value, parameters: readonly Value[]): void {
  run.reference = reference;
  run.step = step;
  run.subject = subject;
  run.parameters = parameters;
}

/** `$value[index]`: the `get` of a list or map. A negative index counts from the end. */
function at(value: Exclude<Value, null>, index: Value): Value {
  return callMethod(value, 'get', [fromEnd(value, index)]);
}

function fromEnd(value: Exclude<Value, null>, index: Value): Value {
  if (typeof index !== 'number' || index >= 0) return index;
  if (value instanceof JavaMap) return value.size + index;
  if (value instanceof JavaList || value instanceof JavaArray || value instanceof JavaCollection) {
    return value.items.length + index;
  }
  throw new JavaException('VelocityException', `a value without size() can't take the negative index ${index}`);
}

/** Assigns to `$a.b[c]`. Where the way there ends early, nothing happens, as in Velocity. */
export function compileAssignment(reference: Reference, compile: ExpressionCompiler): (run: Run, value: Value) => void {
  const last = reference.steps.at(-1);
  const { name } = reference;
  const steps = reference.steps.slice(0, -1).map((step) => compileStep(reference, step, compile));
  const argument = last?.kind === 'index' ? compile(last.argument) : undefined;
  return (run, value) => {
    let target = name === undefined ? null : run.get(name);
    for (const step of steps) target = target === null ? null : step(run, target);
    if (target === null || last === undefined) return;
    if (argument === undefined) {
      note(run, reference, last, target, [value]);
      if (last.kind !== 'index') setProperty(target, last.name, value);
      return;
    }
    const index = fromEnd(target, argument(run));
    note(run, reference, last, target, [index, value]);
    callMethod(target, target instanceof JavaMap ? 'put' : 'set', [index, value]);
  };
}
