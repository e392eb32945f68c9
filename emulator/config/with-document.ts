import type { Locator } from './locate.ts';

/** An OpenAPI document that `dev --openapi` serves. */
export interface BesideDocument {
  /** Path from the project's folder. */
  readonly path: string;
  /** A document has no stages. */
  readonly stage: string;
}

/** What a document can't say and routes.json says beside it. */
const BESIDE = [
  'functions',
  'site',
  'serviceEndpoints',
  'accountConcurrency',
  'apiKeys',
  'usagePlans',
  'accountThrottle',
  'iamUsers',
  'customDomains',
] as const;

/** The content of a routes.json with a document in the place of its API; what is kept keeps its places. */
export function withDocument(written: unknown, { path, stage }: BesideDocument, locator: Locator): object {
  const before = isObject(written) ? written : {};
  const kept = BESIDE.filter((name) => Object.hasOwn(before, name)).map((name) => [name, before[name]] as const);
  const stages = isObject(before.stages) ? before.stages : {};
  const own = { [stage]: Object.hasOwn(stages, stage) ? stages[stage] : {} };
  return locator.remember(
    { openapi: path, stages: locator.remember(own, stages), ...Object.fromEntries(kept) },
    before,
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
