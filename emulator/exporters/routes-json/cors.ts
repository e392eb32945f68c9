import { ALLOW_ORIGIN, ERROR_ORIGIN, enableCors, enableCorsOnErrors } from '../../config/normalize/cors.ts';
import type { GatewayResponse, GatewayResponseType, Integration, Method, Resource } from '../../config/types.ts';
import { canonical } from './canonical.ts';
import { withoutVariables } from './method.ts';
import { silentReading } from './silent-reading.ts';

type Methods = Resource['methods'];
type Responses = ReadonlyMap<GatewayResponseType, GatewayResponse>;

/**
 * The methods that stand beside `"cors": true`; undefined where that would not give exactly these methods. The path's
 * variables, which an import declares for OPTIONS as well and the console doesn't, make no difference there.
 */
export function withoutCors(path: string, methods: Methods): Methods | undefined {
  const options = methods.get('OPTIONS');
  if (options === undefined) return undefined;
  const bare = { ...options, requestParameters: withoutVariables(path, options) };
  const others = new Map([...methods].filter(([name]) => name !== 'OPTIONS').map(([name, one]) => [name, strip(one)]));
  const enabled = enableCors(others, options.source, silentReading());
  return canonical(enabled) === canonical(new Map([...methods, ['OPTIONS', bare]])) ? others : undefined;
}

function strip(method: Method): Method {
  const { integration, methodResponses } = method;
  const ok = methodResponses['200'];
  if (integration === undefined || ok === undefined || integration.type.endsWith('_PROXY')) return method;
  const stripped = { ...ok, responseParameters: without(ok.responseParameters, ALLOW_ORIGIN, false) };
  return {
    ...method,
    methodResponses: { ...methodResponses, '200': stripped },
    integration: stripIntegration(integration),
  };
}

function stripIntegration(integration: Integration): Integration {
  const responses = integration.responses.map((response) =>
    response.statusCode === '200'
      ? { ...response, responseParameters: without(response.responseParameters, ALLOW_ORIGIN, "'*'") }
      : response,
  );
  return { ...integration, responses };
}

/** The gateway responses that stand beside `"corsOnErrors": true`; undefined where that would not give exactly these. */
export function withoutCorsOnErrors(responses: Responses): Responses | undefined {
  const others = new Map(
    [...responses].flatMap(([type, response]): [GatewayResponseType, GatewayResponse][] => {
      if (!type.startsWith('DEFAULT_')) return [[type, response]];
      const responseParameters = without(response.responseParameters, ERROR_ORIGIN, "'*'");
      const says = response.statusCode !== undefined || response.responseTemplates !== undefined;
      return says || Object.keys(responseParameters).length > 0 ? [[type, { ...response, responseParameters }]] : [];
    }),
  );
  const [first] = responses.values();
  if (first === undefined) return undefined;
  const enabled = enableCorsOnErrors(others, first.source, silentReading());
  return canonical(enabled) === canonical(responses) ? others : undefined;
}

function without<V>(parameters: Readonly<Record<string, V>>, name: string, value: V): Record<string, V> {
  return Object.fromEntries(Object.entries(parameters).filter(([key, one]) => key !== name || one !== value));
}
