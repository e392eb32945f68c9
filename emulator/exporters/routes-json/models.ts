import { readModels, referredModel } from '../../config/normalize/models.ts';
import type { Model, RestApi } from '../../config/types.ts';
import { canonical } from './canonical.ts';
import { silentReading } from './silent-reading.ts';

/** The models without Empty and Error as every API of a routes.json has them. They refer to each other by `#/models/NAME`. */
export function writeModels(api: RestApi): Record<string, unknown> {
  const builtIn = readModels({}, api.id, silentReading());
  const own = [...api.models.values()].filter((model) => !isSame(model, builtIn.get(model.name)));
  return Object.fromEntries(own.map(({ name, schema }) => [name, withShortReferences(schema)]));
}

function isSame(model: Model, other: Model | undefined): boolean {
  return other !== undefined && canonical(model) === canonical(other);
}

function withShortReferences(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withShortReferences);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      const model = key === '$ref' && typeof value === 'string' ? referredModel(value) : undefined;
      return [key, model === undefined ? withShortReferences(value) : `#/models/${model}`];
    }),
  );
}
