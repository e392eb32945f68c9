import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { joinedHeader } from '../shared/header-list.ts';
import type { Secrets } from './secrets.ts';
import type { Answer, Kept } from './types.ts';

/** An answer as it is compared: its body decoded, secrets taken out. `at`: when it came. */
export function keep(answer: Answer, secrets: Secrets, at: number): Kept {
  const { status, headers, ms, tries } = answer;
  const body = decode(answer.body, joinedHeader(headers, 'content-encoding'));
  const text = body.toString('utf8');
  const isBase64 = !Buffer.from(text, 'utf8').equals(body);
  return {
    status,
    headers: secrets.headers(headers),
    body: isBase64 ? body.toString('base64') : secrets.text(text),
    isBase64,
    length: body.length,
    ms,
    tries,
    at,
  };
}

/** Two programs compress the same text to different bytes. What can't be decoded stays as it is. */
function decode(body: Buffer, encoding: string | undefined): Buffer {
  try {
    switch (encoding?.trim().toLowerCase()) {
      case 'gzip':
        return gunzipSync(body);
      case 'deflate':
        return inflateSync(body);
      case 'br':
        return brotliDecompressSync(body);
    }
  } catch {
    // Compared as bytes.
  }
  return body;
}
