import { ROUTES_SCHEMA, resolve, type SchemaNode } from '../../config/schema.ts';
import type { SourceRef } from '../../errors/source-ref.ts';

/** What routes.json can't say yet of one object. */
export interface LeftOut {
  /** `GET /pets`, or `the API`. */
  readonly where: string;
  readonly fields: readonly string[];
  /** What they belong to: `Lambda authorizers`. */
  readonly features: readonly string[];
  readonly source: SourceRef;
}

/** Where the objects of a written value came from. */
export type Sources = Map<object, SourceRef>;

/**
 * Takes out of a written value what the schema of routes.json names as not supported yet. The schema says it, nobody
 * else: a feature that comes is written from then on.
 */
export function fitToSchema(
  value: Readonly<Record<string, unknown>>,
  sources: Sources,
  start: SourceRef,
): { readonly fitted: object; readonly leftOut: readonly LeftOut[] } {
  const fit = new Fit(sources);
  return { fitted: fit.object(value, ROUTES_SCHEMA, [], start), leftOut: fit.leftOut };
}

type JsonObject = Readonly<Record<string, unknown>>;

class Fit {
  readonly leftOut: LeftOut[] = [];
  readonly #sources: Sources;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  object(value: JsonObject, schema: SchemaNode, path: readonly string[], outer: SourceRef): JsonObject {
    const source = this.#sources.get(value) ?? outer;
    const missing = new Map<string, { feature: string; source: SourceRef }>();
    const entries = Object.entries(value).flatMap(([key, entry]): [string, unknown][] => {
      const child = childSchema(schema, key);
      const feature = own(schema['x-notSupportedYet'], key) ?? own(child?.['x-valuesNotSupportedYet'], String(entry));
      if (feature === undefined) {
        return [[key, isObject(entry) && child ? this.object(entry, child, [...path, key], source) : entry]];
      }
      missing.set(key, { feature, source: isObject(entry) ? this.#placeIn(entry, source) : source });
      return [];
    });
    this.#tell(missing, path, source);
    return Object.fromEntries(entries);
  }

  /** What concerns the API as a whole has places of its own; what a method lacks is one thing. */
  #tell(
    missing: ReadonlyMap<string, { feature: string; source: SourceRef }>,
    path: readonly string[],
    source: SourceRef,
  ): void {
    const where = whereOf(path);
    if (path.length === 0) {
      for (const [field, { feature, source: own }] of missing) {
        this.leftOut.push({ where, fields: [field], features: [feature], source: own });
      }
    } else if (missing.size > 0) {
      const all = [...new Set([...missing.values()].map(({ feature }) => feature))];
      // Of "Lambda authorizers" and "authorizers" the first says it.
      const features = all.filter((feature) => !all.some((other) => other.endsWith(` ${feature}`)));
      this.leftOut.push({ where, fields: [...missing.keys()], features, source });
    }
  }

  #placeIn(value: JsonObject, outer: SourceRef): SourceRef {
    const inside = Object.values(value).find((entry) => isObject(entry) && this.#sources.has(entry));
    return this.#sources.get(value) ?? (isObject(inside) ? this.#sources.get(inside) : undefined) ?? outer;
  }
}

function childSchema(
  { properties, patternProperties, additionalProperties }: SchemaNode,
  key: string,
): SchemaNode | undefined {
  const named = properties !== undefined && Object.hasOwn(properties, key) ? properties[key] : undefined;
  const matching = Object.entries(patternProperties ?? {}).find(([pattern]) => new RegExp(pattern).test(key))?.[1];
  const found = named ?? matching ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
  return found && resolve(found);
}

function own(features: Readonly<Record<string, string>> | undefined, name: string): string | undefined {
  return features !== undefined && Object.hasOwn(features, name) ? features[name] : undefined;
}

function whereOf([section, name, method]: readonly string[]): string {
  if (section === undefined) return 'The API';
  return section === 'resources' && method !== undefined ? `${method} ${name}` : `${section} ${name ?? ''}`.trimEnd();
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
