import fastify, { type FastifyInstance } from 'fastify';
import type { Project } from '../config/types.ts';
import type { FunctionRuntime } from '../shared/function-runtime.ts';
import { WITHOUT_SCHEMAS } from '../shared/without-schemas.ts';
import { lambdaApi } from './lambda-api.ts';
import { type LogsApiOptions, logsApi } from './logs-api.ts';
import { answerMissingServices, type MissingServiceOptions } from './missing-service.ts';
import { type TokenApiOptions, tokenApi } from './token-api.ts';
import { type UsageApiOptions, usageApi } from './usage-api.ts';

export interface ControlServerOptions extends LogsApiOptions, MissingServiceOptions, TokenApiOptions, UsageApiOptions {
  readonly runtime: FunctionRuntime;
  readonly project: () => Project;
}

/** The control port: the Lambda API, the functions' logs, what usage plans counted and the token issuer now, the console page later. */
export function createControlServer(options: ControlServerOptions): FastifyInstance {
  const { runtime, logs, functionNames, onEvent, issuer, project, siteOrigin, outside } = options;
  const app = fastify({ forceCloseConnections: true, schemaController: WITHOUT_SCHEMAS });
  answerMissingServices(app, { onEvent });
  app.register(lambdaApi, { runtime, onEvent });
  app.register(logsApi, { logs, functionNames });
  app.register(usageApi, { project, outside });
  app.register(tokenApi, { issuer, project, siteOrigin });
  return app;
}
