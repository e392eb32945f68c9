import type { Claims } from './token.ts';

/**
 * The claims as `$context.authorizer.claims` and the event show them: all text, in the token's order. Seen in events of
 * AWS: lists joined by commas without brackets (`cognito:groups`, also the objects of `identities`), numbers and
 * booleans as they are written, and `exp` and `iat` alone in the form of Java's Date (`Tue Jun 04 04:23:31 UTC 2019`).
 */
export function toClaimTexts(claims: Claims): Record<string, string> {
  // Names come from the token, `__proto__` may be among them.
  const texts: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(claims)) {
    if (value === null) continue;
    texts[name] = DATES.has(name) && typeof value === 'number' ? toJavaDate(value) : toText(value);
  }
  return texts;
}

const DATES: ReadonlySet<string> = new Set(['exp', 'iat']);

function toText(value: unknown): string {
  if (Array.isArray(value)) return value.map(toText).join(',');
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

/** `EEE MMM dd HH:mm:ss zzz yyyy`; a time that no date has stays a number. */
function toJavaDate(seconds: number): string {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return String(seconds);
  // Tue, 04 Jun 2019 04:23:31 GMT
  const [day, , month, year, time] = date.toUTCString().split(' ');
  return `${day?.slice(0, 3)} ${month} ${date.toISOString().slice(8, 10)} ${time} UTC ${year}`;
}
