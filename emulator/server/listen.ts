import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';

/**
 * Connections that the system may hold until they are taken. Beyond Node's own 511 a burst loses the first packets of
 * connections, and their clients try again only after 1, 3 and 7 seconds.
 */
const BACKLOG = 4096;

/** How many ports above the wanted one are tried. */
const ATTEMPTS = 50;

/**
 * Listens on `port` (0: any free one), or on the next free one above it unless `strictPort`. Gives the port taken.
 * Throws OffstageError when the port is in use, or the host is no address of this machine.
 */
export async function listen(
  app: FastifyInstance,
  wanted: { host: string; port: number; strictPort: boolean; purpose: string },
): Promise<number> {
  const { host, port, strictPort, purpose } = wanted;
  for (let candidate = port; ; candidate++) {
    try {
      await app.listen({ host, port: candidate, backlog: BACKLOG });
      return (app.server.address() as AddressInfo).port;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const busy = code === 'EADDRINUSE';
      if (busy && !strictPort && port !== 0 && candidate < Math.min(port + ATTEMPTS, 65_535)) continue;
      const facts = { port: candidate, host, purpose, reason: message };
      throw new OffstageError(
        busy ? explain('server-port-in-use', facts) : explain('server-cannot-listen', facts),
        error,
      );
    }
  }
}
