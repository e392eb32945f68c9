import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';

/** How many ports above the wanted one are tried. */
const ATTEMPTS = 50;

/**
 * Listens on `port` (0: any free one), or on the next free one above it unless `strictPort`. Gives the port taken.
 * Throws OffstageError when the port is in use, or the host is no address of this machine.
 */
export async function listen(
  app: FastifyInstance,
  wanted: { host: string; port: number; strictPort: boolean; purpose: string; avoid?: ReadonlySet<number> },
): Promise<number> {
  const { host, port, strictPort, purpose, avoid } = wanted;
  for (let candidate = port; ; candidate++) {
    if (port !== 0 && !strictPort && avoid?.has(candidate)) continue;
    try {
      await app.ready();
      await bind(app, host, candidate);
      return (app.server.address() as AddressInfo).port;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const busy = code === 'EADDRINUSE';
      if (busy && !strictPort && port !== 0 && candidate < Math.min(port + ATTEMPTS, 65_535)) continue;
      const facts = { port: candidate, host, purpose, reason: message };
      throw new OffstageError(busy ? explain('server-port-in-use', facts) : explain('server-cannot-listen', facts), error);
    }
  }
}

/** Fastify's own listen can't be tried twice, so the server below it is asked. */
function bind(app: FastifyInstance, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    app.server.once('error', reject);
    app.server.listen({ host, port }, () => {
      app.server.removeListener('error', reject);
      resolve();
    });
  });
}
