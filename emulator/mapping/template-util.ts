import { checkLength } from './java/budget.ts';
import { JavaException } from './java/methods/overload.ts';
import { toText } from './java/text.ts';
import { HostObject, type Value } from './java/values.ts';
import { readJson } from './json-reader.ts';
import { JsonSyntaxError } from './json-syntax.ts';

/** `$util`. Its methods take any value by its text; of nothing they make nothing. */
class UtilObject extends HostObject {
  readonly className = 'com.amazonaws.apigateway.Util';

  property(): Value {
    return null;
  }

  call(name: string, parameters: readonly Value[]): Value | undefined {
    const argument = parameters[0];
    if (parameters.length !== 1 || argument === undefined) return undefined;
    const method = METHODS.get(name);
    if (method === undefined) return undefined;
    return argument === null ? null : method(toText(argument));
  }
}

export const UTIL: HostObject = new UtilObject();

const METHODS: ReadonlyMap<string, (text: string) => Value> = new Map<string, (text: string) => Value>([
  ['escapeJavaScript', escapeJavaScript],
  ['parseJson', parseJsonText],
  ['urlEncode', urlEncode],
  ['urlDecode', urlDecode],
  ['base64Encode', (text) => Buffer.from(text, 'utf8').toString('base64')],
  ['base64Decode', (text) => Buffer.from(text, 'base64').toString('utf8')],
]);

const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\b', '\\b'],
  ['\n', '\\n'],
  ['\t', '\\t'],
  ['\f', '\\f'],
  ['\r', '\\r'],
]);

/** StringEscapeUtils.escapeJavaScript of commons-lang 2: quotes of both kinds, `\`, `/`, controls, all beyond ASCII. */
function escapeJavaScript(text: string): string {
  let escaped = '';
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const isSpecial = code === 34 || code === 39 || code === 47 || code === 92;
    if (!isSpecial && code >= 32 && code < 128) continue;
    if (at > start) escaped += text.slice(start, at);
    if (isSpecial) {
      escaped += '\\';
      start = at;
    } else {
      const character = text[at] ?? '';
      escaped += SHORT_ESCAPES.get(character) ?? unicodeEscape(character);
      start = at + 1;
    }
    checkLength(escaped.length);
  }
  return escaped === '' ? text : escaped + text.slice(start);
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function parseJsonText(text: string): Value {
  try {
    return readJson(text, 'permissive');
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    throw new JavaException(
      'InvalidJson',
      `$util.parseJson can't read ${JSON.stringify(text.slice(0, 60))}: ${error.message}`,
    );
  }
}

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** java.net.URLEncoder: form encoding in UTF-8. */
function urlEncode(text: string): string {
  return encodeURIComponent(text.replace(LONE_SURROGATE, '?'))
    .replaceAll('%20', '+')
    .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** java.net.URLDecoder, which refuses a `%` that two hexadecimal digits don't follow. */
function urlDecode(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  if (!spaced.includes('%')) return spaced;
  return spaced.replace(/(?:%[0-9a-fA-F]{2})+|%/g, (bytes) => {
    if (bytes === '%')
      throw new JavaException('IllegalArgumentException', `$util.urlDecode can't read ${JSON.stringify(text)}`);
    return Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8');
  });
}
