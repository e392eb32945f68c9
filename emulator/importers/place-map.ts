import type { SourceRef } from '../errors/source-ref.ts';
import type { Place, Places } from './document-node.ts';

/** What reading a text gives: its value with the places of its entries, or why it can't be read. */
export type ParsedText =
  | { readonly value: unknown; readonly places: Places }
  | { readonly reason: string; readonly source: SourceRef };

/** The places of a text, collected while its syntax tree is walked. */
export class PlaceMap implements Places {
  readonly root: SourceRef;
  readonly #entries = new WeakMap<object, Map<string, Place>>();

  constructor(root: SourceRef) {
    this.root = root;
  }

  of(container: object, key: string): Place | undefined {
    return this.#entries.get(container)?.get(key);
  }

  /** Gives the entries of a container to fill; undefined when that was done before (YAML's aliases). */
  begin(container: object): Map<string, Place> | undefined {
    if (this.#entries.has(container)) return undefined;
    const entries = new Map<string, Place>();
    this.#entries.set(container, entries);
    return entries;
  }
}

/** The entry of an object or list that was parsed from a text, never one that it inherits. */
export function entryOf(container: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(container, key)?.value;
}
