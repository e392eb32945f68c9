import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import { isRecoverable, readMistake } from './json-mistakes.ts';
import { createLocator, createPlaces, type Locator } from './locate.ts';
import type { Report } from './problem.ts';

/** A JSON text as a value, and the means to find the places of its parts. */
export interface ParsedJson {
  readonly value: unknown;
  readonly locator: Locator;
}

/**
 * Reads strict JSON. Comments, trailing commas and repeated keys are errors and all of them are reported; of other
 * mistakes only the first, since what a parser says behind it are consequences, and then there is no value.
 */
export function parseJson(file: string, text: string, report: Report): ParsedJson | undefined {
  const at = createPlaces(file, text);
  const errors: ParseError[] = [];
  const root = readTree(text, errors);
  if (root === 'too deep') {
    report.error('config-json-syntax', { mistake: 'too-deep', text: '' }, at(0));
    return undefined;
  }

  const seen = new Set<number>();
  for (const error of errors) {
    const { mistake, offset, token } = readMistake(text, root, error);
    if (seen.has(offset)) continue;
    seen.add(offset);
    report.error('config-json-syntax', { mistake, text: token }, at(offset));
    if (!isRecoverable(mistake)) return undefined;
  }
  if (!root) return undefined;

  const nodes = new WeakMap<object, Node>();
  const value = toValue(root, nodes, (key, first) =>
    report.error('config-duplicate-key', { key: String(key.value), firstLine: at(first.offset).line }, at(key.offset)),
  );
  return { value, locator: createLocator(file, text, root, nodes) };
}

function readTree(text: string, errors: ParseError[]): Node | undefined | 'too deep' {
  try {
    const options = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false };
    const root = parseTree(text, errors, options);
    return root && isDeeperThan(root, DEEPEST) ? 'too deep' : root;
  } catch (error) {
    // The parser calls itself for each level: a text of a hundred thousand brackets ends its stack.
    if (error instanceof RangeError) return 'too deep';
    throw error;
  }
}

/** Levels of braces and brackets: whoever reads the value calls itself for each, and has a stack of the same size. */
const DEEPEST = 500;

function isDeeperThan({ type, children = [] }: Node, levels: number): boolean {
  if (type === 'property') return children.some((child) => isDeeperThan(child, levels));
  if (type !== 'object' && type !== 'array') return false;
  return levels === 0 || children.some((child) => isDeeperThan(child, levels - 1));
}

type OnRepeatedKey = (key: Node, first: Node) => void;

function toValue(node: Node, nodes: WeakMap<object, Node>, onRepeatedKey: OnRepeatedKey): unknown {
  if (node.type === 'array') {
    const list = (node.children ?? []).map((item) => toValue(item, nodes, onRepeatedKey));
    nodes.set(list, node);
    return list;
  }
  if (node.type !== 'object') return node.value;
  const object = {};
  const keys = new Map<string, Node>();
  for (const { children: [key, value] = [] } of node.children ?? []) {
    if (!key || !value) continue;
    const name = String(key.value);
    const first = keys.get(name);
    if (first) onRepeatedKey(key, first);
    else keys.set(name, key);
    // An assignment would make `__proto__` the prototype.
    Object.defineProperty(object, name, {
      value: toValue(value, nodes, onRepeatedKey),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  nodes.set(object, node);
  return object;
}
