import type { Node } from 'jsonc-parser';
import type { SourceRef } from '../errors/source-ref.ts';

/**
 * Finds the place in a JSON text that a value came from. Values are known by their identity: an object or array that
 * was read from the text, or one that was made from it and said so with `remember`.
 */
export interface Locator {
  /** Where the value of `holder[key]` begins; without a key the holder itself. Undefined: it isn't in the text. */
  value(holder: object, key?: string | number): SourceRef | undefined;
  /** Where the name of the property begins. */
  key(holder: object, key: string): SourceRef | undefined;
  /** The place of one character of the string `holder[key]`, by its offset in the decoded text. */
  inString(holder: object, key: string, offset: number): SourceRef | undefined;
  /** Says that `made` has the same fields as `written`, which stands in the text. */
  remember<T extends object>(made: T, written: object): T;
  /** Where the value begins that a JSON pointer (RFC 6901) leads to: `/resources/~1pets/GET`. */
  pointer(pointer: string): SourceRef | undefined;
}

/** A locator for a text, its node tree, and the nodes that its objects and arrays were made from. */
export function createLocator(
  file: string,
  text: string,
  root: Node | undefined,
  nodes: WeakMap<object, Node>,
): Locator {
  const at = createPlaces(file, text);
  const find = (holder: object, key?: string | number): Found | undefined => {
    const node = nodes.get(holder);
    return node && (key === undefined ? { value: node } : child(node, key));
  };
  return {
    value(holder, key) {
      const found = find(holder, key);
      return found && at(found.value.offset);
    },
    key(holder, key) {
      const found = find(holder, key);
      return found && at((found.key ?? found.value).offset);
    },
    inString(holder, key, offset) {
      const found = find(holder, key);
      return found && at(found.value.offset + rawOffset(text, found.value, offset));
    },
    remember(made, written) {
      const node = nodes.get(written);
      if (node) nodes.set(made, node);
      return made;
    },
    pointer(pointer) {
      const segments = pointer
        .split('/')
        .slice(1)
        .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
      let node = root;
      for (const segment of segments) node = node && child(node, segment)?.value;
      return node && at(node.offset);
    },
  };
}

/** Knows nothing: for a project that no routes.json describes. */
export const NO_LOCATOR: Locator = createLocator('', '', undefined, new WeakMap());

interface Found {
  readonly key?: Node;
  readonly value: Node;
}

function child(node: Node, key: string | number): Found | undefined {
  if (node.type === 'array') {
    const value = node.children?.[Number(key)];
    return value && { value };
  }
  // The last one of equal keys is the one whose value counts.
  const property = node.children?.findLast((candidate) => candidate.children?.[0]?.value === key);
  const value = property?.children?.[1];
  return value && { ...(property.children?.[0] && { key: property.children[0] }), value };
}

/** Line and column of an offset in a text. */
export function createPlaces(file: string, text: string): (offset: number) => SourceRef {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { file, line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

const ESCAPE = /\\(?:u[0-9a-fA-F]{4}|.)/y;

/** Offset in the JSON text, from the opening quote, of a character of the decoded string: an escape is one character. */
function rawOffset(text: string, node: Node, decoded: number): number {
  let raw = 1;
  for (let count = 0; count < decoded && raw < node.length - 1; count++) {
    ESCAPE.lastIndex = node.offset + raw;
    raw += ESCAPE.exec(text)?.[0].length ?? 1;
  }
  return raw;
}
