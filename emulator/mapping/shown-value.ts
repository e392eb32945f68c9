import { onAllowance } from './java/budget.ts';
import { classNameOf } from './java/members.ts';
import { toText } from './java/text.ts';
import { HostObject, JavaRendered, type Value } from './java/values.ts';

const MAX_SHOWN = 200;
/** Work that showing one value may take: a few thousand characters. */
const ALLOWANCE = 20_000;

/** A value as the developer sees it: texts in quotes, the rest as it prints, long ones cut. It is never rendered. */
export function showValue(value: Value): string {
  if (value === null) return 'null';
  if (value instanceof JavaRendered) return '(a #define block)';
  if (value instanceof HostObject) return `(${simpleName(value)})`;
  try {
    const text = onAllowance(ALLOWANCE, () => (typeof value === 'string' ? JSON.stringify(value) : toText(value)));
    return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
  } catch {
    return '(too large to show)';
  }
}

/** The name of its Java class without the package: `String`, `Integer`, `LinkedHashMap`; `null` for nothing. */
export function showType(value: Value): string {
  return value === null ? 'null' : simpleName(value);
}

function simpleName(value: Exclude<Value, null>): string {
  return classNameOf(value).split(/[.$]/).at(-1) ?? '';
}
