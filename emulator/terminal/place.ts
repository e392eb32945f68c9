import { isAbsolute, relative, sep } from 'node:path';
import type { SourceRef } from '../errors/source-ref.ts';
import { escapeLine } from './escape.ts';

/** A file as it is printed: from the project's root, with forward slashes; absolute when it lies outside. */
export function renderPath(file: string, root: string): string {
  const inside = relative(root, file);
  const outside = inside === '' || inside.startsWith('..') || isAbsolute(inside);
  return escapeLine(outside ? file : inside.split(sep).join('/'));
}

/** `routes.json:12:5`, the form that editors and terminals make a link of. */
export function renderPlace(source: SourceRef, root: string): string {
  return `${renderPath(source.file, root)}:${source.line}:${source.column}`;
}
