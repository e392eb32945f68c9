import type { JsonObject } from './part.ts';

/** A value as a template can hold it, and what was changed or can't be said. */
export interface TemplateSafe {
  readonly value: JsonObject;
  readonly notes: readonly string[];
}

/**
 * A value without what CloudFormation refuses in any template: null. An object whose one name is that of an intrinsic
 * function (a model with the one property `Ref`) would be taken for a call of it; there is no way to write it, so that
 * it is told.
 */
export function templateSafe(value: JsonObject): TemplateSafe {
  const notes: string[] = [];
  const clean = (part: unknown, path: string): unknown => {
    if (Array.isArray(part)) {
      if (part.includes(null)) notes.push(leftOut(path));
      return part.flatMap((item, index) => (item === null ? [] : [clean(item, `${path}/${index}`)]));
    }
    if (typeof part !== 'object' || part === null) return part;
    const entries = Object.entries(part);
    const [only] = entries;
    if (only !== undefined && entries.length === 1 && isIntrinsic(only[0])) {
      notes.push(`CloudFormation takes ${only[0]} at ${path || '/'} of the API's document for a function of its own.`);
    }
    const kept = entries.flatMap(([name, member]) => {
      const at = `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (member === null) notes.push(leftOut(at));
      return member === null ? [] : [[name, clean(member, at)]];
    });
    return Object.fromEntries(kept);
  };
  return { value: clean(value, '') as JsonObject, notes };
}

function leftOut(path: string): string {
  return `A template can't hold null: the one at ${path} of the API's document is left out.`;
}

function isIntrinsic(name: string): boolean {
  return name === 'Ref' || name === 'Condition' || name.startsWith('Fn::');
}
