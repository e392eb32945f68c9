import { type Explanation, explain } from '../errors/explanation.ts';

/**
 * Explains connections that ended before TLS was agreed on, each kind once: a browser that distrusts a certificate tries
 * again and again.
 */
export function createHandshakeListener(facts: {
  readonly port: () => number;
  /** Path of the certificate that a client has to trust. */
  readonly certificate: string;
  readonly onProblem: (explanation: Explanation) => void;
}): (error: NodeJS.ErrnoException) => void {
  const told = new Set<string>();
  return (error) => {
    const explanation = explainHandshake(error, facts);
    if (!explanation || told.has(explanation.what)) return;
    told.add(explanation.what);
    facts.onProblem(explanation);
  };
}

function explainHandshake(
  { code = '', message }: NodeJS.ErrnoException,
  { port, certificate }: { readonly port: () => number; readonly certificate: string },
): Explanation | undefined {
  if (SILENT.has(code)) return undefined;
  if (code === 'ERR_SSL_HTTP_REQUEST') return explain('https-plain-http', { port: port() });
  if (DISTRUST.test(code)) return explain('https-not-trusted', { certificate });
  return explain('https-handshake-failed', { reason: code === '' ? message : code });
}

/** The client went away, or never said enough: browsers open connections that they may not need. */
const SILENT: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ERR_TLS_HANDSHAKE_TIMEOUT']);

/** The alerts of a client to which a certificate is worth nothing (RFC 8446, 6.2). */
const DISTRUST = /ALERT_(UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_UNKNOWN|CERTIFICATE_EXPIRED)$/;
