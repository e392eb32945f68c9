import type { Value } from '../java/values.ts';
import { readJson } from '../json-reader.ts';
import { InvalidPath } from './errors.ts';

/** JSON that stands in a path: the parameter of a function, a literal of a filter. @throws InvalidPath */
export function readPathJson(text: string): Value {
  try {
    return readJson(text, 'permissive');
  } catch {
    throw new InvalidPath(`${text} is no JSON`);
  }
}
