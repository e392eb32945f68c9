import type { Integration } from '../../config/types.ts';
import { explain } from '../../errors/explanation.ts';
import { parseIntegrationUri } from '../../shared/aws-names.ts';
import { fillStageVariables } from '../../shared/stage-variables.ts';
import type { Admitted } from '../exchange.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';
import type { IntegrationRequest } from '../integration/types.ts';
import { buildProxyEvent } from './event-rest.ts';
import { backendHeaders } from './http-headers.ts';
import { asText, type RequestParameters } from './parameters.ts';

/** AWS_PROXY: the request as an event. Lambda is called by POST; another integration method deploys and then fails. */
export function buildProxyRequest(integration: Integration, admitted: Admitted): IntegrationRequest {
  if (integration.httpMethod !== 'POST') {
    throw new GatewayReject(
      'INTEGRATION_FAILURE',
      'Internal server error',
      explain(
        'gateway-proxy-not-post',
        { httpMethod: integration.httpMethod ?? 'none' },
        { source: integration.source },
      ),
      { status: 500 },
    );
  }
  return {
    kind: 'lambda',
    ...functionOf(integration, admitted),
    payload: buildProxyEvent(admitted),
    invocationType: 'RequestResponse',
    traceId: admitted.context.traceId,
    headers: [],
  };
}

/** AWS to a function: the rendered template, or the body as it came, is the event; nothing at all is `{}`. */
export function buildLambdaRequest(
  integration: Integration,
  admitted: Admitted,
  parameters: RequestParameters,
  body: Buffer,
): IntegrationRequest {
  const invocationType = [...parameters.header].find(([name]) => name.toLowerCase() === 'x-amz-invocation-type');
  return {
    kind: 'lambda',
    ...functionOf(integration, admitted),
    payload: body.length === 0 ? '{}' : body.toString('utf8'),
    invocationType: invocationType && asText(invocationType[1]) === 'Event' ? 'Event' : 'RequestResponse',
    traceId: admitted.context.traceId,
    headers: parameters.header.size === 0 ? [] : backendHeaders(integration, admitted, parameters.header, false),
  };
}

interface FunctionTarget {
  readonly functionName: string;
  readonly functionArn: string;
  readonly qualifier: string | undefined;
}

/** Uris are few once their stage variables are filled in. */
const targets = new Map<string, FunctionTarget | undefined>();

function functionOf(integration: Integration, { deployment }: Admitted): FunctionTarget {
  const uri = fillStageVariables(integration.uri ?? '', deployment.stage.variables);
  if (!targets.has(uri)) targets.set(uri, readTarget(uri));
  const target = targets.get(uri);
  if (target) return target;
  throw new GatewayReject(
    'API_CONFIGURATION_ERROR',
    'Internal server error',
    explain('gateway-no-function-in-uri', { uri }, { source: integration.source }),
  );
}

function readTarget(uri: string): FunctionTarget | undefined {
  const parsed = parseIntegrationUri(uri);
  if (!parsed?.functionName || !parsed.functionArn) return undefined;
  return { functionName: parsed.functionName, functionArn: parsed.functionArn, qualifier: parsed.qualifier };
}
