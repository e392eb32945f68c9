import type { Socket } from 'node:net';
import { type FastifyInstance, fastify } from 'fastify';
import { WITHOUT_SCHEMAS } from '../shared/without-schemas.ts';
import { type StaticSiteOptions, staticSite } from './plugin.ts';

/**
 * The site on an origin of its own: a server that has yet to listen. Nothing a visitor sends gets an answer in
 * Fastify's words.
 */
export function createSiteServer(options: StaticSiteOptions): FastifyInstance {
  const server = fastify({
    logger: false,
    forceCloseConnections: true,
    schemaController: WITHOUT_SCHEMAS,
    // Keys are no routes: the router would refuse a malformed path before we see it. The plugin reads originalUrl.
    rewriteUrl: () => '/',
    clientErrorHandler: refuseBytes,
  });
  server.register(staticSite, options);
  return server;
}

/** Bytes that are no HTTP request, or a head that is too large (S3 says 400 to that, too): the connection ends. */
function refuseBytes(_error: Error, socket: Socket): void {
  if (socket.writable) {
    socket.end('HTTP/1.1 400 Bad Request\r\nServer: AmazonS3\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
  } else {
    socket.destroy();
  }
}
