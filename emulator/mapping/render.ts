import { ContextMap } from './context.ts';
import { InputObject, type Params } from './input.ts';
import { endBudget, startBudget } from './java/budget.ts';
import { JavaException } from './java/methods/overload.ts';
import { HostMap, toPlain } from './java/plain.ts';
import type { Value } from './java/values.ts';
import { TemplateRenderError } from './render-error.ts';
import { showType, showValue } from './shown-value.ts';
import { placeOf } from './syntax-error.ts';
import type { CompiledTemplate } from './template.ts';
import { UTIL } from './template-util.ts';
import { Exit, type Observer, Run } from './vtl/run.ts';
import { runTemplate } from './vtl/statements.ts';

export { TemplateRenderError };

/** What a mapping template sees. */
export interface MappingInput {
  /** The raw body: the client's for a request template, the integration's for a response template; "" for none. */
  readonly body: string;
  /** The client's parameters, each name with one value. */
  readonly params: Params;
  /** `$context`: plain values. It is not changed. */
  readonly context: Readonly<Record<string, unknown>>;
  readonly stageVariables: Readonly<Record<string, string>>;
}

/** The text of a mapping template, and `$context` as the template left it. */
export interface MappingOutput {
  readonly text: string;
  readonly context: Record<string, unknown>;
}

/** A reference of a template that was worked out or set, with what it was at that moment. */
export interface SeenReference {
  /** Where it stands, both from 1, inside the template. */
  readonly line: number;
  readonly column: number;
  /** As it is written: `$input.params('id')`. */
  readonly expression: string;
  /** Its value as text, a text in quotes; `null` for a reference that leads nowhere. */
  readonly value: string;
  /** The name of the value's Java class without the package. */
  readonly type: string;
  /** True for the left side of a #set. */
  readonly isSet: boolean;
}

/**
 * Renders a mapping template with `$input`, `$util`, `$context` and `$stageVariables`. The context given is the one
 * returned unless the template changed something in it. A render is bounded: 2 seconds, 10 MB of text, 50 ms for each
 * match of a regular expression. `seen` is told of each reference as it is worked out.
 *
 * @throws TemplateRenderError with the place, the expression and the values of its parts
 */
export function renderMapping(
  template: CompiledTemplate,
  input: MappingInput,
  seen?: (reference: SeenReference) => void,
): MappingOutput {
  const context = new ContextMap(input.context, '');
  const variables = new Map<string, Value>([
    ['input', new InputObject(input.body, input.params)],
    ['util', UTIL],
    ['context', context],
    ['stageVariables', new HostMap(input.stageVariables)],
  ]);
  const observe = seen === undefined ? undefined : observer(template, seen);
  return bounded(template, new Run(variables, observe), (text) => ({ text, context: leftIn(context) }));
}

/** What was put into $context may be a #define block, which is run when it is read: within the bounds of the render. */
function leftIn(context: ContextMap): Record<string, unknown> {
  try {
    return toPlain(context) as Record<string, unknown>;
  } catch (exit) {
    if (!(exit instanceof Exit)) throw exit;
    throw new JavaException(
      'StopCommand',
      '$context holds a #define block with #stop or #break, which has nothing to leave',
    );
  }
}

/** Renders a template with variables of any names. @throws TemplateRenderError */
export function renderWith(template: CompiledTemplate, variables: Map<string, Value>): string {
  return bounded(template, new Run(variables), (text) => text);
}

function bounded<T>(template: CompiledTemplate, run: Run, take: (text: string) => T): T {
  startBudget();
  try {
    runTemplate(template.print, run);
    return take(run.text);
  } catch (cause) {
    throw new TemplateRenderError(template.text, run, cause);
  } finally {
    endBudget();
  }
}

function observer(template: CompiledTemplate, seen: (reference: SeenReference) => void): Observer {
  return ({ offset, source }, value, origin, isSet) =>
    seen({
      ...placeOf(template.text, origin + offset),
      expression: source,
      value: showValue(value),
      type: showType(value),
      isSet,
    });
}
