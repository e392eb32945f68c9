import { describe, expect, it } from 'vitest';
import type { Integration, Method, RestApi } from '../../../emulator/config/types.ts';
import { explain } from '../../../emulator/errors/explanation.ts';
import type { HttpOutcome } from '../../../emulator/gateway/exchange.ts';
import { type TestInvokeInput, testInvokeMethod } from '../../../emulator/gateway/test-invoke/test-invoke.ts';
import { api, integration, LAMBDA_URI, outside, response, returned, template, threw } from '../../helpers/gateway.ts';

const REQUEST_ID = '9d7959b4-3241-400a-816a-03112dc50e82';
const TIME = 'Mon Apr 21 15:08:21 UTC 2025';
const source = { file: '/project/routes.json', line: 1, column: 1 };

/** The lines of a log without the time before each of them; the first two are the same in every log. */
async function logOf(
  of: Partial<Method> & { integration: Integration },
  effects: Parameters<typeof outside>[0] = {},
  { input = {}, parts = {} }: { input?: Partial<TestInvokeInput>; parts?: Partial<RestApi> } = {},
): Promise<string[]> {
  const pets = api({ '/pets/{id}': { GET: of } }, parts);
  const call = { resourcePath: '/pets/{id}', httpMethod: 'GET', pathWithQueryString: '/pets/7', ...input };
  const { log } = (await testInvokeMethod(call, pets, outside(effects))).result;
  const [title, start, ...lines] = log.split('\n');
  expect(title).toBe(`Execution log for request ${REQUEST_ID}`);
  expect(start).toBe(`${TIME} : Starting execution for request: ${REQUEST_ID}`);
  expect(lines.pop()).toBe('');
  return lines.map((line) => line.replace(`${TIME} : `, ''));
}

const answer = (status: number, body = '', headers: [string, string][] = []): (() => Promise<HttpOutcome>) => {
  return async () => ({ kind: 'answer', status, headers, body: Buffer.from(body) });
};
const HTTP = integration({ type: 'HTTP', httpMethod: 'POST', uri: 'http://pets.test/all' });
const AWS = integration({ type: 'AWS', uri: LAMBDA_URI });
const PROXY = integration({ type: 'AWS_PROXY', uri: LAMBDA_URI });
const REQUEST_LINES = [
  'HTTP Method: GET, Resource Path: /pets/7',
  'Method request path: {id=7}',
  'Method request query string: {}',
  'Method request headers: {}',
  'Method request body before transformations: ',
];
const lambdaUrl =
  'https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:pets/invocations';

describe('the execution log of a request that is answered', () => {
  it('has no endpoint for a MOCK integration', async () => {
    expect(await logOf({ integration: integration({ type: 'MOCK' }) })).toEqual([
      ...REQUEST_LINES,
      'Method response body after transformations: ',
      'Method response headers: {Content-Type=application/json}',
      'Successfully completed execution',
      'Method completed with status: 200',
    ]);
  });

  it('shows what a function was sent and what came back', async () => {
    const lines = await logOf(
      { integration: { ...AWS, credentials: 'arn:aws:iam::000000000000:role/r' } },
      { invoke: () => returned('miau') },
    );
    expect(lines.slice(5)).toEqual([
      `Endpoint request URI: ${lambdaUrl}`,
      expect.stringMatching(
        /^Endpoint request headers: \{x-amzn-lambda-integration-tag=9d7959b4-[\w-]+, Authorization=\*+\w{6}, X-Amz-Date=20250421T150821Z, x-amzn-apigateway-api-id=abcdefghij, Accept=application\/json, User-Agent=AmazonAPIGateway_abcdefghij, X-Amz-Security-Token=\*+ \[TRUNCATED\]$/,
      ),
      'Endpoint request body after transformations: ',
      `Sending request to ${lambdaUrl}`,
      'Received response. Status: 200, Integration latency: 0 ms',
      expect.stringMatching(
        /^Endpoint response headers: \{Date=Mon, 21 Apr 2025 15:08:21 GMT, Content-Type=application\/json, Content-Length=6, Connection=keep-alive, x-amzn-RequestId=lambda-id, x-amzn-Remapped-Content-Length=0, X-Amz-Executed-Version=\$LATEST, X-Amzn-Trace-Id=Root=1-[^}]+\}$/,
      ),
      'Endpoint response body before transformations: "miau"',
      'Method response body after transformations: "miau"',
      expect.stringMatching(
        /^Method response headers: \{X-Amzn-Trace-Id=Root=1-[^,]+, Content-Type=application\/json\}$/,
      ),
      'Successfully completed execution',
      'Method completed with status: 200',
    ]);
  });

  it('names the method that calls a function without a role of its own', async () => {
    const lines = await logOf({ integration: PROXY }, { invoke: () => returned({}) });
    expect(lines.join('\n')).toContain(
      ', X-Amz-Source-Arn=arn:aws:execute-api:us-east-1:000000000000:abcdefghij/test-invoke-stage/GET/pets/{id}, ',
    );
  });

  it('shows the headers of a backend in order, several of a name as one', async () => {
    const requestParameters = { 'integration.request.header.age': "'3'" };
    const lines = await logOf(
      { integration: { ...HTTP, requestParameters } },
      {
        send: answer(200, '[]', [
          ['Set-Cookie', 'a=1'],
          ['Server', 'x'],
          ['Set-Cookie', 'b=2'],
        ]),
      },
    );
    expect(lines).toContain('Endpoint request URI: http://pets.test/all');
    expect(lines.join('\n')).toMatch(
      /Endpoint request headers: \{age=3, x-amzn-apigateway-api-id=abcdefghij, Accept=application\/json, User-Agent=AmazonAPIGateway_abcdefghij, X-Amzn-Trace-Id=Root=[^}]+\}/,
    );
    expect(lines).toContain('Endpoint response headers: {Set-Cookie=a=1,b=2, Server=x}');
  });

  it('cuts a line off after 1,024 characters, masks credentials, and shows no binary data', async () => {
    const lines = await logOf(
      { integration: HTTP },
      { send: async () => ({ kind: 'answer', status: 200, headers: [], body: Buffer.from([0xff, 0xfe]) }) },
      { input: { body: 'x'.repeat(2_000), headers: { Authorization: 'Bearer abcdef123456', 'X-Api-Key': 'short' } } },
    );
    const body = lines.find((line) => line.startsWith('Method request body'));
    expect(body).toHaveLength(1_024 + ' [TRUNCATED]'.length);
    expect(body?.endsWith('x [TRUNCATED]')).toBe(true);
    expect(lines).toContain('Method request headers: {Authorization=*************123456, X-Api-Key=short}');
    expect(lines).toContain('Endpoint response body before transformations: [Binary Data]');
  });
});

