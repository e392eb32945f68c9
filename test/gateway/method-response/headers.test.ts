import { describe, expect, it } from 'vitest';
import type { HeaderList } from '../../../emulator/shared/header-list.ts';
import { api, call, integration, LAMBDA_URI, request, response, returned } from '../../helpers/gateway.ts';

const NAMES = [
  'Accept',
  'Access-Control-Allow-Origin',
  'Age',
  'Authorization',
  'Connection',
  'Content-Encoding',
  'Content-Length',
  'Content-MD5',
  'Date',
  'Expect',
  'Host',
  'Max-Forwards',
  'Proxy-Authenticate',
  'Server',
  'TE',
  'Trailer',
  'Transfer-Encoding',
  'Upgrade',
  'User-Agent',
  'Via',
  'Warn',
  'WWW-Authenticate',
];
const OWN = ['Content-Type', 'Content-Length', 'x-amzn-RequestId', 'x-amz-apigw-id', 'X-Amzn-Trace-Id'];

/** The names under which the headers go out, without the gateway's own. */
function sent(headers: HeaderList): string[] {
  return headers.filter(([, value]) => value === 'v').map(([name]) => name);
}

describe('the headers of an answer', () => {
  it('of a mapping are renamed or dropped as recorded', async () => {
    const responseParameters = Object.fromEntries(NAMES.map((name) => [`method.response.header.${name}`, "'v'"]));
    const lambda = integration({ type: 'AWS', uri: LAMBDA_URI, responses: [response('200', { responseParameters })] });
    const { reply } = await call(api({ '/': { GET: { integration: lambda } } }), request('/'), {
      invoke: () => returned({}),
    });
    expect(sent(reply.headers)).toEqual([
      'Accept',
      'Access-Control-Allow-Origin',
      'Age',
      'x-amzn-Remapped-Authorization',
      'x-amzn-Remapped-Connection',
      'Content-Encoding',
      'x-amzn-Remapped-Content-Length',
      'x-amzn-Remapped-Content-MD5',
      'x-amzn-Remapped-Date',
      'x-amzn-Remapped-Expect',
      'x-amzn-Remapped-Host',
      'x-amzn-Remapped-Max-Forwards',
      'x-amzn-Remapped-Proxy-Authenticate',
      'x-amzn-Remapped-Server',
      'TE',
      'x-amzn-Remapped-Trailer',
      'x-amzn-Remapped-Upgrade',
      'x-amzn-Remapped-User-Agent',
      'Via',
      'Warn',
      'x-amzn-Remapped-WWW-Authenticate',
    ]);
  });

  it('of a backend and of a function pass, are renamed or dropped as the Developer Guide says', async () => {
    const passed = [
      'Accept',
      'Access-Control-Allow-Origin',
      'Age',
      'x-amzn-Remapped-Authorization',
      'x-amzn-Remapped-Connection',
      'Content-Encoding',
      'x-amzn-Remapped-Content-Length',
      'x-amzn-Remapped-Content-MD5',
      'x-amzn-Remapped-Date',
      'x-amzn-Remapped-Max-Forwards',
      'x-amzn-Remapped-Server',
      'x-amzn-Remapped-User-Agent',
      'Warn',
      'x-amzn-Remapped-WWW-Authenticate',
    ];
    const headers = NAMES.map((name) => [name, 'v'] as const);
    const backend = integration({ type: 'HTTP_PROXY', uri: 'http://backend.test/' });
    const proxied = await call(api({ '/': { GET: { integration: backend } } }), request('/'), {
      send: async () => ({ kind: 'answer', status: 200, headers, body: Buffer.alloc(0) }),
    });
    expect(sent(proxied.reply.headers)).toEqual(passed);
    const proxy = integration({ type: 'AWS_PROXY', uri: LAMBDA_URI });
    const returnedHeaders = await call(api({ '/': { GET: { integration: proxy } } }), request('/'), {
      invoke: () => returned({ headers: Object.fromEntries(headers) }),
    });
    expect(sent(returnedHeaders.reply.headers)).toEqual(passed);
  });

  it('are the gateway’s own, in its order, where nothing else was set', async () => {
    const proxy = integration({ type: 'AWS_PROXY', uri: LAMBDA_URI });
    const { reply } = await call(api({ '/': { GET: { integration: proxy } } }), request('/'), {
      invoke: () => returned({}),
    });
    expect(reply.headers.map(([name]) => name)).toEqual(OWN);
  });
});
