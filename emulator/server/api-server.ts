import fastify, { type FastifyInstance } from 'fastify';
import { WITHOUT_SCHEMAS } from '../shared/without-schemas.ts';
import { createRawServer } from './raw-server.ts';
import { type ServeOptions, serveRequest } from './serve-request.ts';

/**
 * The server of the stages. Fastify owns the socket's life; paths, headers and bodies are taken raw, since routing,
 * decoding and parsing are the gateway's to do.
 */
export function createApiServer(options: ServeOptions): FastifyInstance {
  const app = fastify({
    serverFactory: (handler) => createRawServer(handler, options),
    // The raw server has one; Fastify's would answer besides, and cut off what is still to be answered.
    clientErrorHandler: () => {},
    rewriteUrl: () => '/',
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    schemaController: WITHOUT_SCHEMAS,
  });
  // A hook and no handler: between the two Fastify looks at methods and content types, and refuses some by itself.
  app.addHook('onRequest', (request, reply) => {
    reply.hijack();
    void serveRequest(request.raw, reply.raw, request.originalUrl, options);
  });
  return app;
}
