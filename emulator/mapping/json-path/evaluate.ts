import { charge } from '../java/budget.ts';
import { LinkedMap } from '../java/linked-map.ts';
import { JavaList, JavaMap, type Value } from '../java/values.ts';
import { InvalidPath, PathNotFound } from './errors.ts';
import type { FilterExpression } from './filter.ts';
import { accepts } from './filter-evaluation.ts';
import { callFunction } from './functions.ts';
import { type FunctionParameter, isDefinite, type JsonPath, type PathToken } from './tokens.ts';

/** A step may add a result: items of lists cost as much elsewhere. */
const STEP_COST = 4;

/** `requireProperties`: a missing property is an error on indefinite paths, too (existence tests). */
export function evaluatePath(path: JsonPath, document: Value, root: Value, requireProperties: boolean): Value {
  const evaluation = new Evaluation(path, root, requireProperties);
  evaluation.step(0, document);
  if (!path.definite) return new JavaList(evaluation.results, true);
  const result = evaluation.results.at(-1);
  if (result === undefined) throw new PathNotFound(`No results for path: ${path.text}`);
  return result;
}

/** One walk of a path through a document: Jayway's token classes. */
class Evaluation {
  readonly results: Value[] = [];
  readonly #path: JsonPath;
  readonly #tokens: readonly PathToken[];
  readonly #root: Value;
  readonly #requireProperties: boolean;
  /** By step: the index in its list of the item that a scan looks at. */
  readonly #scannedIndexes = new Map<number, number>();
  /** By step: are all steps before definite? */
  readonly #upstreamDefinite: boolean[] = [];

  constructor(path: JsonPath, root: Value, requireProperties: boolean) {
    this.#path = path;
    this.#tokens = path.tokens;
    this.#root = root;
    this.#requireProperties = requireProperties;
    let definite = true;
    for (const token of path.tokens) {
      this.#upstreamDefinite.push(definite);
      definite &&= isDefinite(token, token === path.tokens.at(-1));
    }
  }

  step(index: number, model: Value): void {
    charge(STEP_COST);
    const token = this.#tokens[index];
    switch (token?.kind) {
      case undefined:
        this.results.push(model);
        break;
      case 'property':
        this.#properties(index, model, token.names);
        break;
      case 'index':
        if (this.#isArray(index, model)) for (const at of token.indexes) this.#arrayIndex(index, model, at);
        break;
      case 'slice':
        if (this.#isArray(index, model)) this.#slice(index, model, token);
        break;
      case 'wildcard':
        this.#wildcard(index, model);
        break;
      case 'scan':
        this.#scan(index + 1, model);
        break;
      case 'filter':
        this.#filter(index, model, token.filter);
        break;
      case 'function':
        this.#function(index, model, token.name, token.parameters);
        break;
    }
  }

  #isLeaf(index: number): boolean {
    return index === this.#tokens.length - 1;
  }

  #properties(index: number, model: Value, names: readonly string[]): void {
    if (!(model instanceof JavaMap)) {
      if (!this.#upstreamDefinite[index]) return;
      throw new PathNotFound(
        `Expected to find an object with property ['${names.join("','")}'] in path ${this.#path.text}`,
      );
    }
    if (names.length > 1 && this.#isLeaf(index)) {
      this.#merge(model, names);
      return;
    }
    for (const name of names) this.#property(index, model, name);
  }

  #merge(model: JavaMap, names: readonly string[]): void {
    const merged = new LinkedMap();
    for (const name of names) {
      if (model.has(name)) merged.put(name, model.get(name));
      else if (this.#requireProperties) throw new PathNotFound(`Missing property in path ${this.#path.text}`);
    }
    this.results.push(merged);
  }

  #property(index: number, model: JavaMap, name: string): void {
    const isLeaf = this.#isLeaf(index);
    if (!model.has(name)) {
      const token = this.#tokens[index];
      const definite = this.#upstreamDefinite[index] && token !== undefined && isDefinite(token, isLeaf);
      if (!this.#requireProperties && (isLeaf || !definite)) return;
      throw new PathNotFound(`Missing property in path ${this.#path.text}`);
    }
    if (!isLeaf) this.step(index + 1, model.get(name));
    else if (this.#isWanted(index)) this.results.push(model.get(name));
  }

  /** Behind `..[n]` the items of a list are told apart only here, by the step before the last. */
  #isWanted(index: number): boolean {
    const scanned = this.#scannedIndexes.get(index);
    if (scanned === undefined) return true;
    const before = this.#tokens[this.#tokens.length - 2];
    return before?.kind === 'index' && before.indexes.length === 1 && before.indexes[0] === scanned;
  }

  #isArray(index: number, model: Value): model is JavaList {
    if (model instanceof JavaList) return true;
    if (!this.#upstreamDefinite[index]) return false;
    throw new PathNotFound(
      model === null ? `The path ${this.#path.text} is null` : 'It can only be applied to arrays.',
    );
  }

  #arrayIndex(index: number, model: JavaList, at: number): void {
    const item = model.items[at < 0 ? model.items.length + at : at];
    if (item !== undefined) this.step(index + 1, item);
  }

