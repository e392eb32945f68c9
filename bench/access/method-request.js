import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const KEY = { id: 'key', name: 'key', value: 'a-key-of-twenty-characters', enabled: true };
const PLENTY = { rateLimit: 1e9, burstLimit: 1e9 };
const PLAN = {
  id: 'plan',
  name: 'plan',
  apiStages: [{ stage: 'v1' }],
  keys: [KEY.id],
  throttle: PLENTY,
  quota: { limit: 1e12, offset: 0, period: 'MONTH' },
};
const HEADERS = [
  ['Host', '127.0.0.1:3000'],
  ['Connection', 'keep-alive'],
  ['Accept', 'application/json'],
  ['User-Agent', 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36'],
  ['Accept-Encoding', 'gzip, deflate, br'],
  ['Accept-Language', 'en-US,en;q=0.9'],
  ['x-api-key', KEY.value],
];

/**
 * What the package doesn't export, from its sources: a call for each kind of method, by its name, that runs all checks
 * of method request as the pipeline does. None of them refuses.
 */
export async function loadMethodRequest() {
  const { checkMethodRequest, ClientInput, createGatewayState } = await loadSources();
  const outside = { clock: { now: Date.now }, state: createGatewayState() };
  const caller = ({ method, stage = {} }) => {
    const parts = { apiKeyRequired: false, authorizationType: 'NONE', httpMethod: 'GET', ...method };
    const api = { id: 'api', apiKeySource: 'HEADER', requestValidators: new Map(), authorizers: new Map() };
    const deployment = {
      api,
      stage: { name: 'v1', variables: {}, ...stage },
      access: { apiKeys: [KEY], usagePlans: [PLAN] },
    };
    const request = { method: 'GET', path: '/pets', query: '', headers: HEADERS, body: Buffer.alloc(0) };
    const arrival = { deployment, request, input: new ClientInput(request), context: {}, notes: [] };
    const route = { resource: { path: '/pets' }, method: parts };
    return () => checkMethodRequest(arrival, route, outside);
  };
  const throttled = { '*/*': { throttlingRateLimit: PLENTY.rateLimit, throttlingBurstLimit: PLENTY.burstLimit } };
  return {
    none: caller({}),
    throttle: caller({ stage: { methodSettings: throttled } }),
    key: caller({ method: { apiKeyRequired: true } }),
  };
}

async function loadSources() {
  const folder = fileURLToPath(new URL('../../emulator/gateway/', import.meta.url));
  const contents = ['method-request/check', 'client-input', 'state'].map((file) => `export * from './${file}.ts';`);
  const { outputFiles } = await build({
    stdin: { contents: contents.join('\n'), resolveDir: folder },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}
