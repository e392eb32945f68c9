import { BudgetExceeded } from './java/budget.ts';
import { JavaException } from './java/methods/overload.ts';
import { JavaPatternError, JavaPatternTimeout } from './java-regex.ts';
import { JsonPathError } from './json-path/errors.ts';
import { showValue } from './shown-value.ts';
import { placeOf } from './syntax-error.ts';
import type { Run } from './vtl/run.ts';

/** An expression of a template with the text of its value when the render failed. */
export interface ShownValue {
  readonly expression: string;
  readonly value: string;
}

/**
 * What failed: a method (`call`), a JSONPath (`path`), a regular expression (`pattern`), the limits of a render
 * (`limit`), a second override of the same parameter (`override`).
 */
export type RenderFailureKind = 'call' | 'path' | 'pattern' | 'limit' | 'override';

/**
 * A template that failed while it was rendered. Lines and columns count from 1, inside the template. `expression` is
 * what was being worked out, `values` the values of its parts, `reason` the message without them.
 */
export class TemplateRenderError extends Error {
  readonly kind: RenderFailureKind;
  readonly reason: string;
  readonly line: number;
  readonly column: number;
  readonly offset: number;
  readonly expression: string;
  readonly values: readonly ShownValue[];

  constructor(template: string, run: Run, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const offset = run.origin + (run.step?.offset ?? run.reference?.offset ?? 0);
    const { line, column } = placeOf(template, offset);
    const expression = run.reference?.source ?? '';
    const what = expression === '' ? 'the template' : expression;
    super(`${what} failed: ${reason} (line ${line}, column ${column})`, { cause });
    this.name = 'TemplateRenderError';
    this.kind = kindOf(cause);
    this.reason = reason;
    this.line = line;
    this.column = column;
    this.offset = offset;
    this.expression = expression;
    this.values = shownValues(run);
  }
}

function kindOf(cause: unknown): RenderFailureKind {
  if (cause instanceof JsonPathError) return 'path';
  if (cause instanceof JavaPatternError || cause instanceof JavaPatternTimeout) return 'pattern';
  if (cause instanceof BudgetExceeded) return 'limit';
  return cause instanceof JavaException && cause.name === 'OverriddenTwice' ? 'override' : 'call';
}

function shownValues({ reference, step, subject, parameters }: Run): ShownValue[] {
  if (reference === undefined || step === undefined) return [];
  const end = step.offset - reference.offset;
  const owner = reference.source.slice(0, Math.max(0, end)).replace(/[.[\s]+$/, '');
  const values = [{ expression: owner.includes('{') ? `${owner}}` : owner, value: showValue(subject) }];
  const sources = step.kind === 'method' ? step.arguments : step.kind === 'index' ? [step.argument] : [];
  for (const [index, source] of sources.entries()) {
    if (source.kind === 'string' || source.kind === 'integer') continue;
    values.push({ expression: source.source, value: showValue(parameters[index] ?? null) });
  }
  return values;
}
