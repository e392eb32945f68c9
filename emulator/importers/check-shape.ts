import type { DocumentNode } from './document-node.ts';
import type { ImportReport } from './report.ts';
import { DOCUMENT, type Shape } from './shape.ts';

/**
 * Tells where a document has something else than an import can read: a list for an object, an object for a text. Such
 * a part is read as if it weren't there, on AWS in silence.
 */
export function checkShape(root: DocumentNode, report: ImportReport): void {
  check(root, DOCUMENT, 'The document', report);
}

function check(node: DocumentNode, shape: Shape, name: string, report: ImportReport): void {
  const { value } = node;
  const intrinsic = intrinsicOf(node);
  if (intrinsic !== undefined) {
    report.warn('import-cloudformation', { name, intrinsic }, node.source);
  } else if (!fits(node, shape)) {
    report.warn('import-wrong-type', { name, found: kindOf(value), expected: expectation(shape) }, node.source);
  } else if (typeof shape === 'object') {
    checkParts(node, shape, report);
  }
}

function checkParts(node: DocumentNode, shape: Exclude<Shape, string>, report: ImportReport): void {
  if ('list' in shape) {
    for (const [index, item] of node.items().entries()) check(item, shape.list, `Item ${index + 1}`, report);
    return;
  }
  for (const [name, entry] of node.entries()) {
    if (entry.value === null || ('map' in shape && name.startsWith('x-'))) continue;
    const part = 'map' in shape ? shape.map : Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
    if (part !== undefined && entry.get('$ref') === undefined) check(entry, part, JSON.stringify(name), report);
  }
}

function fits(node: DocumentNode, shape: Shape): boolean {
  if (shape === 'text') return node.text() !== undefined;
  if (shape === 'number') return node.number() !== undefined;
  if (shape === 'boolean') return /^(?:true|false)$/i.test(node.text() ?? '');
  if (typeof shape === 'object' && 'list' in shape) return Array.isArray(node.value);
  return node.isObject();
}

const ANYWHERE = /\$\{AWS::\w{1,40}\}/;
const IN_ARN = /\$\{(?:AWS::\w{1,40}|\w{1,255}\.Arn)\}/;

/** `Fn::Sub`, `Ref`: a piece of a template that CloudFormation fills in before AWS's import sees the document. */
function intrinsicOf(node: DocumentNode): string | undefined {
  const { value } = node;
  // In a template `${pet.Arn}` may be a reference of its own.
  if (typeof value === 'string') return (value.startsWith('arn:') ? IN_ARN : ANYWHERE).exec(value)?.[0];
  const [only, ...others] = node.entries();
  return only !== undefined && others.length === 0 && /^(?:Fn::\w+|Ref)$/.test(only[0]) ? only[0] : undefined;
}

function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : JSON.stringify(value);
}

function expectation(shape: Shape): string {
  if (shape === 'text') return 'a text';
  if (shape === 'number') return 'a number';
  if (shape === 'boolean') return 'true or false';
  return typeof shape === 'object' && 'list' in shape ? 'a list' : 'an object';
}
