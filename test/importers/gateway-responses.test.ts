import { expect, it } from 'vitest';
import { importOpenApi } from '../../emulator/importers/openapi.ts';

/** What the import makes of a root extension with one gateway response. */
async function imported(responses: string) {
  const document = `openapi: 3.0.1
paths: {}
x-amazon-apigateway-gateway-responses:
${responses}`;
  const { api, problems } = await importOpenApi({ document, file: '/api.yaml', stages: [] });
  return {
    responses: [...api.gatewayResponses.values()],
    problems: problems.map(({ severity, explanation }) => [severity, explanation.code, explanation.source?.line]),
  };
}

it('takes status, headers and templates of the types that AWS knows', async () => {
  const { responses, problems } = await imported(`  INVALID_API_KEY:
    statusCode: "429"
    responseParameters: { gatewayresponse.header.api-key: method.request.header.api-key, gatewayresponse.header.a: "'*'" }
    responseTemplates: { application/json: "{}" }
  DEFAULT_5XX: {}
`);
  expect(problems).toEqual([]);
  expect(responses).toMatchObject([
    {
      responseType: 'INVALID_API_KEY',
      statusCode: 429,
      responseParameters: {
        'gatewayresponse.header.api-key': 'method.request.header.api-key',
        'gatewayresponse.header.a': "'*'",
      },
      responseTemplates: { 'application/json': '{}' },
    },
    { responseType: 'DEFAULT_5XX', responseParameters: {} },
  ]);
});

it('tells what AWS refuses, and leaves it out: a value without quotes, an unknown target, a status that is none', async () => {
  const { responses, problems } = await imported(`  DEFAULT_4XX:
    statusCode: 99
    responseParameters:
      gatewayresponse.header.Access-Control-Allow-Origin: "*"
      method.response.header.X: "'x'"
`);
  expect(problems).toEqual([
    ['error', 'import-gateway-response-status', 5],
    ['error', 'import-gateway-response-refused', 7],
    ['error', 'import-gateway-response-refused', 8],
  ]);
  expect(responses).toMatchObject([{ responseType: 'DEFAULT_4XX', responseParameters: {} }]);
  expect(responses[0]?.statusCode).toBeUndefined();
});

it('warns of a type that does not exist, and of the one that AWS ignores', async () => {
  const { problems } = await imported(`  DEFAULT_4xx: { statusCode: 400 }
  REQUEST_TOO_LARGE: { statusCode: 400 }
`);
  expect(problems).toEqual([
    ['warning', 'import-gateway-response-unknown', 4],
    ['warning', 'config-ignored-gateway-response', 5],
  ]);
});
