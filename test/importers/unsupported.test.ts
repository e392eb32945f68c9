import { expect, it } from 'vitest';
import { importOpenApi } from '../../emulator/importers/openapi.ts';
import { unsupportedFeatures } from '../../emulator/importers/unsupported.ts';

it('names each feature that is configured and not run, with its line', async () => {
  const document = `openapi: 3.0.1
paths:
  /:
    get:
      security: [{ key: [] }, { iam: [] }]
      x-amazon-apigateway-integration:
        { type: http, httpMethod: GET, uri: "http://a.test", connectionType: VPC_LINK }
    put:
      x-amazon-apigateway-integration:
        { type: http, httpMethod: GET, uri: "https://a.test", tlsConfig: { insecureSkipVerification: true } }
components:
  securitySchemes:
    key: { type: apiKey, name: x-api-key, in: header }
    iam: { type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: awsSigv4 }
x-amazon-apigateway-policy: { Version: "2012-10-17" }
`;
  const { api } = await importOpenApi({ document, file: '/api.yaml', stages: [] });
  const found = unsupportedFeatures(api);
  expect(found.map(({ severity, explanation }) => [severity, explanation.source?.line, explanation.what])).toEqual([
    ['error', 15, "A resource policy says who may call the API, which Offstage doesn't rehearse yet."],
    ['error', 4, "GET / is guarded (AWS_IAM), which Offstage doesn't rehearse yet."],
    ['error', 4, "GET / requires an API key, which Offstage doesn't rehearse yet."],
    ['error', 6, "GET / calls its backend through a VPC link, which Offstage doesn't rehearse yet."],
    [
      'error',
      9,
      "PUT / sets how its backend's certificate is checked (tlsConfig), which Offstage doesn't rehearse yet.",
    ],
  ]);
});

it('finds nothing in an API that is run as it is', async () => {
  const get = { 'x-amazon-apigateway-integration': { type: 'mock' } };
  const { api } = await importOpenApi({ document: { openapi: '3.0.1', paths: { '/': { get } } }, stages: [] });
  expect(unsupportedFeatures(api)).toEqual([]);
});
