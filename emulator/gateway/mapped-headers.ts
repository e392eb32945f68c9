/** What becomes of a header on its way to the client: `remapped` goes out as `x-amzn-Remapped-NAME`, `dropped` never. */
export interface HeaderRules {
  readonly remapped: ReadonlySet<string>;
  readonly dropped: ReadonlySet<string>;
}

/** For headers that a mapping sets: of an integration response (recorded: header remapping) or of a gateway response. */
export const MAPPED_HEADERS: HeaderRules = {
  remapped: new Set([
    'authorization',
    'connection',
    'content-length',
    'content-md5',
    'date',
    'expect',
    'host',
    'max-forwards',
    'proxy-authenticate',
    'server',
    'trailer',
    'upgrade',
    'user-agent',
    'www-authenticate',
  ]),
  dropped: new Set(['transfer-encoding']),
};

/** The name under which a header goes out; undefined: it doesn't. */
export function outgoingName(name: string, { remapped, dropped }: HeaderRules): string | undefined {
  const lower = name.toLowerCase();
  if (dropped.has(lower)) return undefined;
  return remapped.has(lower) ? `x-amzn-Remapped-${name}` : name;
}

/** Can HTTP carry it? No blank in the name, no line break or other control character in the value. */
export function isSendable(name: string, value: string): boolean {
  return TOKEN.test(name) && !CONTROL.test(value);
}

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a header can't hold
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f]/;
