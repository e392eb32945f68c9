import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { WITHOUT_SCHEMAS } from '../shared/without-schemas.ts';
import { createRawServer } from './raw-server.ts';
import { type ServeOptions, serveRequest } from './serve-request.ts';

/**
 * The server of the stages. Fastify owns the socket's life; paths, headers and bodies are taken raw, since routing,
 * decoding and parsing are the gateway's to do.
 */
export function createApiServer(options: ServeOptions): FastifyInstance {
  const app = fastify({
    serverFactory: (handler) => createRawServer(handler, options.onEvent),
    rewriteUrl: () => '/',
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    schemaController: WITHOUT_SCHEMAS,
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  const handler = (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    reply.hijack();
    return serveRequest(request.raw, reply.raw, request.originalUrl, options);
  };
  app.all('/', handler);
  app.setNotFoundHandler(handler);
  return app;
}
