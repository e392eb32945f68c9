import fastify, { type FastifyInstance } from 'fastify';
import { WITHOUT_SCHEMAS } from '../shared/without-schemas.ts';
import { createRawServer, type Tls } from './raw-server.ts';
import { type ServeOptions, serveRequest } from './serve-request.ts';

/**
 * The server of the stages. Fastify owns the socket's life; paths, headers and bodies are taken raw, since routing,
 * decoding and parsing are the gateway's to do. With `tls` it speaks HTTPS alone.
 */
export function createApiServer(options: ServeOptions, tls?: Tls): FastifyInstance {
  return fastify({
    // Fastify's own handler is left out: it refuses some methods and content types by itself, and makes objects of each
    // request that nobody reads.
    serverFactory: () =>
      createRawServer(
        (message, response) => void serveRequest(message, response, message.url ?? '/', options),
        options,
        tls,
      ),
    // The raw server has one; Fastify's would answer besides, and cut off what is still to be answered.
    clientErrorHandler: () => {},
    forceCloseConnections: true,
    schemaController: WITHOUT_SCHEMAS,
  });
}
