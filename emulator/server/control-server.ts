import fastify, { type FastifyInstance } from 'fastify';
import type { FunctionRuntime } from '../shared/function-runtime.ts';
import { WITHOUT_SCHEMAS } from '../shared/without-schemas.ts';
import { lambdaApi } from './lambda-api.ts';

/** The control port: the Lambda API now, the console page and the token issuer later. */
export function createControlServer(runtime: FunctionRuntime): FastifyInstance {
  const app = fastify({ forceCloseConnections: true, schemaController: WITHOUT_SCHEMAS });
  app.register(lambdaApi, { runtime });
  return app;
}
