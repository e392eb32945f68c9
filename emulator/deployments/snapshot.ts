import type { RestApi } from '../config/types.ts';

/** An API as JSON has it: maps are lists of entries, and the stages, which no deployment holds, are left out. */
export interface WrittenApi
  extends Omit<RestApi, 'resources' | 'models' | 'requestValidators' | 'authorizers' | 'gatewayResponses' | 'stages'> {
  readonly resources: readonly (Omit<RestApi['resources'][number], 'methods'> & { readonly methods: Entries })[];
  readonly models: Entries;
  readonly requestValidators: Entries;
  readonly authorizers: Entries;
  readonly gatewayResponses: Entries;
}

type Entries = readonly (readonly [name: string, value: unknown])[];

/** What a deployment keeps of an API: everything but its stages. Templates and models are in it, functions are not. */
export function writeApi({ stages: _stages, ...api }: RestApi): WrittenApi {
  return {
    ...api,
    resources: api.resources.map((resource) => ({ ...resource, methods: [...resource.methods] })),
    models: [...api.models],
    requestValidators: [...api.requestValidators],
    authorizers: [...api.authorizers],
    gatewayResponses: [...api.gatewayResponses],
  };
}

/** The API of a deployment. What is given is what `writeApi` gave, as a checksum has shown. */
export function readApi(written: WrittenApi): RestApi {
  const map = <V extends ReadonlyMap<unknown, unknown>>(entries: Entries): V => new Map(entries) as unknown as V;
  return {
    ...written,
    resources: written.resources.map((resource) => ({ ...resource, methods: map(resource.methods) })),
    models: map(written.models),
    requestValidators: map(written.requestValidators),
    authorizers: map(written.authorizers),
    gatewayResponses: map(written.gatewayResponses),
    stages: [],
  };
}

/** Would both answer alike? Where something stands in the files doesn't count. */
export function isSameApi(one: RestApi, other: RestApi): boolean {
  return withoutPlaces(one) === withoutPlaces(other);
}

function withoutPlaces(api: RestApi): string {
  return JSON.stringify(writeApi(api), (key, value) => (key === 'source' && isPlace(value) ? undefined : value));
}

function isPlace(value: unknown): boolean {
  const { file, line, column } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return typeof file === 'string' && typeof line === 'number' && typeof column === 'number';
}
