import type { HeaderList } from '../shared/header-list.ts';

/** What stands in the place of a secret. */
export const MASKED = '****';

const SECRET_HEADERS = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-api-key',
  'x-amz-security-token',
  'x-auth-token',
  'x-csrf-token',
]);
const SECRET_PARAMETER =
  /(?:^|[-_.])(?:auth|authorization|credential|jwt|pwd|sig)$|(?:token|(?:api|access|secret|private)[-_.]?key|secret|passwd|password|signature)$/i;
/** Where a list goes on; nobody is let in with it. */
const PAGE_TOKEN = /^(?:next|page|continuation|pagination)[-_.]?token$/i;
const HEADER_WORDS =
  'authorization|authorizationToken|proxy-authorization|cookies?|set-cookie|x-api-key|x-amz-security-token|x-auth-token|x-csrf-token|apiKey|secretAccessKey|sessionToken';
// "Authorization": "…" and Cookie: ['…'], in JSON, in JSON inside a JSON string, or as util.inspect prints it;
// its end may have been cut off.
const MEMBER = new RegExp(
  `(\\b(?:${HEADER_WORDS})\\\\*["']?\\s*:\\s*)(\\[[^\\]]*(?:\\]|$)|(\\\\*["'])(?:\\\\.|[^\\\\])*?(?:\\3|$))`,
  'gi',
);
// Authorization: … as a line of headers.
const HEADER_LINE = new RegExp(`^([ \\t]*)(${HEADER_WORDS})(\\s*:\\s*)(?!["'\\\\[])\\S[^\\r\\n]*`, 'gim');
const SCHEME =
  /\b(Bearer|Basic|AWS4-HMAC-SHA256)\s+(?=\S*[0-9A-Z=])[A-Za-z0-9+/=._~-]{5,}[A-Za-z0-9+/=_~-](?:[^\r\n"']*Signature=[0-9a-f]+)?/g;
const JWT = /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)?/g;
const QUERY_IN_TEXT = /([?&])([^\s=&?#"']+)=([^\s&#"']*)/g;
/** A shorter value, such as the 1 of `Cookie: a=1`, stands in too many places that are no secret. */
const SHORTEST_SECRET = 6;

/** Is the value of this header a secret? */
export function isSecretHeader(name: string): boolean {
  return SECRET_HEADERS.has(name.toLowerCase());
}

/** A query string (without its question mark) with the values of tokens, keys and signatures masked. */
export function maskQuery(query: string): string {
  return query.replace(/([^=&]+)=([^&]*)/g, (pair, name: string, value: string) =>
    value !== '' && isSecretName(name) ? `${name}=${MASKED}` : pair,
  );
}

/**
 * Masks the secrets of one exchange in any text that is printed about it: what looks like one (an Authorization member,
 * a bearer token, a JWT, a token in a URL), and wherever else a secret value of these very headers and query turns up.
 */
export function createMask(from: { readonly headers: HeaderList; readonly query: string }[]): (text: string) => string {
  const secrets = [
    ...new Set(from.flatMap(({ headers, query }) => [...headerSecrets(headers), ...querySecrets(query)])),
  ]
    .filter((value) => value.length >= SHORTEST_SECRET)
    // A whole header before the token inside it.
    .sort((a, b) => b.length - a.length);
  return (text) => {
    let masked = text;
    for (const secret of secrets) masked = masked.replaceAll(secret, MASKED);
    return maskText(masked);
  };
}

/** Masks what looks like a secret in free text. */
export function maskText(text: string): string {
  return text
    .replace(MEMBER, (_all, name: string, value: string, quote: string | undefined) =>
      value.startsWith('[') ? `${name}["${MASKED}"]` : `${name}${quote}${MASKED}${quote}`,
    )
    .replace(HEADER_LINE, (_all, before: string, name: string, colon: string) => `${before}${name}${colon}${MASKED}`)
    .replace(SCHEME, (_all, scheme: string) => `${scheme} ${MASKED}`)
    .replace(JWT, MASKED)
    .replace(QUERY_IN_TEXT, (all, mark: string, name: string, value: string) =>
      value !== '' && isSecretName(name) ? `${mark}${name}=${MASKED}` : all,
    );
}

/** Does a parameter or a member of this name hold a token, a key or a password? */
export function isSecretName(name: string): boolean {
  return SECRET_PARAMETER.test(decode(name)) && !PAGE_TOKEN.test(decode(name));
}

function headerSecrets(headers: HeaderList): string[] {
  return headers.flatMap(([name, value]) => {
    if (!isSecretHeader(name)) return [];
    const parts = /cookie/i.test(name)
      ? value.split(';').map((pair) => pair.slice(pair.indexOf('=') + 1).trim())
      : [value.slice(value.indexOf(' ') + 1)];
    // JSON text shows a value with its quotes escaped.
    return [value, ...parts].flatMap((one) => [one, JSON.stringify(one).slice(1, -1)]);
  });
}

function querySecrets(query: string): string[] {
  return query.split('&').flatMap((pair) => {
    const [name = '', value = ''] = pair.split('=', 2);
    return isSecretName(name) ? [value, decode(value)] : [];
  });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
