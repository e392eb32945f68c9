import { describe, expect, it } from 'vitest';
import { type ImportResult, importOpenApi } from '../../emulator/importers/openapi.ts';

const importYaml = (document: string): Promise<ImportResult> =>
  importOpenApi({ document, file: '/api.yaml', stages: [{ name: 'v1' }] });

async function toldBy(document: string): Promise<(string | number | undefined)[][]> {
  const { problems } = await importYaml(document);
  return problems.map(({ explanation }) => [explanation.source?.line, explanation.code, explanation.what]);
}

describe('a document with something else than an import reads', () => {
  it('is told at each place, and read as if that were not there', async () => {
    const document = `openapi: 3.0.1
info: [a title]
servers: https://a.test
security: { key: [] }
paths:
  /a:
    get:
      operationId: { a: 1 }
      parameters: { name: q }
      responses: [200]
      x-amazon-apigateway-integration: mock
    put: true
  /b: []
components:
  schemas:
    Pet: object
  securitySchemes: key
x-amazon-apigateway-binary-media-types: image/png
x-amazon-apigateway-request-validators: { all: { validateRequestBody: maybe } }
`;
    const without = (name: string, found: string, expected: string): string =>
      `${name} is ${found}, where an import reads ${expected}: it was read as if it weren't there.`;
    expect((await toldBy(document)).filter(([, code]) => code === 'import-wrong-type')).toEqual([
      [2, 'import-wrong-type', without('"info"', 'a list', 'an object')],
      [3, 'import-wrong-type', without('"servers"', '"https://a.test"', 'a list')],
      [4, 'import-wrong-type', without('"security"', 'an object', 'a list')],
      [8, 'import-wrong-type', without('"operationId"', 'an object', 'a text')],
      [9, 'import-wrong-type', without('"parameters"', 'an object', 'a list')],
      [10, 'import-wrong-type', without('"responses"', 'a list', 'an object')],
      [11, 'import-wrong-type', without('"x-amazon-apigateway-integration"', '"mock"', 'an object')],
      [12, 'import-wrong-type', without('"put"', 'true', 'an object')],
      [13, 'import-wrong-type', without('"/b"', 'a list', 'an object')],
      [16, 'import-wrong-type', without('"Pet"', '"object"', 'an object')],
      [17, 'import-wrong-type', without('"securitySchemes"', '"key"', 'an object')],
      [18, 'import-wrong-type', without('"x-amazon-apigateway-binary-media-types"', '"image/png"', 'a list')],
      [19, 'import-wrong-type', without('"validateRequestBody"', '"maybe"', 'true or false')],
    ]);
  });

  it('is not one with numbers and truth values for texts, extensions between responses, references and null', async () => {
    const document = `openapi: 3.0.1
info: { title: 7, version: 1.0, description: null }
paths:
  x-note: [anything]
  /a:
    get:
      parameters: [{ $ref: "#/components/parameters/Q" }]
      responses: { 200: { $ref: "#/components/responses/Ok" }, x-more: true }
      x-amazon-apigateway-integration:
        type: mock
        timeoutInMillis: "5000"
        requestTemplates: { application/json: null }
components:
  parameters: { Q: { name: q, in: query, required: "true" } }
  responses: { Ok: { description: fine } }
`;
    expect(await toldBy(document)).toEqual([]);
  });

  it('may be a template of CloudFormation, which is said', async () => {
    const told = await toldBy(`openapi: 3.0.1
info: { title: { Ref: AWS::StackName } }
paths:
  /a:
    get:
      x-amazon-apigateway-integration:
        type: aws_proxy
        httpMethod: POST
        uri: { "Fn::Sub": "arn:aws:apigateway:..." }
    put:
      x-amazon-apigateway-integration:
        type: aws_proxy
        httpMethod: POST
        uri: arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/x/invocations
`);
    expect(told.map(([line, code]) => [line, code])).toEqual([
      [2, 'import-cloudformation'],
      [9, 'import-cloudformation'],
      [14, 'import-cloudformation'],
      [9, 'import-integration-refused'],
      [14, 'import-integration-refused'],
    ]);
    expect(told[1]?.[2]).toContain('"uri" holds Fn::Sub');
  });
});
