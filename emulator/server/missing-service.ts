import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { explain } from '../errors/explanation.ts';
import type { EmulatorEventListener } from '../events.ts';
import { endpointVariable } from '../shared/service-endpoints.ts';
import { sendError } from './lambda-error.ts';
import { findStranger } from './stranger.ts';

export interface MissingServiceOptions {
  readonly onEvent: EmulatorEventListener;
}

/**
 * Answers calls to AWS services that have no endpoint here: functions get this address as AWS_ENDPOINT_URL, so that
 * none of their SDK calls leaves the machine. The SDK's error and the developer's explanation name the setting.
 */
export function answerMissingServices(app: FastifyInstance, { onEvent }: MissingServiceOptions): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, done) => {
    payload.on('end', () => done(null)).resume();
  });
  app.setNotFoundHandler(async (request, reply) => {
    const stranger = findStranger(request);
    if (stranger) return reply.code(403).send({ message: stranger });
    const service = serviceOf(request);
    if (service === 'lambda') return sendError(reply, 404, 'UnknownOperationException', 'Unknown operation');
    if (service === undefined) return reply.code(404).send({ message: `There is nothing at ${request.url}.` });
    const facts = { service, variable: endpointVariable(service) };
    onEvent({ kind: 'problem', severity: 'error', explanations: [explain('server-missing-service', facts)] });
    return sendRefusal(reply, request, service);
  });
}

const SCOPE = /^AWS4-HMAC-SHA256 Credential=[^/]+\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/;

/** The service that a signed request is for. */
function serviceOf({ headers }: FastifyRequest): string | undefined {
  return SCOPE.exec(headers.authorization ?? '')?.[1];
}

const CODE = 'NoLocalEndpoint';

/** In the form that the service's SDK reads; a 400 is not tried again. */
function sendRefusal(reply: FastifyReply, { headers }: FastifyRequest, service: string): FastifyReply {
  const message = `Offstage has no endpoint for ${service}: set serviceEndpoints.${service} in routes.json or ${endpointVariable(service)}.`;
  const isQuery = headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  const error = `<Error><Type>Sender</Type><Code>${CODE}</Code><Message>${message}</Message></Error>`;
  reply.code(400).header('x-amzn-ErrorType', CODE);
  if (isQuery) return reply.type('text/xml').send(Buffer.from(`<ErrorResponse>${error}</ErrorResponse>`));
  if (service === 's3') return reply.type('application/xml').send(Buffer.from(error));
  return reply.type('application/json').send(Buffer.from(JSON.stringify({ __type: CODE, message })));
}
