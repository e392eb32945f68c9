import type { GatewayResponse, GatewayResponseType } from '../../config/types.ts';
import { filled } from '../filled.ts';

/** The gateway responses as routes.json has them. An empty list of templates is one, where none at all means the built-in. */
export function writeGatewayResponses(
  responses: ReadonlyMap<GatewayResponseType, GatewayResponse>,
): Record<string, object> {
  return Object.fromEntries(
    [...responses.values()].map(({ responseType, statusCode, responseParameters, responseTemplates }) => [
      responseType,
      { ...filled({ statusCode, responseParameters }), ...(responseTemplates && { responseTemplates }) },
    ]),
  );
}
