import type { Throttle } from '../../../config/access.ts';

/** How full a bucket was at a moment; a new one is full. */
export interface TokenBucket {
  tokens: number;
  /** Clock milliseconds. */
  at: number;
}

/**
 * Fills a bucket up to `now` (milliseconds) and says whether it has a token: the algorithm that API Gateway throttles by
 * (Developer Guide, request-throttling). The limits may have changed since the last time; a clock that went back adds
 * nothing, and the bucket goes on from there.
 */
export function fillTokenBucket(bucket: TokenBucket, { rateLimit, burstLimit }: Throttle, now: number): boolean {
  const added = now > bucket.at ? ((now - bucket.at) / 1000) * rateLimit : 0;
  bucket.tokens = Math.min(burstLimit, bucket.tokens + added);
  bucket.at = now;
  return bucket.tokens >= ONE;
}

/** Ten times 0.1 is a token, although the sum of the binary fractions stays below 1. */
const ONE = 1 - 1e-9;

/** Milliseconds until a bucket that was just filled has a token; Infinity: never, with these limits. */
export function millisecondsToToken({ tokens }: TokenBucket, { rateLimit, burstLimit }: Throttle): number {
  if (tokens >= ONE) return 0;
  if (burstLimit < 1 || rateLimit === 0) return Number.POSITIVE_INFINITY;
  return Math.ceil(((ONE - tokens) / rateLimit) * 1000);
}
