import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  Parser,
  Scalar,
} from 'yaml';
import { createPlaces } from '../config/locate.ts';
import type { SourceRef } from '../errors/source-ref.ts';
import type { Place } from './document-node.ts';
import { entryOf, type ParsedText, PlaceMap } from './place-map.ts';

/**
 * YAML text → its value, and where each entry stands. Of two equal keys the last counts, as in the parsers that AWS
 * uses. A text that can't be parsed, or is nested more than `deepest` levels, gives the reason and its place.
 */
export function parseYaml(text: string, file: string, deepest: number): ParsedText {
  const sourceAt = createPlaces(file, text);
  try {
    const tokens = [...new Parser().parse(text)];
    // The composer calls itself for each level; at the end of the stack V8 may end the whole process, not throw.
    if (isDeeperThan(tokens, deepest)) return { reason: 'it is nested too deeply', source: sourceAt(0) };
    const composer = new Composer({ merge: true, uniqueKeys: false, logLevel: 'silent' });
    const [document, second] = [...composer.compose(tokens, true, text.length)];
    if (document === undefined) return { reason: 'it is empty', source: sourceAt(0) };
    if (second !== undefined) return { reason: 'it is more than one document', source: sourceAt(second.range[0]) };
    const [error] = document.errors;
    if (error !== undefined) return { reason: firstLine(error), source: sourceAt(error.pos[0]) };
    const value: unknown = document.toJS();
    const walk = new Walk(text, document, sourceAt);
    walk.visit(document.contents, value);
    return { value, places: walk.places };
  } catch (error) {
    // Aliases that grow out of bounds; or the parser's own stack.
    const reason = error instanceof RangeError ? 'it is nested too deeply' : firstLine(error);
    return { reason, source: sourceAt(0) };
  }
}

function firstLine(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return line.replace(/[.:]$/, '');
}

function isDeeperThan(tokens: readonly CST.Token[], deepest: number): boolean {
  let level: (CST.Token | null | undefined)[] = [...tokens];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return true;
    level = level.flatMap((token) => {
      if (token?.type === 'document') return [token.value];
      if (token === undefined || token === null || !('items' in token)) return [];
      return token.items.flatMap((item) => [item.key, item.value]);
    });
  }
  return false;
}

/** Goes through the parsed text and its value side by side. */
class Walk {
  readonly places: PlaceMap;
  readonly #text: string;
  readonly #document: Document;
  readonly #sourceAt: (offset: number) => SourceRef;

  constructor(text: string, document: Document, sourceAt: (offset: number) => SourceRef) {
    this.places = new PlaceMap(sourceAt(0));
    this.#text = text;
    this.#document = document;
    this.#sourceAt = sourceAt;
  }

  visit(aliasOrNode: unknown, value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    const entries = this.places.begin(value);
    const node = this.#resolve(aliasOrNode);
    if (entries === undefined) return;
    if (isMap(node)) this.#visitPairs(node.items, value, entries);
    if (!isSeq(node)) return;
    for (const [index, item] of node.items.entries()) {
      entries.set(String(index), this.#placeOf(item, item));
      this.visit(item, entryOf(value, String(index)));
    }
  }

  /** Merged entries (`<<: *anchor`) come last: they don't replace those that the map has itself. */
  #visitPairs(pairs: readonly Pair[], container: object, entries: Map<string, Place>): void {
    const merged: unknown[] = [];
    for (const pair of [...pairs].reverse()) {
      const key = isScalar(pair.key) ? pair.key.value : pair.key;
      if (typeof key === 'symbol') {
        merged.push(pair.value);
      } else if (!entries.has(String(key))) {
        entries.set(String(key), this.#placeOf(pair.key, pair.value));
        this.visit(pair.value, entryOf(container, String(key)));
      }
    }
    for (const source of merged) this.#visitMerged(source, container, entries);
  }

  #visitMerged(aliasOrNode: unknown, container: object, entries: Map<string, Place>): void {
    const node = this.#resolve(aliasOrNode);
    if (isMap(node)) this.#visitPairs(node.items, container, entries);
    if (isSeq(node)) for (const item of node.items) this.#visitMerged(item, container, entries);
  }

  #placeOf(key: unknown, aliasOrValue: unknown): Place {
    const keyAt = offsetOf(key) ?? 0;
    const valueAt = offsetOf(aliasOrValue) ?? keyAt;
    const value = this.#resolve(aliasOrValue);
    if (!isScalar(value)) return { key: this.#sourceAt(keyAt), value: this.#sourceAt(valueAt) };
    const literal = value.type === Scalar.BLOCK_LITERAL;
    return {
      key: this.#sourceAt(keyAt),
      value: this.#sourceAt(literal ? this.#blockStart(offsetOf(value) ?? valueAt) : valueAt),
      literal,
      written: typeof value.value === 'number' ? value.source : undefined,
    };
  }

  /** The text of a block begins in the line below its `|`, where its indentation ends. */
  #blockStart(header: number): number {
    const lineEnd = this.#text.indexOf('\n', header);
    if (lineEnd === -1) return header;
    let start = lineEnd + 1;
    while (this.#text[start] === ' ') start++;
    return start;
  }

  #resolve(aliasOrNode: unknown): unknown {
    return isAlias(aliasOrNode) ? aliasOrNode.resolve(this.#document) : aliasOrNode;
  }
}

function offsetOf(node: unknown): number | undefined {
  return typeof node === 'object' && node !== null ? (node as Node).range?.[0] : undefined;
}
