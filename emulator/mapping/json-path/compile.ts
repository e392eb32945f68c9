import { Characters } from './characters.ts';
import { readEscapes } from './compile-text.ts';
import { InvalidPath } from './errors.ts';
import { compileFilter } from './filter-parser.ts';
import { closingParenthesis, readParameters } from './function-parameters.ts';
import { type FunctionParameter, isDefinite, type JsonPath, type PathToken } from './tokens.ts';

/** Filters inside filters, and paths inside the parameters of functions. */
const MAX_DEPTH = 30;

/**
 * Reads a path in the dialect of Jayway JsonPath, with its leniency: `store.book` needs no `$`, `$.a/b` is a plain name,
 * a path may end in the middle of a bracket.
 *
 * @throws InvalidPath
 */
export function compilePath(text: string, depth = 0): JsonPath {
  if (depth > MAX_DEPTH) throw new InvalidPath('paths are too deep inside each other');
  let characters = new Characters(text);
  const first = characters.at(0);
  if (first !== '$' && first !== '@') characters = new Characters(`$.${text}`);
  if (characters.text[characters.end] === '.') throw new InvalidPath("Path must not end with a '.' or '..'");
  return new PathCompiler(characters, depth).compile();
}

class PathCompiler {
  readonly #path: Characters;
  readonly #depth: number;
  readonly #tokens: PathToken[] = [];

  constructor(characters: Characters, depth: number) {
    this.#path = characters;
    this.#depth = depth;
  }

  compile(): JsonPath {
    const path = this.#path;
    while (path.inBounds() && ' \t\r\n'.includes(path.current)) path.position++;
    const root = path.current;
    if (root !== '$' && root !== '@') throw new InvalidPath("Path must start with '$' or '@'");
    if (!path.isTail) {
      path.position++;
      if (path.current !== '.' && path.current !== '[') {
        throw new InvalidPath(`Illegal character at position ${path.position} expected '.' or '['`);
      }
      while (this.#readToken());
    }
    return finish(root === '$', this.#tokens, path.text);
  }

  /** Reads one step; false when it was the last. */
  #readToken(): boolean {
    const path = this.#path;
    switch (path.current) {
      case '[':
        if (!this.#bracketProperty() && !this.#array() && !this.#wildcard() && !this.#filter()) {
          throw new InvalidPath(`Could not parse token starting at position ${path.position}. Expected ?, ', 0-9, * `);
        }
        break;
      case '.':
        return this.#dot();
      case '*':
        if (!this.#wildcard()) throw this.#unparsable();
        break;
      default:
        this.#propertyOrFunction();
    }
    return !path.isTail;
  }

  #unparsable(): InvalidPath {
    return new InvalidPath(`Could not parse token starting at position ${this.#path.position}`);
  }

  #dot(): boolean {
    const path = this.#path;
    if (path.inBounds(path.position + 1) && path.at(path.position + 1) === '.') {
      this.#tokens.push({ kind: 'scan' });
      path.position += 2;
    } else if (!path.inBounds(path.position + 1)) {
      throw new InvalidPath("Path must not end with a '.");
    } else {
      path.position++;
    }
    if (path.current === '.') throw new InvalidPath(`Character '.' on position ${path.position} is not valid.`);
    return true;
  }

  #propertyOrFunction(): void {
    const path = this.#path;
    if (path.current === ' ') throw this.#unparsable();
    const start = path.position;
    let at = start;
    while (path.inBounds(at) && !'.[( '.includes(path.at(at))) at++;
    if (path.inBounds(at) && path.at(at) === ' ') {
      throw new InvalidPath(`Use bracket notion ['my prop'] if your property contains blank characters.`);
    }
    const isFunction = path.inBounds(at) && path.at(at) === '(';
    const end = path.inBounds(at) ? at : path.end + 1;
    const name = path.slice(start, end);
    if (!isFunction) {
      path.position = end;
      this.#tokens.push({ kind: 'property', names: [name] });
      return;
    }
    const close = closingParenthesis(path, at, name);
    let parameters: FunctionParameter[] = [];
    if (close === at + 1) {
      path.position = close;
    } else {
      path.position = at + 1;
      parameters = readParameters(path, name, (text) => this.#parameter(text));
    }
    this.#tokens.push({ kind: 'function', name, parameters });
  }

