import type { IntegrationType } from '../../config/types.ts';
import { explain } from '../../errors/explanation.ts';
import type { HeaderList } from '../../shared/header-list.ts';
import type { Admitted } from '../exchange.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';
import { type HeaderRules, isSendable, MAPPED_HEADERS, outgoingName } from '../mapped-headers.ts';

/**
 * What becomes of the headers on their way out (recorded: header remapping, and the table of the Developer Guide's
 * known issues): some are the gateway's own and go out as `x-amzn-Remapped-NAME`, some never go out.
 */
export function outgoingHeaders(headers: HeaderList, admitted: Admitted): [string, string][] {
  const type = admitted.route.method.integration?.type ?? 'MOCK';
  const rules = type === 'HTTP_PROXY' ? HTTP_PROXY : type === 'AWS_PROXY' ? AWS_PROXY : MAPPED_HEADERS;
  const lines: [string, string][] = [];
  for (const [name, value] of headers) {
    const outgoing = outgoingName(name, rules);
    if (outgoing === undefined) continue;
    if (!isSendable(name, value)) throw unsendable(name, value, type, admitted);
    lines.push([outgoing, value]);
  }
  return lines;
}

const PROXY_REMAPPED = [
  'authorization',
  'connection',
  'content-length',
  'content-md5',
  'date',
  'max-forwards',
  'server',
  'user-agent',
  'www-authenticate',
];
const PROXY_DROPPED = ['expect', 'host', 'proxy-authenticate', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'via'];

const HTTP_PROXY: HeaderRules = {
  remapped: new Set([...PROXY_REMAPPED, 'x-amzn-requestid']),
  dropped: new Set([...PROXY_DROPPED, 'keep-alive']),
};

const AWS_PROXY: HeaderRules = { remapped: new Set(PROXY_REMAPPED), dropped: new Set(PROXY_DROPPED) };

function unsendable(name: string, value: string, type: IntegrationType, { route }: Admitted): GatewayReject {
  const explanation = explain('gateway-unsendable-header', { name, value }, { source: route.method.source });
  return new GatewayReject('INTEGRATION_FAILURE', 'Internal server error', explanation, {
    status: type === 'AWS_PROXY' ? 502 : 500,
    afterCall: true,
  });
}
