import { escapeRegExp } from '../shared/escape-reg-exp.ts';
import type { HeaderList } from '../shared/header-list.ts';
import { createMask, isSecretHeader, isSecretName, MASKED, maskQuery } from '../terminal/mask.ts';
import type { ParityRequest, ShownRequest } from './types.ts';

/** Takes secrets out of one exchange: those that were sent with it, and what looks like one. */
export interface Secrets {
  readonly text: (text: string) => string;
  readonly headers: (headers: HeaderList) => HeaderList;
}

/** Headers whose values are no secret, even when they are given on the command line. */
const PLAIN = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'cache-control',
  'content-type',
  'origin',
  'referer',
  'user-agent',
]);
/** A shorter value is taken out only where it stands as a word of its own. */
const SHORT = 6;
const LONGEST_PLAIN_COOKIE = 7;
const MEMBER = /("((?:[^"\\]|\\.){1,100})"\s*:\s*")((?:[^"\\]|\\.)+)(?=")/g;

/** Secrets of exchanges, by the requests that were sent to both sides. */
export type SecretsOf = (requests: readonly ParityRequest[]) => Secrets;

/** What takes the secrets out: `given` are the headers of the command line, `filled` the values that `.env` gave. */
export function createSecrets(given: HeaderList, filled: readonly string[] = []): SecretsOf {
  const names = new Set(given.map(([name]) => name.toLowerCase()).filter((name) => !PLAIN.has(name)));
  const isSecret = (name: string): boolean => {
    const plain = name.toLowerCase().replace(/^x-amzn-remapped-/, '');
    return names.has(plain) || isSecretHeader(plain) || isSecretName(plain);
  };
  const values = given.filter(([name]) => names.has(name.toLowerCase())).map(([, value]) => value);
  const forms = new Set([...values, ...filled].flatMap(formsOf));
  const patterns = [...forms].sort((a, b) => b.length - a.length).map(patternOf);
  return (requests) => {
    const mask = createMask(requests.map(({ headers, target }) => ({ headers, query: queryOf(target) })));
    const text = (value: string): string =>
      mask(patterns.reduce((masked, pattern) => masked.replace(pattern, MASKED), value)).replace(
        MEMBER,
        (all, before: string, name: string) => (isSecretName(name) ? `${before}${MASKED}` : all),
      );
    const headers = (list: HeaderList): HeaderList =>
      list.map(([name, value]) => {
        if (/^(x-amzn-remapped-)?set-cookie$/i.test(name)) return [name, text(maskCookie(value))];
        return [name, isSecret(name) ? MASKED : text(value)];
      });
    return { text, headers };
  };
}

/** A request without its secrets. */
export function showRequest({ method, target, headers, body }: ParityRequest, secrets: Secrets): ShownRequest {
  const [path = '', query] = splitTarget(target);
  return {
    method,
    target: secrets.text(query === undefined ? path : `${path}?${maskQuery(query)}`),
    headers: secrets.headers(headers),
    body: secrets.text(body.toString('utf8')),
  };
}

/** A secret may come back escaped, decoded, or without its scheme. */
function formsOf(value: string): string[] {
  const [, credentials = ''] = /^\S+\s+(\S.*)$/.exec(value) ?? [];
  const basic = /^basic\s/i.test(value) ? Buffer.from(credentials, 'base64').toString('utf8') : '';
  const password = basic.slice(basic.indexOf(':') + 1);
  return [value, credentials, basic, password]
    .filter((form) => form !== '')
    .flatMap((form) => [form, JSON.stringify(form).slice(1, -1), encodeURIComponent(form)]);
}

function patternOf(value: string): RegExp {
  const literal = escapeRegExp(value);
  return new RegExp(value.length < SHORT ? `(?<![A-Za-z0-9])${literal}(?![A-Za-z0-9])` : literal, 'g');
}

/** `theme=dark; Path=/` stays, `session=a-long-value; Path=/` loses its value. */
function maskCookie(cookie: string): string {
  return cookie.replace(/^([^=;]*=)([^;]*)/, (all, name: string, value: string) =>
    value.length <= LONGEST_PLAIN_COOKIE ? all : `${name}${MASKED}`,
  );
}

function queryOf(target: string): string {
  return splitTarget(target)[1] ?? '';
}

function splitTarget(target: string): [path: string, query?: string] {
  const mark = target.indexOf('?');
  return mark === -1 ? [target] : [target.slice(0, mark), target.slice(mark + 1)];
}
