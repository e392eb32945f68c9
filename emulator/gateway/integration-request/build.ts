import type { Integration } from '../../config/types.ts';
import { explain } from '../../errors/explanation.ts';
import { isEmpty } from '../../shared/is-empty.ts';
import type { Admitted, Outgoing, Outside } from '../exchange.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';
import type { IntegrationRequest } from '../integration/types.ts';
import { renderTemplate } from '../render-template.ts';
import { buildTemplateContext } from '../template-context.ts';
import { bodyForTemplate, handleRequestContent } from './content.ts';
import { buildHttpRequest } from './http.ts';
import { buildLambdaRequest, buildProxyRequest } from './lambda.ts';
import { readMockStatus } from './mock.ts';
import { applyRequestOverrides, mapRequestParameters, refuseRestrictedHeaders } from './parameters.ts';
import { selectRequestTemplate } from './select-template.ts';

/**
 * Integration request: what is sent on? Parameter mappings first, then template or passthrough, then the template's
 * overrides, then uri and headers. Throws what the boxes' order makes of each mistake: 400, 415 or 500.
 */
export function buildIntegrationRequest(admitted: Admitted, outside: Outside): Outgoing {
  const integration = integrationOf(admitted);
  if (integration.type === 'AWS_PROXY') {
    refuseMappedHeaders(integration, admitted);
    return { integrationRequest: buildProxyRequest(integration, admitted), templateContext: NO_CONTEXT };
  }
  let templateContext = buildTemplateContext(admitted);
  const parameters = mapRequestParameters(integration, admitted, templateContext);
  // Before content handling: a refused content type is 415, whatever the body.
  const template =
    integration.type === 'HTTP_PROXY'
      ? undefined
      : selectRequestTemplate(integration, admitted.input.header('content-type'));
  let body = handleRequestContent(integration, admitted);
  if (template && template.text !== '') {
    const text = bodyForTemplate(integration, body, admitted);
    const rendered = renderTemplate(template, admitted, { phase: 'request', body: text, context: templateContext });
    body = Buffer.from(rendered.text);
    templateContext = rendered.context;
    applyRequestOverrides(parameters, templateContext);
  }
  refuseRestrictedHeaders(parameters, integration);
  return { integrationRequest: toRequest(), templateContext };

  function toRequest(): IntegrationRequest {
    if (integration.type === 'MOCK') return readMockStatus(integration, body);
    const isLambda = integration.type === 'AWS' && /^arn:aws[^:]*:apigateway:[^:]*:lambda:/.test(integration.uri ?? '');
    return isLambda
      ? buildLambdaRequest(integration, admitted, parameters, body)
      : buildHttpRequest(integration, admitted, parameters, body, outside.serviceEndpoints);
  }
}

/** A Lambda proxy has no template that could read or write one. */
const NO_CONTEXT = {};

/** Recorded: a Lambda proxy applies no mapping, and fails all the same when one sets a header that it may not. */
function refuseMappedHeaders(integration: Integration, admitted: Admitted): void {
  if (isEmpty(integration.requestParameters)) return;
  const parameters = mapRequestParameters(integration, admitted, buildTemplateContext(admitted));
  refuseRestrictedHeaders(parameters, integration);
}

function integrationOf({ route }: Admitted): Integration {
  const { integration, httpMethod, source } = route.method;
  if (integration) return integration;
  throw new GatewayReject(
    'API_CONFIGURATION_ERROR',
    'Internal server error',
    explain('gateway-no-integration', { method: httpMethod, path: route.resource.path }, { source }),
  );
}
