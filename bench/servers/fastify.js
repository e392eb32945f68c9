// The same answers from Fastify with the plug-ins that Offstage uses, as their documentation says.
// `node fastify.js PORT`.
import { fileURLToPath } from 'node:url';
import fastifyCors from '@fastify/cors';
import fastifyStatic from '@fastify/static';
import { fastify } from 'fastify';
import { hello, PREFLIGHT_HEADERS, pet, pets } from './answers.js';

const server = fastify();
await server.register(fastifyStatic, { root: fileURLToPath(new URL('../project/site/', import.meta.url)) });
await server.register(fastifyCors, {
  origin: PREFLIGHT_HEADERS['Access-Control-Allow-Origin'],
  methods: PREFLIGHT_HEADERS['Access-Control-Allow-Methods'],
  allowedHeaders: PREFLIGHT_HEADERS['Access-Control-Allow-Headers'],
  optionsSuccessStatus: 200,
});
server.get('/v1/proxy', async () => hello('/proxy'));
server.get('/v1/pets/:id', async (request) => pet(request.params.id));
server.get('/v1/templated', async (request) => pets(request.query.owner, 3));
server.post('/v1/echo', async (request) => request.body);
await server.listen({ port: Number(process.argv[2]), host: '127.0.0.1' });