  /** Negative bounds count from the end, but not as the first of two. */
  #slice(index: number, model: JavaList, { from, to }: { from: number | undefined; to: number | undefined }): void {
    const { length } = model.items;
    let start = from ?? 0;
    let end = Math.min(to ?? length, length);
    if (to === undefined) start = Math.max(0, start < 0 ? length + start : start);
    else if (from === undefined && end < 0) end += length;
    for (let at = start; at < end && length > 0; at++) this.#arrayIndex(index, model, at);
  }

  #wildcard(index: number, model: Value): void {
    if (model instanceof JavaMap) {
      for (const key of model.keys()) this.#property(index, model, String(key));
    } else if (model instanceof JavaList) {
      for (let at = 0; at < model.items.length; at++) this.#wildcardItem(index, model, at);
    }
  }

  #wildcardItem(index: number, model: JavaList, at: number): void {
    try {
      this.#arrayIndex(index, model, at);
    } catch (error) {
      if (!(error instanceof PathNotFound) || this.#requireProperties) throw error;
    }
  }

  /** Tries the step at `index` on the model and on everything in it. */
  #scan(index: number, model: Value): void {
    charge(1);
    if (model instanceof JavaMap) {
      if (this.#scanFits(index, model)) this.step(index, model);
      for (const key of model.keys()) this.#scan(index, model.get(key));
    } else if (model instanceof JavaList) {
      if (this.#scanFits(index, model)) this.#scanList(index, model);
      for (const item of model.items) this.#scan(index, item);
    }
  }

  #scanList(index: number, model: JavaList): void {
    if (this.#isLeaf(index)) {
      this.step(index, model);
      return;
    }
    for (const [at, item] of model.items.entries()) {
      this.#scannedIndexes.set(index + 1, at);
      this.step(index + 1, item);
    }
  }

  #scanFits(index: number, model: JavaMap | JavaList): boolean {
    const token = this.#tokens[index];
    switch (token?.kind) {
      case 'property':
        if (!(model instanceof JavaMap)) return false;
        return !isDefinite(token, this.#isLeaf(index)) || token.names.every((name) => model.has(name));
      case 'index':
      case 'slice':
        return model instanceof JavaList;
      case 'wildcard':
        return true;
      case 'filter':
        return this.#accepts(token.filter, model);
      default:
        return false;
    }
  }

  #filter(index: number, model: Value, filter: FilterExpression): void {
    if (model instanceof JavaMap) {
      if (this.#accepts(filter, model)) this.step(index + 1, model);
    } else if (model instanceof JavaList) {
      for (const item of model.items) if (this.#accepts(filter, item)) this.step(index + 1, item);
    } else if (this.#upstreamDefinite[index]) {
      throw new InvalidPath('Filter can not be applied to primitives.');
    }
  }

  #accepts(filter: FilterExpression, item: Value): boolean {
    // An existence test looks at the item even for a path that begins with `$`.
    return accepts(filter, (path, test) => {
      const document = test === 'value' && path.fromRoot ? this.#root : item;
      return evaluatePath(path, document, this.#root, test === 'exists');
    });
  }

  #function(index: number, model: Value, name: string, parameters: readonly FunctionParameter[]): void {
    const values = parameters.map((parameter, position) => this.#parameter(name, parameter, position, model));
    const result = callFunction(name, model, values);
    this.results.push(result);
    if (!this.#isLeaf(index)) this.step(index + 1, result);
  }

  #parameter(name: string, parameter: FunctionParameter, position: number, model: Value): Value {
    if (parameter.kind === 'json') return parameter.value;
    const value = evaluatePath(parameter.path, this.#root, this.#root, false);
    const { tokens } = parameter.path;
    const isLength = position === 0 && (name === 'length' || name === 'size');
    if (!isLength || tokens.length === 0 || tokens.at(-1)?.kind === 'function') return value;
    // Jayway puts a wildcard behind the path of length(path), and still takes it for definite: the last member counts.
    return evaluatePath({ ...parameter.path, tokens: [...tokens, { kind: 'wildcard' }] }, model, model, false);
  }
}
