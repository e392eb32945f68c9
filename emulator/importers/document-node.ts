import type { SourceRef } from '../errors/source-ref.ts';

/** Where the pieces of a document stand in its text. */
export interface Places {
  readonly root: SourceRef;
  /** The entry `key` of an object or list of the document; undefined where the text isn't known. */
  of(container: object, key: string): Place | undefined;
}

export interface Place {
  /** The key of an entry; for an item of a list the same as `value`. */
  readonly key: SourceRef;
  /** Where the value begins. */
  readonly value: SourceRef;
  /** A number as it was written: YAML's `1.0` is the version "1.0", not "1". */
  readonly written?: string;
  /** A text whose lines are lines of the file (YAML's `|`). */
  readonly literal?: boolean;
}

/**
 * A value inside an OpenAPI document, with its place. What isn't there, or isn't of the kind that is asked for, is
 * undefined or empty: an import takes what it understands of a document that nobody checked.
 */
export class DocumentNode {
  readonly value: unknown;
  readonly source: SourceRef;
  readonly place: Place | undefined;
  readonly #document: WholeDocument;

  private constructor(value: unknown, place: Place | undefined, parent: SourceRef, document: WholeDocument) {
    this.value = value;
    this.place = place;
    this.source = place?.key ?? parent;
    this.#document = document;
  }

  /** The whole document. */
  static root(value: unknown, places: Places): DocumentNode {
    return new DocumentNode(value, undefined, places.root, { root: value, places });
  }

  /** The entry of an object; undefined when it is missing or null. */
  get(key: string): DocumentNode | undefined {
    if (!isObject(this.value) || !Object.hasOwn(this.value, key)) return undefined;
    const child = this.value[key];
    return child === undefined || child === null ? undefined : this.#child(this.value, key, child);
  }

  /** The entries of an object, in the document's order. */
  entries(): [string, DocumentNode][] {
    const container = this.value;
    if (!isObject(container)) return [];
    return Object.entries(container).map(([key, child]) => [key, this.#child(container, key, child)]);
  }

  /** The items of a list. */
  items(): DocumentNode[] {
    const container = this.value;
    if (!Array.isArray(container)) return [];
    return container.map((child, index) => this.#child(container, String(index), child));
  }

  /** A text, or the text of a number or boolean: status codes and versions are often written without quotes. */
  text(): string | undefined {
    if (typeof this.value === 'string') return this.value;
    if (typeof this.value === 'number') return this.place?.written ?? String(this.value);
    return typeof this.value === 'boolean' ? String(this.value) : undefined;
  }

  /** One of AWS's upper-case words, which documents write in lower case. */
  word<T extends string>(words: readonly T[]): T | undefined {
    const given = this.text()?.trim().toUpperCase();
    return words.find((word) => word === given);
  }

  /** `true`, or the word. */
  isTrue(): boolean {
    return this.value === true || (typeof this.value === 'string' && this.value.toLowerCase() === 'true');
  }

  /** A number, or the text of one. */
  number(): number | undefined {
    const text = this.text()?.trim();
    return text === undefined || text === '' || !Number.isFinite(Number(text)) ? undefined : Number(text);
  }

  /** The texts of a list. */
  texts(): string[] {
    return this.items().flatMap((item) => item.text() ?? []);
  }

  isObject(): boolean {
    return isObject(this.value);
  }

  /** What `#/a/b` points to in this document; undefined when there is nothing, or the reference leaves the document. */
  pointed(reference: string): DocumentNode | undefined {
    if (!reference.startsWith('#/')) return undefined;
    let node: DocumentNode | undefined = DocumentNode.root(this.#document.root, this.#document.places);
    for (const segment of reference.slice(2).split('/')) node = node?.get(decodeSegment(segment));
    return node;
  }

  #child(container: object, key: string, value: unknown): DocumentNode {
    return new DocumentNode(value, this.#document.places.of(container, key), this.source, this.#document);
  }
}

interface WholeDocument {
  readonly root: unknown;
  readonly places: Places;
}

/** The last name of a reference such as `#/components/schemas/Pet`, when it points right below `folder`. */
export function referredName(reference: string, folder: string): string | undefined {
  if (!reference.startsWith(folder)) return undefined;
  const name = reference.slice(folder.length);
  return name === '' || name.includes('/') ? undefined : decodeSegment(name);
}

function decodeSegment(segment: string): string {
  let decoded = segment;
  try {
    decoded = decodeURIComponent(segment);
  } catch {
    // A stray percent sign belongs to the name.
  }
  return decoded.replaceAll('~1', '/').replaceAll('~0', '~');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
