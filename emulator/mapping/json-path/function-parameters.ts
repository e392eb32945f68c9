import type { Characters } from './characters.ts';
import { InvalidPath } from './errors.ts';
import { readPathJson } from './json-text.ts';
import type { FunctionParameter, JsonPath } from './tokens.ts';

type PathReader = (text: string) => JsonPath;

/**
 * Reads the parameters of a function, from behind its parenthesis to behind the closing one: paths and JSON, between
 * commas. Anything else is passed over, as Jayway does.
 */
export function readParameters(path: Characters, name: string, compilePath: PathReader): FunctionParameter[] {
  const parameters: FunctionParameter[] = [];
  const open = { '(': 1, '[': 0, '{': 0, '"': 0 };
  let kind: FunctionParameter['kind'] | undefined;
  let text = '';
  let previous = '';
  for (let ended = false; path.inBounds() && !ended; previous = path.at(path.position - 1)) {
    const character = path.current;
    path.position++;
    if (kind === undefined) {
      if (' \t\r\n'.includes(character)) continue;
      if (/[{\d"-]/.test(character)) kind = 'json';
      else if (character === '$' || character === '@') kind = 'path';
    }
    if (character === '"') open['"'] += previous !== '\\' && open['"'] > 0 ? -1 : 1;
    else if (character === '(' || character === '{' || character === '[') open[character]++;
    else if (character === '}' || character === ']') closeBracket(open, character);
    else if (character === ')') {
      open['(']--;
      if (open['('] < 0 || previous === '(') text += character;
    }
    if (character === ')' || character === ',') {
      const outside = open['"'] === 0 && open['{'] === 0 && open['['] === 0;
      if (outside && ((open['('] === 0 && character === ')') || open['('] === 1)) {
        ended = open['('] === 0;
        if (kind !== undefined) {
          parameters.push(kind === 'json' ? { kind, value: readPathJson(text) } : { kind, path: compilePath(text) });
        }
        text = '';
        kind = undefined;
      }
    }
    if (kind !== undefined && !(character === ',' && open['{'] === 0 && open['['] === 0 && open['('] === 1))
      text += character;
  }
  if (open['{'] !== 0 || open['('] !== 0 || open['['] !== 0) {
    throw new InvalidPath(`Arguments to function: '${name}' are not closed properly.`);
  }
  return parameters;
}

function closeBracket(open: Record<'(' | '[' | '{' | '"', number>, character: '}' | ']'): void {
  const bracket = character === '}' ? '{' : '[';
  if (open[bracket] === 0) throw new InvalidPath(`Unexpected close '${character}' in the arguments of a function`);
  open[bracket]--;
}

/** Index of the parenthesis that closes the one at `open`. @throws InvalidPath */
export function closingParenthesis(path: Characters, open: number, name: string): number {
  let depth = 1;
  for (let at = open + 1; at <= path.end; at++) {
    if (path.at(at) === ')') depth--;
    else if (path.at(at) === '(') depth++;
    if (depth === 0) return at;
  }
  throw new InvalidPath(`Arguments to function: '${name}' are not closed properly.`);
}
