import type { MethodSettings } from '../config/access.ts';
import type { Stage } from '../config/types.ts';
import type { Route } from './exchange.ts';

/** The settings that a stage has for a method. */
export interface OwnSettings {
  /** What the entry is called: `/pets/{id}/GET`, the root's is `//GET`. */
  readonly name: string;
  /** Undefined: the stage says nothing of this method by name. */
  readonly settings: MethodSettings | undefined;
}

/**
 * A method's own entry in the stage's method settings. For an ANY method that of the request's own HTTP method comes
 * first: entries for single ones are how a cache for GET alone is set there.
 */
export function ownSettings({ methodSettings }: Stage, { resource, method }: Route, httpMethod: string): OwnSettings {
  const exact = `${resource.path}/${httpMethod}`;
  const name =
    methodSettings !== undefined && Object.hasOwn(methodSettings, exact)
      ? exact
      : `${resource.path}/${method.httpMethod}`;
  const settings =
    methodSettings !== undefined && Object.hasOwn(methodSettings, name) ? methodSettings[name] : undefined;
  return { name, settings };
}
