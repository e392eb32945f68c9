import { describe, expect, it } from 'vitest';
import type { BasePathMode } from '../../emulator/importers/base-path.ts';
import { importOpenApi } from '../../emulator/importers/openapi.ts';
import { refusalOf } from '../../emulator/importers/refusal.ts';

interface Told {
  readonly notes: readonly (string | undefined)[];
  readonly problems: readonly (string | undefined)[];
}

/** `LINE what` of each note and problem. */
async function importYaml(document: string, basepath?: BasePathMode): Promise<Told & { warnings: readonly string[] }> {
  const result = await importOpenApi({ document, file: '/api.yaml', basepath, stages: [] });
  return {
    notes: result.notes.map(({ source, what }) => `${source?.line} ${what}`),
    problems: result.problems.map(({ explanation: { source, what } }) => `${source?.line} ${what}`),
    warnings: result.api.warnings,
  };
}

const MOCK = 'x-amazon-apigateway-integration: { type: mock }';

describe('what an import makes of its own accord is noted:', () => {
  it.each([
    ['ignore', 'The base path /v1/pets was left out.'],
    ['prepend', 'Every path begins with /v1/pets, of the base path /v1/pets.'],
    ['split', 'Every path begins with /pets, of the base path /v1/pets.'],
  ] as const)('the base path with %s', async (mode, what) => {
    const { notes } = await importYaml('swagger: "2.0"\nbasePath: /v1/pets/\npaths: { /a: { get: {} } }\n', mode);
    expect(notes).toEqual([`2 ${what}`]);
  });

  it('paths that mean one resource, and the method that is there twice', async () => {
    const { notes, problems } = await importYaml(`openapi: 3.0.0
paths:
  /a: { get: { ${MOCK} }, put: { ${MOCK} } }
  /a/: { get: { ${MOCK} } }
  //b: { get: { ${MOCK} } }
`);
    expect(notes).toEqual(['4 The path "/a/" is the resource /a.', '5 The path "//b" is the resource /b.']);
    expect(problems).toEqual([
      '4 GET /a is described twice, by paths that mean the same resource; this one was taken.',
    ]);
  });

  it('parameters where API Gateway has none, and models of schemas without a name', async () => {
    const { notes } = await importYaml(`openapi: 3.0.0
paths:
  /a:
    get:
      parameters: [{ name: session, in: cookie }]
      requestBody: { content: { application/json: { schema: { type: object } } } }
`);
    expect(notes).toEqual([
      '5 The parameter session was left out: API Gateway knows path, query and header parameters, none in "cookie".',
      expect.stringMatching(/^6 The schema that stands inside the operation became the model MODEL[a-z0-9]{6}\.$/),
    ]);
  });
});

describe('what an import loses is told:', () => {
  it('of two integration responses with one status the first', async () => {
    const { problems } = await importYaml(`openapi: 3.0.0
paths:
  /a:
    get:
      responses: { 200: {} }
      x-amazon-apigateway-integration:
        type: mock
        responses:
          default: { statusCode: 200 }
          ok.*: { statusCode: "200" }
`);
    expect(problems).toEqual([
      '9 API Gateway keeps one integration response for each status: for 200 that is "ok.*", and "default" was left out.',
    ]);
  });

  it('schemas put together inside an operation, in the words of AWS', async () => {
    const { warnings } = await importYaml(`openapi: 3.0.0
paths:
  /test:
    put:
      requestBody: { content: { application/json: { schema: { oneOf: [{ type: object }] } } } }
      responses: { 200: { content: { application/json: { schema: { allOf: [{ type: object }] } } } } }
`);
    expect(warnings).toEqual([
      "Unsupported model type 'Content' in request schema for 'PUT /test'. Ignoring.",
      "Unsupported model type 'ComposedSchema' in 200 response to method 'PUT /test'. Ignoring.",
    ]);
  });

  it('references in a circle, once for the place', async () => {
    const { problems } = await importYaml(`openapi: 3.0.0
paths:
  /a: { $ref: "#/paths/~1b" }
  /b: { $ref: "#/paths/~1a" }
`);
    expect(problems).toEqual([
      '3 The reference #/paths/~1b leads nowhere in this document, so it was left out.',
      '4 The reference #/paths/~1a leads nowhere in this document, so it was left out.',
    ]);
  });

  it('a validator of the whole document that is not there, once for all methods', async () => {
    const { problems } = await importYaml(`openapi: 3.0.0
paths: { /a: { get: {}, put: {} }, /b: { get: {} } }
x-amazon-apigateway-request-validator: strict
`);
    expect(problems).toEqual(['3 There is no request validator strict, so the method validates nothing.']);
  });

  it('keywords over which models were seen to fail, but no property that is called so', async () => {
    const { problems } = await importYaml(`openapi: 3.0.0
paths: {}
components:
  schemas:
    Pet: { type: object, properties: { name: { type: string, example: Rex } }, discriminator: { propertyName: a } }
    Fine: { type: object, properties: { example: { type: string } }, enum: [{ discriminator: a }] }
`);
    expect(problems).toEqual([
      '5 The schema Pet uses discriminator and example, over which AWS\'s import was seen to fail: Unsupported keyword(s): ["discriminator","example"].',
    ]);
  });
});

describe('the refusal', () => {
  it('has one name for parameters in two places, in the words of AWS', async () => {
    const { problems } = await importOpenApi({
      document: `openapi: 3.0.0
paths:
  /a/{id}: { get: { parameters: [{ name: id, in: query }] } }
`,
      stages: [],
    });
    expect(refusalOf(problems)?.message).toBe(
      "Errors found during import:\n\tUnable to put method 'GET' on resource at path '/a/{id}': Parameter names must be unique across querystring, header and path",
    );
  });

  it('comes of warnings alone only where that was asked for, and of those of AWS only', async () => {
    const lost = {
      '/': { get: { requestBody: { content: { a: { schema: { $ref: '#/components/schemas/Lost' } } } } } },
    };
    const { problems } = await importOpenApi({ document: { openapi: '3.0.0', paths: lost }, stages: [] });
    expect(refusalOf(problems)).toBeUndefined();
    expect(refusalOf(problems, true)?.message).toBe(
      "Warnings found during import:\n\tReference to model 'Lost' not found. Ignoring.",
    );
    const ours = await importOpenApi({ document: { openapi: '3.0.0', paths: { a: {} } }, stages: [] });
    expect(ours.problems).toHaveLength(1);
    expect(refusalOf(ours.problems, true)).toBeUndefined();
  });
});