describe('the execution log of a request that fails', () => {
  const end = (...lines: string[]) => lines;
  const model = {
    name: 'Pet',
    contentType: 'application/json',
    schema: { type: 'object', required: ['name'] },
    source,
  };
  const validator = { name: 'all', validateRequestBody: true, validateRequestParameters: true, source };
  const checked = {
    models: new Map([['Pet', model]]),
    requestValidators: new Map([['all', validator]]),
  };

  it.each<[string, Parameters<typeof logOf>, string[]]>([
    [
      'a required parameter is missing',
      [
        {
          integration: HTTP,
          requestValidator: 'all',
          requestParameters: { 'method.request.querystring.x': true },
        },
        {},
        { parts: checked },
      ],
      end('Missing required request parameters: [x]', 'Method completed with status: 400'),
    ],
    [
      'the body does not fit its model',
      [
        { integration: HTTP, requestValidator: 'all', requestModels: { 'application/json': 'Pet' } },
        {},
        { parts: checked, input: { body: '{}' } },
      ],
      end(
        'Request body does not match model schema for content type application/json: [object has missing required properties (["name"])]',
        'Method completed with status: 400',
      ),
    ],
    [
      'no template matches the content type',
      [{ integration: { ...HTTP, passthroughBehavior: 'NEVER' } }],
      end('Unsupported Media Type', 'Method completed with status: 415'),
    ],
    [
      'the request template fails',
      [{ integration: { ...HTTP, requestTemplates: { 'application/json': template('#if(') } } }],
      end(
        'Execution failed due to configuration error: Unable to transform request',
        'Method completed with status: 500',
      ),
    ],
    [
      'a MOCK is given no status',
      [{ integration: integration({ type: 'MOCK', requestTemplates: { 'application/json': template('{}') } }) }],
      end(
        'Execution failed due to configuration error: Unable to parse statusCode. It should be an integer that is defined in the request template.',
        'Method completed with status: 500',
      ),
    ],
    [
      'the address of the backend is none',
      [{ integration: { ...HTTP, type: 'HTTP_PROXY', uri: 'https://${stageVariables.host}' } }],
      end('Execution failed due to configuration error: Invalid endpoint address', 'Method completed with status: 500'),
    ],
  ])('tells that %s, after the request', async (_, given, expected) => {
    const lines = await logOf(...given);
    expect(lines.filter((line) => line.startsWith('Endpoint') || line.startsWith('Sending'))).toEqual([]);
    expect(lines.slice(5)).toEqual(expected);
  });

  it.each<[string, Parameters<typeof logOf>, string[]]>([
    [
      'nothing is at the address',
      [{ integration: HTTP }, { send: async () => ({ kind: 'failure', reason: 'unreachable', detail: 'ENOTFOUND' }) }],
      end('Execution failed due to configuration error: Invalid endpoint address', 'Method completed with status: 500'),
    ],
    [
      'the backend is too slow',
      [{ integration: HTTP }, { send: async () => ({ kind: 'failure', reason: 'timeout', detail: '' }) }],
      end('Execution failed due to a timeout error', 'Method completed with status: 504'),
    ],
    [
      'the connection breaks',
      [{ integration: HTTP }, { send: async () => ({ kind: 'failure', reason: 'network', detail: 'hang up' }) }],
      end(
        'Execution failed due to a network error communicating with endpoint: Connection is closed',
        'Method completed with status: 504',
      ),
    ],
    [
      'Lambda does not know the function',
      [
        { integration: PROXY },
        {
          invoke: () => ({
            kind: 'refusal',
            requestId: 'r',
            status: 404,
            errorType: 'ResourceNotFoundException',
            message: 'Function not found',
          }),
        },
      ],
      end(
        'Execution failed due to configuration error: Invalid permissions on Lambda function',
        'Method completed with status: 500',
      ),
    ],
    [
      'Lambda throttles the function',
      [
        { integration: PROXY },
        {
          invoke: () => ({
            kind: 'refusal',
            requestId: 'r',
            status: 429,
            errorType: 'TooManyRequestsException',
            message: 'Rate Exceeded.',
            explanation: explain('lambda-throttled', {
              functionName: 'pets',
              reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
              limit: 0,
            }),
          }),
        },
      ],
      end(
        'Lambda invocation failed with status: 429. Lambda request id: r',
        'Execution failed due to configuration error: Rate Exceeded.',
        'Method completed with status: 500',
      ),
    ],
    [
      'Lambda takes the event for no JSON',
      [
        { integration: PROXY },
        {
          invoke: () => ({
            kind: 'refusal',
            requestId: 'r',
            status: 400,
            errorType: 'InvalidRequestContentException',
            message: 'Could not parse request body into json: no',
          }),
        },
      ],
      end(
        'Lambda invocation failed with status: 400. Lambda request id: r',
        'Could not parse request body into json: no',
        'Method completed with status: 400',
      ),
    ],
  ])('tells that %s, after the sending', async (_, given, expected) => {
    const lines = await logOf(...given);
    const sending = lines.findIndex((line) => line.startsWith('Sending request to '));
    expect(lines.slice(sending + 1)).toEqual(expected);
  });

  it.each<[string, Parameters<typeof logOf>, string[]]>([
    [
      'a proxy function throws',
      [{ integration: PROXY }, { invoke: () => threw('no such pet') }],
      end(
        'Lambda execution failed with status 200 due to customer function error: no such pet. Lambda request id: lambda-id',
        'Method completed with status: 502',
      ),
    ],
    [
      'a proxy function returns no proxy answer',
      [{ integration: PROXY }, { invoke: () => returned('miau') }],
      end(
        'Execution failed due to configuration error: Malformed Lambda proxy response',
        'Method completed with status: 502',
      ),
    ],
    [
      'no selection pattern matches',
      [
        { integration: { ...HTTP, responses: [response('200', { selectionPattern: '2..' })] } },
        { send: answer(404, 'none') },
      ],
      end(
        'Execution failed due to configuration error: No match for output mapping and no default output mapping configured. Endpoint Response Status Code: 404',
        'Method completed with status: 500',
      ),
    ],
    [
      'the method has not declared the status',
      [{ integration: { ...HTTP, responses: [response('404')] } }, { send: answer(200) }],
      end(
        'Execution failed due to configuration error: Output mapping refers to an invalid method response: 404',
        'Method completed with status: 500',
      ),
    ],
    [
      'the response template fails',
      [
        {
          integration: {
            ...HTTP,
            responses: [response('200', { responseTemplates: { 'application/json': template('#if(') } })],
          },
        },
        { send: answer(200, '{}') },
      ],
      end(
        'Execution failed due to configuration error: Unable to transform response',
        'Method completed with status: 500',
      ),
    ],
  ])('tells that %s, after the answer', async (_, given, expected) => {
    const lines = await logOf(...given);
    const received = lines.findIndex((line) => line.startsWith('Endpoint response body before transformations: '));
    expect(received).toBeGreaterThan(0);
    expect(lines.slice(received + 1)).toEqual(expected);
  });

  it('passes the error of a custom function on, as it is no failure of the gateway', async () => {
    const lines = await logOf({ integration: AWS }, { invoke: () => threw('no such pet') });
    expect(lines.join('\n')).toContain('x-amzn-RequestId=lambda-id, X-Amz-Function-Error=Unhandled, ');
    expect(lines.slice(-2)).toEqual(['Successfully completed execution', 'Method completed with status: 200']);
  });
});
