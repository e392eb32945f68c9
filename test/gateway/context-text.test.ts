import { describe, expect, it } from 'vitest';
import { ClientInput } from '../../emulator/gateway/client-input.ts';
import { contextText } from '../../emulator/gateway/context-text.ts';
import type { Admitted, GatewayRequest } from '../../emulator/gateway/exchange.ts';
import { anonymousIdentity, contextFacts, type RequestContext } from '../../emulator/gateway/request-context.ts';
import { matchRoute } from '../../emulator/gateway/route-match/match.ts';
import { api, deployment, request } from '../helpers/gateway.ts';

const petRescue = api({ '/pets': { GET: {}, POST: { operationName: 'say "Rex"' } }, '/pets/{id}': { ANY: {} } });
const stage = deployment(petRescue);

function admit(target: string, parts: Partial<GatewayRequest> = {}, rest: Partial<Admitted> = {}): Admitted {
  const arrived = request(target, parts);
  const context: RequestContext = {
    requestId: 'request-1',
    extendedRequestId: 'q6ur=',
    requestTime: '21/Apr/2025:15:08:21 +0000',
    requestTimeEpoch: 1745248101000,
    traceId: 'Root=1-2',
  };
  const route = matchRoute(arrived, petRescue);
  return {
    deployment: stage,
    request: arrived,
    input: new ClientInput(arrived),
    context,
    route,
    caller: undefined,
    ...rest,
  };
}

/** What has to come out: the same facts, written as one object. */
function written({ request, input, context, deployment, route, caller }: Admitted): string {
  const identity = { ...anonymousIdentity(request.sourceIp, input.header('user-agent')), ...caller?.identity };
  return JSON.stringify(contextFacts(request, context, deployment, route, identity));
}

describe('the requestContext of an event, as text', () => {
  it('is the facts of this request, whatever other requests the method had', () => {
    const first = admit('/pets', { headers: [['User-Agent', 'curl/8']], sourceIp: '192.0.2.7' });
    expect(contextText(first)).toBe(written(first));
    const second = admit('/pets', { domainName: 'other.test', protocol: 'HTTP/1.0', stagePath: '/v1//pets/' });
    const later = { ...second, context: { ...second.context, requestId: 'request-2', requestTimeEpoch: 1 } };
    expect(contextText(later)).toBe(written(later));
    expect(contextText(later)).toContain('"userAgent":null');
  });

  it('has the facts of its own method and stage', () => {
    for (const each of [
      admit('/pets', { method: 'POST' }),
      admit('/pets/7', { method: 'DELETE' }),
      admit('/pets/8', { method: 'PUT' }),
      admit('/pets', {}, { deployment: { ...stage, stage: { ...stage.stage, name: 'v2', deploymentId: 'dep456' } } }),
    ]) {
      expect(contextText(each)).toBe(written(each));
    }
  });

  it('escapes what a client sends', () => {
    const userAgent = 'a"b\\c\u0000\u001f ü "\\u0000path"';
    const odd = admit('/pets', {
      headers: [['User-Agent', userAgent]],
      domainName: '"\u0000path"',
      stagePath: '/v1/"',
    });
    expect(contextText(odd)).toBe(written(odd));
  });

  it('has the API key of a caller, and what the console says of one', () => {
    const keyed = admit('/pets', {}, { caller: { identity: { apiKey: 'secret', apiKeyId: 'key1' } } });
    expect(contextText(keyed)).toBe(written(keyed));
    const tested = admit('/pets', { fromConsole: true });
    expect(contextText(tested)).toBe(written(tested));
    expect(contextText(tested)).toContain('"domainPrefix":"testPrefix"');
  });
});
