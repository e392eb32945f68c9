import type { IntegrationType } from '../../config/types.ts';
import { explain } from '../../errors/explanation.ts';
import type { HeaderList } from '../../shared/header-list.ts';
import type { Admitted } from '../exchange.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';

/**
 * What becomes of the headers on their way out (recorded: header remapping, and the table of the Developer Guide's
 * known issues): some are the gateway's own and go out as `x-amzn-Remapped-NAME`, some never go out.
 */
export function outgoingHeaders(headers: HeaderList, admitted: Admitted): [string, string][] {
  const type = admitted.route.method.integration?.type ?? 'MOCK';
  const { remapped, dropped } = type === 'HTTP_PROXY' ? HTTP_PROXY : type === 'AWS_PROXY' ? AWS_PROXY : MAPPED;
  const lines: [string, string][] = [];
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    if (dropped.has(lower)) continue;
    if (!TOKEN.test(name) || CONTROL.test(value)) throw unsendable(name, value, type, admitted);
    lines.push([remapped.has(lower) ? `x-amzn-Remapped-${name}` : name, value]);
  }
  return lines;
}

interface Rules {
  readonly remapped: ReadonlySet<string>;
  readonly dropped: ReadonlySet<string>;
}

const MAPPED: Rules = {
  remapped: new Set([
    'authorization',
    'connection',
    'content-length',
    'content-md5',
    'date',
    'expect',
    'host',
    'max-forwards',
    'proxy-authenticate',
    'server',
    'trailer',
    'upgrade',
    'user-agent',
    'www-authenticate',
  ]),
  dropped: new Set(['transfer-encoding']),
};

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

const HTTP_PROXY: Rules = {
  remapped: new Set([...PROXY_REMAPPED, 'x-amzn-requestid']),
  dropped: new Set([...PROXY_DROPPED, 'content-encoding', 'keep-alive']),
};

const AWS_PROXY: Rules = { remapped: new Set(PROXY_REMAPPED), dropped: new Set(PROXY_DROPPED) };

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a header can't hold
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f]/;

function unsendable(name: string, value: string, type: IntegrationType, { route }: Admitted): GatewayReject {
  const explanation = explain('gateway-unsendable-header', { name, value }, { source: route.method.source });
  return new GatewayReject('INTEGRATION_FAILURE', 'Internal server error', explanation, {
    status: type === 'AWS_PROXY' ? 502 : 500,
    afterCall: true,
  });
}
