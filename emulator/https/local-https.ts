import { createSecureContext, type SecureContext } from 'node:tls';
import type { Explanation } from '../errors/explanation.ts';
import { explanationsOf } from '../errors/offstage-error.ts';
import { ownFile } from '../shared/own-folder.ts';
import { AUTHORITY_FILE, openAuthority } from './authority.ts';
import { openCertificate } from './certificate.ts';
import type { Names } from './names.ts';
import type { Pair } from './pair.ts';

/** What a TLS server needs, and what its clients need to trust it. */
export interface LocalHttps {
  /** As Node's TLS servers take them. */
  readonly tls: {
    readonly cert: string;
    readonly key: string;
    readonly minVersion: 'TLSv1.2';
    readonly SNICallback: (name: string, done: (error: Error | null, context?: SecureContext) => void) => void;
  };
  /** Absolute path of the authority's certificate. */
  readonly authorityFile: string;
}

/**
 * HTTPS with certificates of the project's own authority, both in `.offstage/`. Names that come while it runs (a custom
 * domain, saved) get a new certificate with the next connection. Throws OffstageError when the files can't be written.
 */
export async function createLocalHttps(input: {
  readonly root: string;
  readonly names: () => Names;
  readonly onProblem: (explanation: Explanation) => void;
}): Promise<LocalHttps> {
  const { root, names, onProblem } = input;
  const open = async (wanted: Names): Promise<Pair> => {
    const now = Date.now();
    const authority = await openAuthority(root, now, onProblem);
    return openCertificate(root, wanted, { authority, now, onProblem });
  };
  const renewed = async (wanted: Names, before: Promise<SecureContext>): Promise<SecureContext> => {
    try {
      return contextOf(await open(wanted));
    } catch (error) {
      for (const explanation of explanationsOf(error)) onProblem(explanation);
      // It still has the names from before.
      return before;
    }
  };
  const wanted = names();
  const first = await open(wanted);
  let known = JSON.stringify(wanted);
  let context = Promise.resolve(contextOf(first));
  return {
    tls: {
      cert: first.certificate,
      key: first.key,
      minVersion: MIN_VERSION,
      SNICallback: (_name, done) => {
        const now = names();
        if (JSON.stringify(now) !== known) {
          known = JSON.stringify(now);
          context = renewed(now, context);
        }
        context.then((current) => done(null, current), done);
      },
    },
    authorityFile: ownFile(root, AUTHORITY_FILE),
  };
}

function contextOf({ certificate, key }: Pair): SecureContext {
  return createSecureContext({ cert: certificate, key, minVersion: MIN_VERSION });
}

/** The older of the two that API Gateway speaks with the security policy TLS_1_2. */
const MIN_VERSION = 'TLSv1.2';
