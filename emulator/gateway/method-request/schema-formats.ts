import { isIPv4, isIPv6 } from 'node:net';

/** What a text has to be for `format`, and how the violation is told; undefined: a format that is not enforced. */
export interface Format {
  fits(text: string): boolean;
  tell(text: string): string;
}

/**
 * The formats that the library behind API Gateway knows for draft 4; any other (`byte` is recorded, `date`, `int32`)
 * is passed over. Where it is laxer than the RFCs, so is this.
 */
export function formatOf(name: unknown): Format | undefined {
  return typeof name === 'string' ? FORMATS.get(name) : undefined;
}

function format(fits: (text: string) => boolean, what: string): Format {
  return { fits, tell: (text) => `string "${text}" is not a valid ${what}` };
}

function hexadecimal(length: number): Format {
  return {
    fits: (text) => text.length === length && /^[0-9a-fA-F]*$/.test(text),
    tell: (text) => {
      if (text.length !== length) return `input string has incorrect length (${text.length}, expected ${length})`;
      const index = text.search(/[^0-9a-fA-F]/);
      return `illegal character "${text[index]}" in input at index ${index}`;
    },
  };
}

const FORMATS: ReadonlyMap<string, Format> = new Map([
  [
    'date-time',
    {
      fits: isDateTime,
      tell: (text: string) =>
        `string "${text}" is invalid against requested date format(s) [yyyy-MM-dd'T'HH:mm:ssZ, yyyy-MM-dd'T'HH:mm:ss.[0-9]{1,12}Z]`,
    },
  ],
  ['email', format(isEmail, 'email address')],
  ['hostname', format(isHostname, 'hostname')],
  ['ipv4', format(isIPv4, 'IPv4 address')],
  ['ipv6', format((text) => isIPv6(text) && !text.includes('%'), 'IPv6 address')],
  ['mac', format((text) => /^[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}$/.test(text), 'MAC address')],
  ['md5', hexadecimal(32)],
  ['regex', format(isRegex, 'ECMA 262 regular expression')],
  ['sha1', hexadecimal(40)],
  ['sha256', hexadecimal(64)],
  ['sha512', hexadecimal(128)],
  ['uri', format(isUri, 'URI')],
  ['uuid', { fits: isUuid, tell: (text: string) => `input string "${text}" is not a valid UUID` }],
]);

const DATE_TIME =
  /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,12})?(?:Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)$/i;

function isDateTime(text: string): boolean {
  const [, year, month, day] = DATE_TIME.exec(text) ?? [];
  if (year === undefined) return false;
  const date = new Date(Date.UTC(2000, Number(month) - 1, Number(day)));
  date.setUTCFullYear(Number(year));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

/** An address of JavaMail: a domain without a dot will do, so will a name before `<address>`. */
function isEmail(text: string): boolean {
  const address = /^[^<>]*<([^<>]*)>$/.exec(text)?.[1] ?? text;
  return /^(?:"[^"]+"|[^\s"(),:;<>@[\\\].]+(?:\.[^\s"(),:;<>@[\\\].]+)*)@(?:[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*|\[[^\]]+\])$/.test(
    address,
  );
}

/** Underscores are let through, as they are by Guava; the last part can't begin with a digit. */
function isHostname(text: string): boolean {
  const parts = text.replace(/\.$/, '').split('.');
  const last = parts.at(-1) ?? '';
  return (
    text.length <= 253 &&
    !/^\d/.test(last) &&
    parts.every((part) => /^[\p{L}\p{N}](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}])?$/u.test(part))
  );
}

function isRegex(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

/** java.net.URI takes relative references as well; what it refuses are characters that have to be escaped. */
function isUri(text: string): boolean {
  return /^(?:[^\s"<>\\^`{|}%\p{Cc}]|%[0-9a-fA-F]{2})*$/u.test(text) && !/^[^/?#]*:$|^:/.test(text);
}

function isUuid(text: string): boolean {
  return text.length <= 36 && /^[0-9a-fA-F]+(?:-[0-9a-fA-F]+){4}$/.test(text);
}
