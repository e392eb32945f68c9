import fastify, { type FastifyInstance } from 'fastify';
import type { FunctionRuntime } from '../shared/function-runtime.ts';
import { WITHOUT_SCHEMAS } from '../shared/without-schemas.ts';
import { lambdaApi } from './lambda-api.ts';
import { type LogsApiOptions, logsApi } from './logs-api.ts';
import { answerMissingServices, type MissingServiceOptions } from './missing-service.ts';

export interface ControlServerOptions extends LogsApiOptions, MissingServiceOptions {
  readonly runtime: FunctionRuntime;
}

/** The control port: the Lambda API and the functions' logs now, the console page and the token issuer later. */
export function createControlServer({ runtime, logs, functionNames, onEvent }: ControlServerOptions): FastifyInstance {
  const app = fastify({ forceCloseConnections: true, schemaController: WITHOUT_SCHEMAS });
  answerMissingServices(app, { onEvent });
  app.register(lambdaApi, { runtime, onEvent });
  app.register(logsApi, { logs, functionNames });
  return app;
}
