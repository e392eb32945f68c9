import { ACCOUNT_ID, REGION } from '../../shared/aws-names.ts';
import { type EventValues, SAMPLE_TIME, type SampleEvent } from './types.ts';

const API_ID = 'a1b2c3d4e5';
const REQUEST_ID = '11111111-2222-4333-8444-555555555555';
const CLF_TIME = '01/Jan/2026:00:00:00 +0000';

const REQUEST = {
  method: 'GET',
  path: '/pets/7',
  resource: '/pets/{id}',
  query: '',
  body: '',
  stage: 'v1',
} as const;

/** Lambda proxy integrations and authorizers of REST APIs, and payload 2.0 of HTTP APIs. */
export const API_GATEWAY_EVENTS: readonly SampleEvent[] = [
  {
    service: 'apigateway',
    name: 'aws-proxy',
    summary: 'a request to a Lambda proxy integration of a REST API (payload 1.0)',
    defaults: REQUEST,
    build: proxyEvent,
  },
  {
    service: 'apigateway',
    name: 'http-api-proxy',
    summary: 'a request to a Lambda proxy integration of an HTTP API (payload 2.0)',
    defaults: REQUEST,
    build: httpApiEvent,
  },
  {
    service: 'apigateway',
    name: 'authorizer',
    summary: 'what a TOKEN authorizer is asked',
    defaults: { method: 'GET', path: '/pets/7', stage: 'v1', token: 'Bearer allow' },
    build: (values) => ({
      type: 'TOKEN',
      authorizationToken: values.token,
      methodArn: methodArn(values),
    }),
  },
  {
    service: 'apigateway',
    name: 'request-authorizer',
    summary: 'what a REQUEST authorizer is asked',
    defaults: { method: 'GET', path: '/pets/7', resource: '/pets/{id}', query: '', stage: 'v1', token: 'Bearer allow' },
    build: requestAuthorizerEvent,
  },
];

function proxyEvent(values: EventValues): object {
  const { last, all } = queryMaps(values.query ?? '');
  const body = values.body ?? '';
  const headers = requestHeaders(body);
  return {
    resource: values.resource,
    path: values.path,
    httpMethod: values.method,
    headers,
    multiValueHeaders: mapValues(headers, (value) => [value]),
    queryStringParameters: last,
    multiValueQueryStringParameters: all,
    pathParameters: pathParameters(values),
    stageVariables: null,
    requestContext: requestContext(values),
    body: body === '' ? null : body,
    isBase64Encoded: false,
  };
}

function requestAuthorizerEvent(values: EventValues): object {
  const { last, all } = queryMaps(values.query ?? '');
  const headers = { Authorization: values.token ?? '', ...requestHeaders('') };
  return {
    type: 'REQUEST',
    methodArn: methodArn(values),
    resource: values.resource,
    path: values.path,
    httpMethod: values.method,
    headers,
    multiValueHeaders: mapValues(headers, (value) => [value]),
    queryStringParameters: last ?? {},
    multiValueQueryStringParameters: all ?? {},
    pathParameters: pathParameters(values) ?? {},
    stageVariables: {},
    requestContext: requestContext(values),
  };
}

function httpApiEvent(values: EventValues): object {
  const query = values.query ?? '';
  const body = values.body ?? '';
  const path = `/${values.stage}${values.path}`;
  const joined = mapValues(queryMaps(query).all ?? {}, (all) => all.join(','));
  const parameters = pathParameters(values);
  const routeKey = `${values.method} ${values.resource}`;
  const headers = Object.fromEntries(
    Object.entries(requestHeaders(body)).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: query,
    headers,
    ...(query !== '' && { queryStringParameters: joined }),
    requestContext: {
      accountId: ACCOUNT_ID,
      apiId: API_ID,
      domainName: `${API_ID}.execute-api.${REGION}.amazonaws.com`,
      domainPrefix: API_ID,
      http: {
        method: values.method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: '192.0.2.1',
        userAgent: 'curl/8.7.1',
      },
      requestId: 'LV7fzho-PHcEJPw=',
      routeKey,
      stage: values.stage,
      time: CLF_TIME,
      timeEpoch: SAMPLE_TIME.getTime(),
    },
    ...(body !== '' && { body }),
    ...(parameters !== null && { pathParameters: parameters }),
    isBase64Encoded: false,
  };
}

/** The keys that REST APIs send, in their order. */
function requestContext({ resource, method, path, stage }: EventValues): object {
  return {
    resourceId: 'a1b2c3',
    resourcePath: resource,
    httpMethod: method,
    extendedRequestId: 'AbCdEfGhIjKlMno=',
    requestTime: CLF_TIME,
    path: `/${stage}${path}`,
    accountId: ACCOUNT_ID,
    protocol: 'HTTP/1.1',
    stage,
    domainPrefix: API_ID,
    requestTimeEpoch: SAMPLE_TIME.getTime(),
    requestId: REQUEST_ID,
    identity: {
      cognitoIdentityPoolId: null,
      accountId: null,
      cognitoIdentityId: null,
      caller: null,
      sourceIp: '192.0.2.1',
      principalOrgId: null,
      accessKey: null,
      cognitoAuthenticationType: null,
      cognitoAuthenticationProvider: null,
      userArn: null,
      userAgent: 'curl/8.7.1',
      user: null,
    },
    domainName: `${API_ID}.execute-api.${REGION}.amazonaws.com`,
    deploymentId: 'd1e2f3',
    apiId: API_ID,
  };
}

function requestHeaders(body: string): Record<string, string> {
  return {
    Accept: '*/*',
    ...(body !== '' && { 'Content-Type': 'application/json' }),
    Host: `${API_ID}.execute-api.${REGION}.amazonaws.com`,
    'User-Agent': 'curl/8.7.1',
    'X-Amzn-Trace-Id': 'Root=1-6955b900-0123456789abcdef01234567',
    'X-Forwarded-For': '192.0.2.1',
    'X-Forwarded-Port': '443',
    'X-Forwarded-Proto': 'https',
  };
}

function methodArn({ stage, method, path }: EventValues): string {
  return `arn:aws:execute-api:${REGION}:${ACCOUNT_ID}:${API_ID}/${stage}/${method}${path}`;
}

/** What stands in the path where the resource has `{names}`; null when it has none. */
function pathParameters({ resource = '', path = '' }: EventValues): Record<string, string> | null {
  const names: string[] = [];
  const pattern = resource.replace(/\{([^}+]+)(\+?)\}|[.*+?^$()|[\]\\]/g, (found, name?: string, greedy?: string) => {
    if (name === undefined) return `\\${found}`;
    names.push(name);
    return greedy === '+' ? '(.+)' : '([^/]+)';
  });
  if (names.length === 0) return null;
  const values = new RegExp(`^${pattern}$`).exec(path)?.slice(1) ?? [];
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
}

/** The last value of each name, and all of them; both null without a query. */
function queryMaps(query: string): { last: Record<string, string> | null; all: Record<string, string[]> | null } {
  if (query === '') return { last: null, all: null };
  const all = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(query)) all.set(name, [...(all.get(name) ?? []), value]);
  const lists = Object.fromEntries(all);
  return { last: mapValues(lists, (values) => values.at(-1) ?? ''), all: lists };
}

function mapValues<T, U>(values: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));
}
