/** What X-Amz-Invocation-Type may say. */
export type InvocationType = 'RequestResponse' | 'Event' | 'DryRun';

const TYPES: readonly string[] = ['RequestResponse', 'Event', 'DryRun'] satisfies InvocationType[];

export function isInvocationType(text: string): text is InvocationType {
  return TYPES.includes(text);
}

/** Lambda's own words for any other. */
export function invalidInvocationType(
  text: string,
  types: readonly InvocationType[] = ['Event', 'RequestResponse', 'DryRun'],
): string {
  return `1 validation error detected: Value '${text}' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [${types.join(', ')}]`;
}

/** Bytes that the event of a synchronous invocation may have, and that of an asynchronous one. */
export const LARGEST_EVENT = { synchronous: 6_291_456, asynchronous: 1_048_576 } as const;
