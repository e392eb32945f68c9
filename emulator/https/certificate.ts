import { type Explanation, explain } from '../errors/explanation.ts';
import { ownFile } from '../shared/own-folder.ts';
import { isAuthorityName, type Names } from './names.ts';
import { type Pair, type ReadPair, readPair, writePair } from './pair.ts';

const FILE = 'https-certificate.pem';

const RENEWED_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * The server's certificate: the one in the project's own folder as long as it is the authority's, has all the names and
 * doesn't end soon, so that who has let it pass once isn't asked again. Otherwise a new one takes its place; one that
 * somebody else has put there is told. Throws OffstageError when it can't be written.
 */
export async function openCertificate(
  root: string,
  names: Names,
  { authority, now, onProblem }: { authority: ReadPair; now: number; onProblem: (explanation: Explanation) => void },
): Promise<Pair> {
  const found = readPair(root, FILE);
  if (typeof found === 'object' && isOwn(found, authority) && covers(found, names) && isCurrent(found, now)) {
    return found;
  }
  // The library that makes certificates is large, and rarely needed.
  const { makeCertificate } = await import('./make-certificate.ts');
  const made = await makeCertificate(names, authority, now);
  writePair(root, FILE, made);
  const reason = foreignness(found);
  if (reason !== undefined) onProblem(explain('https-certificate-replaced', { file: ownFile(root, FILE), reason }));
  return made;
}

function isOwn({ x509 }: ReadPair, authority: ReadPair): boolean {
  return x509.checkIssued(authority.x509) && x509.verify(authority.x509.publicKey);
}

/** One that was made here is renewed without a word: its names changed, it nears its end, its authority is another. */
function foreignness(found: ReadPair | string | undefined): string | undefined {
  if (typeof found !== 'object') return found;
  const { issuer } = found.x509;
  return isAuthorityName(issuer) ? undefined : `it was issued by ${issuer.split('\n').join(', ')}`;
}

function covers({ x509 }: ReadPair, { dns, ips }: Names): boolean {
  const known = new Set(x509.subjectAltName?.split(', '));
  return dns.every((name) => known.has(`DNS:${name}`)) && ips.every((ip) => x509.checkIP(ip) !== undefined);
}

function isCurrent({ x509 }: ReadPair, now: number): boolean {
  return Date.parse(x509.validFrom) <= now && Date.parse(x509.validTo) >= now + RENEWED_MS;
}
