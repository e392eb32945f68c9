/** What a header's name, as somebody spelled it, means to the gateway. */
export interface HeaderName {
  readonly lower: string;
  /** The spelling in which mappings, templates and events see it. */
  readonly shown: string;
  /** Recorded (header remapping): sent by the client or not, it reads as empty everywhere. */
  readonly hidden: boolean;
}

const HIDDEN: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'content-md5',
  'expect',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'www-authenticate',
]);

/** Recorded: these arrive in this spelling however the client wrote them; every other name keeps the client's. */
const CANONICAL: ReadonlyMap<string, string> = new Map(
  ['Accept', 'Accept-Charset', 'Accept-Encoding', 'Authorization', 'Host', 'User-Agent'].map((name) => [
    name.toLowerCase(),
    name,
  ]),
);

/** Clients send the same few names again and again; one that makes up new ones must not fill the memory. */
const MOST_KNOWN = 1000;
const known = new Map<string, HeaderName>();

export function headerName(spelled: string): HeaderName {
  const found = known.get(spelled);
  if (found) return found;
  const lower = spelled.toLowerCase();
  const name = { lower, shown: CANONICAL.get(lower) ?? spelled, hidden: HIDDEN.has(lower) };
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(spelled, name);
  return name;
}
