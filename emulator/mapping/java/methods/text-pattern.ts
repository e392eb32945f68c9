import { compileJavaPattern, type JavaPattern } from '../../java-regex.ts';
import { checkLength, checkTime } from '../budget.ts';
import { JavaArray } from '../values.ts';
import { JavaException } from './overload.ts';

const patterns = new Map<string, JavaPattern>();
const MAX_PATTERNS = 500;

/** @throws JavaPatternError */
function patternOf(source: string): JavaPattern {
  let pattern = patterns.get(source);
  if (pattern === undefined) {
    pattern = compileJavaPattern(source);
    if (patterns.size >= MAX_PATTERNS) patterns.clear();
    patterns.set(source, pattern);
  }
  return pattern;
}

/** `matches`: the whole text. Each match has its own limit; many of them have that of the render. */
export function matchesPattern(text: string, source: string): boolean {
  checkTime();
  return patternOf(source).matches(text);
}

/** `replaceAll` and `replaceFirst`. */
export function replacePattern(text: string, source: string, by: string, all: boolean): string {
  const pattern = patternOf(source);
  let result = '';
  let at = 0;
  for (let from = 0; from <= text.length; ) {
    checkTime();
    const match = pattern.find(text, from);
    if (match === undefined) break;
    result += text.slice(at, match.start) + expand(by, match.groups, pattern);
    checkLength(result.length);
    at = match.end;
    from = match.end === match.start ? match.end + 1 : match.end;
    if (!all) break;
  }
  const whole = result + text.slice(at);
  checkLength(whole.length);
  return whole;
}

/** Fills `$1` and `${name}` of a replacement; a backslash takes the next character as it is. */
function expand(by: string, groups: readonly (string | undefined)[], { groupNames }: JavaPattern): string {
  let text = '';
  for (let i = 0; i < by.length; i++) {
    const character = by[i];
    if (character === '\\') {
      const next = by[++i];
      if (next === undefined) throw new JavaException('IllegalArgumentException', 'character to be escaped is missing');
      text += next;
    } else if (character === '$') {
      const reference = /\$(?:(\d)|\{([a-zA-Z][a-zA-Z0-9]*)\})/y;
      reference.lastIndex = i;
      const found = reference.exec(by);
      if (!found) throw new JavaException('IllegalArgumentException', 'Illegal group reference');
      i = reference.lastIndex - 1;
      let group = found[2] === undefined ? Number(found[1]) : groupNames.get(found[2]);
      while (found[1] !== undefined && group !== undefined && /\d/.test(by[i + 1] ?? '')) {
        const longer = group * 10 + Number(by[i + 1]);
        if (longer >= groups.length) break;
        group = longer;
        i++;
      }
      if (group === undefined || group >= groups.length) {
        throw new JavaException('IndexOutOfBoundsException', `No group ${found[1] ?? found[2]}`);
      }
      text += groups[group] ?? '';
    } else {
      text += character;
    }
  }
  return text;
}

/** With limit 0 empty texts at the end are left out; a match of nothing at the start splits nothing off. */
export function split(text: string, source: string, limit: number): JavaArray {
  const pattern = patternOf(source);
  const parts: string[] = [];
  let at = 0;
  for (let from = 0; from <= text.length && (limit <= 0 || parts.length < limit - 1); ) {
    checkTime();
    const match = pattern.find(text, from);
    if (match === undefined) break;
    from = match.end === match.start ? match.end + 1 : match.end;
    if (match.end === 0 || (match.end === match.start && match.start >= text.length)) continue;
    parts.push(text.slice(at, match.start));
    checkLength(parts.length);
    at = match.end;
  }
  if (at === 0 && parts.length === 0) return new JavaArray([text], '[Ljava.lang.String;');
  parts.push(text.slice(at));
  if (limit === 0) while (parts.length > 0 && parts.at(-1) === '') parts.pop();
  return new JavaArray(parts, '[Ljava.lang.String;');
}
