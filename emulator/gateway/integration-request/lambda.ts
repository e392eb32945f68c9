import type { Integration } from '../../config/types.ts';
import { explain } from '../../errors/explanation.ts';
import { parseIntegrationUri } from '../../shared/aws-names.ts';
import { type InvocationType, invalidInvocationType, isInvocationType } from '../../shared/invocation-type.ts';
import type { Admitted } from '../exchange.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';
import type { IntegrationRequest } from '../integration/types.ts';
import { isStreamed } from '../stream-limits.ts';
import { buildProxyEvent } from './event-rest.ts';
import { backendHeaders } from './http-headers.ts';
import { asText, type RequestParameters } from './parameters.ts';
import { renderUri } from './uri.ts';

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

/** AWS to a function: the rendered template, or the body as it came, is the event; Lambda takes nothing at all for `{}`. */
export function buildLambdaRequest(
  integration: Integration,
  admitted: Admitted,
  parameters: RequestParameters,
  body: Buffer,
): IntegrationRequest {
  return {
    kind: 'lambda',
    ...functionOf(integration, admitted, parameters),
    payload: body.toString('utf8'),
    invocationType: invocationTypeOf(integration, parameters),
    traceId: admitted.context.traceId,
    headers: parameters.header.size === 0 ? [] : backendHeaders(integration, admitted, parameters.header, false),
  };
}

/** Lambda refuses a mapped X-Amz-Invocation-Type that it doesn't know, `event` for one. */
function invocationTypeOf({ source }: Integration, { header }: RequestParameters): InvocationType {
  const mapped = [...header].findLast(([name]) => name.toLowerCase() === 'x-amz-invocation-type');
  const type = mapped === undefined ? 'RequestResponse' : asText(mapped[1]);
  if (isInvocationType(type)) return type;
  const explanation = explain('gateway-invocation-type', { type }, { source });
  throw new GatewayReject('DEFAULT_4XX', invalidInvocationType(type), explanation, {
    status: 400,
    errorType: 'BadRequestException',
    afterCall: true,
  });
}

interface FunctionTarget {
  readonly functionName: string;
  readonly functionArn: string;
  readonly qualifier: string | undefined;
  /** The uri is that of InvokeWithResponseStream. */
  readonly isStreaming: boolean;
}

/** Uris are few once their stage variables are filled in; those that a client's values are part of are not kept. */
const targets = new Map<string, FunctionTarget | undefined>();

function functionOf(
  integration: Integration,
  { deployment }: Admitted,
  parameters?: RequestParameters,
): FunctionTarget {
  const path = parameters?.path ?? NO_PATH;
  const uri = renderUri(integration.uri ?? '', path, deployment.stage.variables);
  if (path.size === 0 && !targets.has(uri)) targets.set(uri, readTarget(uri));
  const target = targets.get(uri) ?? readTarget(uri);
  if (target && target.isStreaming === isStreamed(integration)) return target;
  throw new GatewayReject(
    'API_CONFIGURATION_ERROR',
    'Internal server error',
    explain('gateway-no-function-in-uri', { uri }, { source: integration.source }),
  );
}

const NO_PATH: ReadonlyMap<string, string> = new Map();

function readTarget(uri: string): FunctionTarget | undefined {
  const parsed = parseIntegrationUri(uri);
  if (!parsed?.functionName || !parsed.functionArn) return undefined;
  const { functionName, functionArn, qualifier, isStreaming = false } = parsed;
  return { functionName, functionArn, qualifier, isStreaming };
}
