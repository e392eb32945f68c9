import { describe, expect, it } from 'vitest';
import { importOpenApi } from '../../emulator/importers/openapi.ts';
import { ImportRefusal } from '../../emulator/importers/refusal.ts';

const YAML = `openapi: 3.0.3
info: { title: Lighthouses, version: 1.0 }
paths:
  /lamps:
    get:
      x-amazon-apigateway-integration: &lamp
        type: mock
        requestTemplates:
          application/json: |
            { "statusCode":
              200 }
          text/plain: "{}"
        responses:
          default: { statusCode: 200 }
    post:
      x-amazon-apigateway-integration:
        <<: *lamp
        requestParameters:
          integration.request.header.lit: true
`;

async function refusalOf(document: object | string): Promise<ImportRefusal> {
  const error: unknown = await importOpenApi({ document, file: '/project/api.yaml', stages: [] }).catch(
    (reason) => reason,
  );
  if (!(error instanceof ImportRefusal)) throw new Error(`expected a refusal, got ${String(error)}`);
  return error;
}

describe('a YAML document', () => {
  it('gives each node its line and column', async () => {
    const { api } = await importOpenApi({ document: YAML, file: '/lamps.yaml', stages: [] });
    const method = api.resources[1]?.methods.get('GET');
    expect(method?.source).toEqual({ file: '/lamps.yaml', line: 5, column: 5 });
    expect(method?.integration?.source).toEqual({ file: '/lamps.yaml', line: 6, column: 7 });
  });

  it('knows the first line of a template that stands in a block', async () => {
    const { api } = await importOpenApi({ document: YAML, file: '/lamps.yaml', stages: [] });
    const templates = api.resources[1]?.methods.get('GET')?.integration?.requestTemplates;
    expect(templates?.['application/json']).toEqual({
      text: '{ "statusCode":\n  200 }\n',
      inline: false,
      source: { file: '/lamps.yaml', line: 10, column: 13 },
    });
    expect(templates?.['text/plain']).toMatchObject({ text: '{}', inline: true, source: { line: 12, column: 23 } });
  });

  it('merges anchors, and takes integer status codes and versions as they were written', async () => {
    const { api } = await importOpenApi({ document: YAML, stages: [] });
    expect(api.version).toBe('1.0');
    expect(api.resources[1]?.methods.get('POST')?.integration).toMatchObject({
      type: 'MOCK',
      responses: [{ statusCode: '200', selectionPattern: undefined }],
    });
  });

  it('tells a warning at its line, in the words of AWS', async () => {
    const { api, problems } = await importOpenApi({ document: YAML, file: '/lamps.yaml', stages: [] });
    expect(api.warnings).toEqual([
      "Invalid format for 'requestParameters'. Expected type string for property 'integration.request.header.lit' of resource '/lamps' and method 'POST' but got 'true'",
    ]);
    expect(problems[0]).toMatchObject({ severity: 'warning', explanation: { source: { line: 19, column: 11 } } });
  });
});

describe('a JSON document', () => {
  it('gives each node its line and column, with tabs and a byte order mark, too', async () => {
    const document = '\uFEFF{\n\t"openapi": "3.0.1",\n\t"paths": {\n\t\t"/a": { "get": {} }\n\t}\n}';
    const { api } = await importOpenApi({ document, file: '/a.json', stages: [] });
    expect(api.resources[1]?.source).toEqual({ file: '/a.json', line: 4, column: 3 });
    expect(api.resources[1]?.methods.get('GET')?.source).toEqual({ file: '/a.json', line: 4, column: 11 });
  });

  it('takes the last of two equal keys', async () => {
    const document = '{"openapi": "3.0.1",\n "paths": {"/a": {}},\n "paths": {\n"/b": {"get": {}}}}';
    const { api } = await importOpenApi({ document, stages: [] });
    expect(api.resources.map(({ path, source }) => [path, source.line])).toEqual([
      ['/', 3],
      ['/b', 4],
    ]);
  });
});

describe('a document given as a value', () => {
  it('has one place for everything', async () => {
    const { api } = await importOpenApi({ document: { openapi: '3.0.0', paths: { '/a': {} } }, stages: [] });
    expect(api.resources[1]?.source).toEqual({ file: 'openapi', line: 1, column: 1 });
  });
});

describe('what is no document', () => {
  const circle: Record<string, unknown> = { openapi: '3.0.0' };
  circle.paths = circle;

  it.each<[string, object | string]>([
    ['broken YAML', 'paths:\n  - "a ... "b": c"\n'],
    ['broken JSON', "{'key:value}"],
    ['a word', 'hello'],
    ['nothing', ''],
    ['a list', '[1, 2]'],
    ['two documents', 'openapi: 3.0.0\n---\nopenapi: 3.0.0'],
    ['no version', { paths: {} }],
    ['OpenAPI 3.1', { openapi: '3.1.0', paths: {} }],
    ['Swagger 1.2', { swagger: '1.2', paths: {} }],
    ['a value in a circle', circle],
    ['YAML in a circle', 'openapi: 3.0.0\npaths: &a\n  /x: *a\n'],
    [
      'aliases without end',
      `openapi: 3.0.0\na: &a [${'x,'.repeat(9)}x]\nb: &b [${'*a,'.repeat(9)}*a]\nc: [${'*b,'.repeat(9)}*b]`,
    ],
    ['ten thousand brackets', `{"openapi": "3.0.0", "paths": ${'['.repeat(10_000)}`],
    ['ten thousand closed brackets', `{"openapi": "3.0.0", "x": ${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
    ['ten thousand dashes', `${'- '.repeat(10_000)}x\n- y`],
    ['more than 6 MB', `openapi: 3.0.0\n${'#'.repeat(6 * 1024 * 1024)}`],
  ])('refuses %s as AWS does', async (_, document) => {
    const error = await refusalOf(document);
    expect([error.name, error.message, error.statusCode]).toEqual([
      'BadRequestException',
      'Invalid OpenAPI input.',
      400,
    ]);
    expect(error.explanations[0]?.code).toBe('import-unreadable');
  });

  it('says where the text goes wrong', async () => {
    const error = await refusalOf('openapi: 3.0.0\npaths:\n  /a: "b" c\n');
    expect(error.explanations[0]).toMatchObject({ fault: 'user', source: { file: '/project/api.yaml', line: 3 } });
  });
});
