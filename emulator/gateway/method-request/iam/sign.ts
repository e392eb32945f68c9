import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** `DATE/REGION/SERVICE/aws4_request`, taken apart. */
export interface Scope {
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
}

/** What the signature is made of. `date`: `YYYYMMDDTHHMMSSZ`. */
export function stringToSign(canonical: string, date: string, scope: Scope): string {
  const { date: day, region, service, terminator } = scope;
  const hash = createHash('sha256').update(canonical, 'latin1').digest('hex');
  return ['AWS4-HMAC-SHA256', date, [day, region, service, terminator].join('/'), hash].join('\n');
}

/** The signature in small hexadecimal digits. */
export function sign(text: string, secretAccessKey: string, { date, region, service, terminator }: Scope): string {
  const key = [date, region, service, terminator].reduce<Buffer | string>(hmac, `AWS4${secretAccessKey}`);
  return hmac(key, text).toString('hex');
}

/** Takes the same time wherever they differ. */
export function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest()) as [Buffer, Buffer];
  return timingSafeEqual(a, b);
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
