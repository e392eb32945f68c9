import type { Project } from './config/types.ts';
import type { Explanation } from './errors/explanation.ts';
import type { EmulatorEventListener } from './events.ts';
import { certificateNames, type Names } from './https/names.ts';
import { createHandshakeListener } from './server/handshake-errors.ts';
import type { Tls } from './server/raw-server.ts';

/**
 * The HTTPS port: a certificate for all names of the project, and a server that `listen` starts with it. Gives the port
 * that was taken, and the file with the certificate of the authority. Rejects with an OffstageError when no certificate
 * can be written.
 */
export async function openHttps(
  host: string,
  parts: {
    readonly project: () => Project;
    readonly onEvent: EmulatorEventListener;
    readonly listen: (tls: Tls) => Promise<number>;
  },
): Promise<{ readonly port: number; readonly authorityFile: string }> {
  // Nobody else pays for it.
  const { createLocalHttps } = await import('./https/local-https.ts');
  const onProblem = (explanation: Explanation): void =>
    parts.onEvent({ kind: 'problem', severity: 'warning', explanations: [explanation] });
  const names = (): Names => namesOf(parts.project(), host);
  const { tls, authorityFile } = await createLocalHttps({ root: parts.project().root, names, onProblem });
  let port = 0;
  const onHandshakeError = createHandshakeListener({ port: () => port, certificate: authorityFile, onProblem });
  port = await parts.listen({ options: tls, onHandshakeError });
  return { port, authorityFile };
}

function namesOf({ apis, customDomains = new Map() }: Project, host: string): Names {
  return certificateNames({ customDomains: customDomains.keys(), apiIds: apis.map(({ id }) => id), host });
}
