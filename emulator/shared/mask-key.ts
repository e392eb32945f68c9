/** An API key as API Gateway's logs show it: its last six characters, and nothing of a short one. */
export function maskKey(value: string): string {
  return `******${value.length >= SHORTEST_SHOWN ? value.slice(-6) : ''}`;
}

/** Of what is too short for an API key anyway, six characters may be half of a secret of another kind. */
const SHORTEST_SHOWN = 20;
