export type JsonObject = Readonly<Record<string, unknown>>;

/** What one part of a project adds to the template. */
export interface TemplatePart {
  readonly parameters?: JsonObject;
  readonly conditions?: JsonObject;
  readonly resources?: JsonObject;
  readonly outputs?: JsonObject;
  /** Sentences for the developer: what the template can't say, and what has to be given beside it. */
  readonly notes?: readonly string[];
}

/** Attributes of what keeps data: it goes with the stack, as everything does, and that is said so that it is meant. */
export const GOES_WITH_STACK = { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' } as const;

/** Several parts as one, in their order. */
export function joinParts(parts: readonly TemplatePart[]): Required<TemplatePart> {
  const joined = (section: Exclude<keyof TemplatePart, 'notes'>): JsonObject =>
    Object.assign({}, ...parts.map((part) => part[section] ?? {}));
  return {
    parameters: joined('parameters'),
    conditions: joined('conditions'),
    resources: joined('resources'),
    outputs: joined('outputs'),
    notes: [...new Set(parts.flatMap(({ notes = [] }) => notes))],
  };
}
