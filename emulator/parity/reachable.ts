import { connect, isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';

/** Makes sure that somebody listens where the stage is, before anything is asked. @throws OffstageError */
export async function checkReachable(stageUrl: string, timeoutMs: number): Promise<void> {
  const { protocol, hostname, port } = new URL(stageUrl);
  const host = hostname.replace(/^\[|\]$/g, '');
  const reason = await new Promise<string | undefined>((resolve) => {
    const secure = protocol === 'https:';
    const socket = secure
      ? connectTls({
          host,
          port: Number(port || 443),
          ...(isIP(host) === 0 && { servername: host }),
          timeout: timeoutMs,
        })
      : connect({ host, port: Number(port || 80), timeout: timeoutMs });
    const end = (found: string | undefined): void => {
      socket.destroy();
      resolve(found);
    };
    socket.once(secure ? 'secureConnect' : 'connect', () => end(undefined));
    socket.once('timeout', () => end(`nobody answers within ${timeoutMs / 1_000} s`));
    socket.once('error', (error: NodeJS.ErrnoException) => end(reasonOf(error, host)));
  });
  if (reason !== undefined) throw new OffstageError(explain('parity-unreachable', { url: stageUrl, reason }));
}

function reasonOf({ code, message }: NodeJS.ErrnoException, host: string): string {
  switch (code) {
    case 'ENOTFOUND':
      return `there is no host ${host}`;
    case 'EAI_AGAIN':
      return 'names can’t be looked up: this machine has no network, it seems';
    case 'ECONNREFUSED':
      return 'nothing listens there';
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
      return 'what listens there speaks no TLS; perhaps its address begins with http://';
    default:
      return message;
  }
}