  #parameter(text: string): JsonPath {
    if (this.#depth >= MAX_DEPTH) throw new InvalidPath('paths are too deep inside each other');
    return new PathCompiler(new Characters(text), this.#depth + 1).compile();
  }

  #bracketProperty(): boolean {
    const path = this.#path;
    const quote = path.nextSignificantCharacter();
    if (quote !== "'" && quote !== '"') return false;
    const names: string[] = [];
    let start = path.position + 1;
    let end = 0;
    let inName = false;
    let afterComma = false;
    for (let at = start; path.inBounds(at); at++) {
      const character = path.at(at);
      if (character === '\\') {
        at++;
      } else if (character === ']' && !inName) {
        if (afterComma) throw new InvalidPath(`Found empty property at index ${at}`);
        break;
      } else if (character === quote && inName) {
        const next = path.nextSignificantCharacter(at);
        if (next !== ']' && next !== ',') throw new InvalidPath(`Property must be separated by comma at index ${at}`);
        end = at;
        names.push(readEscapes(path.slice(start, end)));
        inName = false;
      } else if (character === quote) {
        start = at + 1;
        inName = true;
        afterComma = false;
      } else if (character === ',' && !inName) {
        if (afterComma) throw new InvalidPath(`Found empty property at index ${at}`);
        afterComma = true;
      }
    }
    if (inName || !path.nextSignificantIs(end, ']'))
      throw new InvalidPath(`Property has not been closed - missing closing ${inName ? quote : ']'}`);
    path.position = path.nextSignificant(end) + 1;
    this.#tokens.push({ kind: 'property', names });
    return true;
  }

  #array(): boolean {
    const path = this.#path;
    if (!/[\d:-]/.test(path.nextSignificantCharacter())) return false;
    const end = path.indexOf(']', path.position + 1);
    if (end === -1) return false;
    const text = path.slice(path.position + 1, end).trim();
    if (!/^[\d,: -]*$/.test(text)) return false;
    this.#tokens.push(text.includes(':') ? readSlice(text) : readIndexes(text));
    path.position = end + 1;
    return true;
  }

  #wildcard(): boolean {
    const path = this.#path;
    if (path.current !== '[') {
      path.position++;
      this.#tokens.push({ kind: 'wildcard' });
      return true;
    }
    if (!path.nextSignificantIs(path.position, '*')) return false;
    const star = path.nextSignificant(path.position);
    if (!path.nextSignificantIs(star, ']')) {
      throw new InvalidPath(`Expected wildcard token to end with ']' on position ${star + 1}`);
    }
    path.position = path.nextSignificant(star) + 1;
    this.#tokens.push({ kind: 'wildcard' });
    return true;
  }

  #filter(): boolean {
    const path = this.#path;
    const question = path.nextSignificant(path.position);
    if (path.at(question) !== '?') return false;
    const open = path.nextSignificant(question);
    if (path.at(open) !== '(') return false;
    const close = path.indexOfClosing(open, '(', ')', true);
    if (close === -1 || !path.nextSignificantIs(close, ']')) return false;
    const end = path.nextSignificant(close);
    const compileInner = (text: string) => compilePath(text, this.#depth + 1);
    const filter = compileFilter(path.slice(path.position, end + 1), compileInner);
    this.#tokens.push({ kind: 'filter', filter });
    path.position = end + 1;
    return true;
  }
}

function readIndexes(text: string): PathToken {
  const indexes = text.split(/\s*,\s*/).map((part) => {
    if (!/^-?\d{1,9}$/.test(part)) throw new InvalidPath(`Failed to parse token in ArrayIndexOperation: ${part}`);
    return Number(part);
  });
  return { kind: 'index', indexes };
}

/** A step (`[a:b:step]`) is read over. */
function readSlice(text: string): PathToken {
  if (!/^[\d:-]*$/.test(text)) throw new InvalidPath(`Failed to parse SliceOperation: ${text}`);
  const bounds = text.split(':').map((part) => {
    if (part === '') return undefined;
    if (!/^-?\d{1,9}$/.test(part)) throw new InvalidPath(`Failed to parse SliceOperation: ${text}`);
    return Number(part);
  });
  const [from, to] = bounds;
  if (from === undefined && to === undefined) throw new InvalidPath(`Failed to parse SliceOperation: ${text}`);
  return { kind: 'slice', from, to };
}

function finish(fromRoot: boolean, tokens: PathToken[], text: string): JsonPath {
  const inverted = invertScan(fromRoot, tokens, text);
  const definite = inverted.every((token, index) => isDefinite(token, index === inverted.length - 1));
  return { fromRoot, tokens: inverted, definite, text };
}

/** `$..price.sum()` is `$.sum($..price)`: a function behind a scan takes all that was found. */
function invertScan(fromRoot: boolean, tokens: PathToken[], text: string): PathToken[] {
  if (tokens[0]?.kind !== 'scan' || tokens.at(-1)?.kind !== 'function') return tokens;
  const at = tokens.findIndex((token) => token.kind === 'function');
  const token = tokens[at];
  if (token?.kind !== 'function') return tokens;
  const path: JsonPath = { fromRoot, tokens: tokens.slice(0, at), definite: false, text };
  return [{ kind: 'function', name: token.name, parameters: [{ kind: 'path', path }] }, ...tokens.slice(at + 1)];
}
