/** A JSON Web Token that has the form of one. Nothing of it is to be believed before its signature is verified. */
export interface Token {
  readonly text: string;
  readonly kid: string;
  readonly claims: Claims;
}

export type Claims = Readonly<Record<string, unknown>>;

const COMPACT = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/;

/**
 * Reads the value of the header that carries the token, with or without `Bearer ` before it. User pools sign with RS256
 * and say with which key; whatever names another algorithm (`none`, or HS256 with the public key as the secret) is
 * refused by its name alone. Gives a token, or why it is none.
 */
export function readToken(value: string): Token | TokenFault {
  const text = value.replace(/^Bearer /i, '');
  const [, first = '', second = ''] = COMPACT.exec(text) ?? [];
  if (first === '') return { fault: 'form', parts: text.split('.').length };
  const header = readObject(first);
  const claims = readObject(second);
  if (!header || !claims) return { fault: 'json', part: header ? 'payload' : 'header' };
  if (header.alg !== 'RS256') return { fault: 'algorithm' };
  if (typeof header.kid !== 'string' || header.kid === '') return { fault: 'kid' };
  return { text, kid: header.kid, claims };
}

export type TokenFault =
  | { readonly fault: 'form'; readonly parts: number }
  | { readonly fault: 'json'; readonly part: 'header' | 'payload' }
  | { readonly fault: 'algorithm' | 'kid' };

function readObject(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
