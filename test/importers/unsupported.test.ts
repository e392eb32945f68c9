import { expect, it } from 'vitest';
import { importOpenApi } from '../../emulator/importers/openapi.ts';
import { unsupportedFeatures } from '../../emulator/importers/unsupported.ts';

it('names each feature that is configured and not run, with its line', async () => {
  const document = `openapi: 3.0.1
paths:
  /:
    get:
      x-amazon-apigateway-integration:
        { type: http, httpMethod: GET, uri: "http://a.test", connectionType: VPC_LINK }
    put:
      x-amazon-apigateway-integration:
        { type: http, httpMethod: GET, uri: "https://a.test", tlsConfig: { insecureSkipVerification: true } }
`;
  const { api } = await importOpenApi({ document, file: '/api.yaml', stages: [] });
  const found = unsupportedFeatures(api);
  expect(found.map(({ severity, explanation }) => [severity, explanation.source?.line, explanation.what])).toEqual([
    ['error', 5, "GET / calls its backend through a VPC link, which Offstage doesn't rehearse yet."],
    [
      'error',
      8,
      "PUT / sets how its backend's certificate is checked (tlsConfig), which Offstage doesn't rehearse yet.",
    ],
  ]);
});

it('finds nothing in an API that is run as it is', async () => {
  const get = { 'x-amazon-apigateway-integration': { type: 'mock' } };
  const { api } = await importOpenApi({ document: { openapi: '3.0.1', paths: { '/': { get } } }, stages: [] });
  expect(unsupportedFeatures(api)).toEqual([]);
});
