import type { IncomingHttpHeaders } from 'node:http';

/** What the conditional headers of a request leave of it. */
export type Condition =
  | { readonly kind: 'send' }
  | { readonly kind: 'not-modified' }
  /** `header` is the one that failed: 412. */
  | { readonly kind: 'failed'; readonly header: 'If-Match' | 'If-Unmodified-Since' };

/** An object as conditions see it. */
export interface Validators {
  /** Quoted. */
  readonly etag: string;
  /** Milliseconds; HTTP dates have whole seconds, so the rest is not compared. */
  readonly modified: number;
}

/**
 * S3's order of precedence: If-Match that holds outweighs If-Unmodified-Since, and If-None-Match outweighs
 * If-Modified-Since, whether it holds or not. A date that can't be read is no condition.
 */
export function checkConditions(headers: IncomingHttpHeaders, { etag, modified }: Validators): Condition {
  const seconds = Math.floor(modified / 1000);
  const ifMatch = headers['if-match'];
  if (ifMatch !== undefined) {
    if (!lists(ifMatch, etag)) return { kind: 'failed', header: 'If-Match' };
  } else if (seconds > toSeconds(headers['if-unmodified-since'])) {
    return { kind: 'failed', header: 'If-Unmodified-Since' };
  }
  const ifNoneMatch = headers['if-none-match'];
  const unchanged =
    ifNoneMatch !== undefined ? lists(ifNoneMatch, etag) : seconds <= toSeconds(headers['if-modified-since']);
  return { kind: unchanged ? 'not-modified' : 'send' };
}

/** If-Range: may a part be sent, or has the object changed since the client got the other part? */
export function isRangeFresh(ifRange: string | undefined, { etag, modified }: Validators): boolean {
  if (ifRange === undefined || ifRange === etag) return true;
  return Math.floor(modified / 1000) <= toSeconds(ifRange);
}

/** S3 takes an ETag without its quotes, too. */
function lists(header: string, etag: string): boolean {
  return header.split(',').some((one) => {
    const tag = one.trim().replace(/^W\//, '');
    return tag === '*' || tag === etag || `"${tag}"` === etag;
  });
}

/** NaN for no date or none that can be read, which no comparison holds for. */
function toSeconds(date: string | undefined): number {
  return date === undefined ? Number.NaN : Date.parse(date) / 1000;
}
