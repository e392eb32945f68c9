import type { Outside, Route } from '../../exchange.ts';
import type { ClaimedSignature } from './claimed-signature.ts';
import { incomplete, invalid } from './refusals.ts';

const MINUTES = 5;
const WINDOW = MINUTES * 60_000;
const LONGEST_PRESIGNED = 7 * 24 * 3600;

/**
 * When the request was signed, in the form in which that is signed: `YYYYMMDDTHHMMSSZ`. Throws for a date that is none,
 * and INVALID_SIGNATURE for one more than five minutes away from now (seen: `Signature expired: … is now earlier than …
 * (… - 5 min.)`). A presigned URL lasts as long as its X-Amz-Expires says instead.
 */
export function checkDate(claimed: ClaimedSignature, route: Route, { clock }: Outside): string {
  const signedAt = readDate(claimed.date);
  if (signedAt === undefined) {
    const message = `Date must be in ISO-8601 'basic format'. Got '${claimed.date}'. See http://en.wikipedia.org/wiki/ISO_8601`;
    throw incomplete(message, `its date "${claimed.date}" has not the form YYYYMMDDTHHMMSSZ`, route);
  }
  const lasts = readExpiry(claimed, route);
  const [date, now] = [basic(signedAt), clock.now()];
  if (signedAt > now + WINDOW) {
    const limit = `${basic(now + WINDOW)} (${basic(now)} + ${MINUTES} min.)`;
    const what = `it is from ${date}, which is more than ${MINUTES} minutes ahead of the clock here`;
    throw invalid(`Signature not yet current: ${date} is still later than ${limit}`, what, route);
  }
  if (lasts === undefined && signedAt < now - WINDOW) {
    const limit = `${basic(now - WINDOW)} (${basic(now)} - ${MINUTES} min.)`;
    const what = `it is from ${date}, which is more than ${MINUTES} minutes ago`;
    throw invalid(`Signature expired: ${date} is now earlier than ${limit}`, what, route);
  }
  if (lasts !== undefined && signedAt + lasts * 1000 < now) {
    const end = basic(signedAt + lasts * 1000);
    throw invalid(
      `Signature expired: ${end} is now earlier than ${basic(now)}`,
      `the presigned URL of ${date} was good for ${lasts} seconds, until ${end}`,
      route,
    );
  }
  return date;
}

/** Seconds; undefined: as long as any signature. */
function readExpiry({ expires }: ClaimedSignature, route: Route): number | undefined {
  if (expires === undefined) return undefined;
  const seconds = Number(expires);
  if (/^\d+$/.test(expires) && seconds <= LONGEST_PRESIGNED) return seconds;
  const message = `X-Amz-Expires must be a number of seconds between 0 and ${LONGEST_PRESIGNED}`;
  throw incomplete(message, `its X-Amz-Expires "${expires}" is no number of seconds up to a week`, route);
}

const BASIC = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

/** Milliseconds. X-Amz-Date and Date in ISO 8601's basic format, and Date as HTTP has it. */
function readDate(text: string): number | undefined {
  const [, year, month, day, hour, minute, second] = BASIC.exec(text) ?? [];
  const iso = year === undefined ? undefined : `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
  const time = Date.parse(iso ?? (/^\w{3}, \d{2} \w{3} \d{4} [\d:]{8} GMT$/.test(text) ? text : ''));
  // Date.parse takes the 31st of June for the 1st of July.
  return Number.isNaN(time) || (iso !== undefined && basic(time) !== text) ? undefined : time;
}

function basic(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');
}
