import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { checkSchema } from '../../emulator/config/check-schema.ts';
import { parseJson } from '../../emulator/config/parse-json.ts';
import { createReport } from '../../emulator/config/problem.ts';
import { ROUTES_SCHEMA, resolve, type SchemaNode } from '../../emulator/config/schema.ts';

const ANNOTATIONS = ['x-expected', 'x-keys', 'x-notSupportedYet', 'x-valuesNotSupportedYet', 'x-secret'];
const KNOWN = [
  ...ANNOTATIONS,
  ...[
    '$schema',
    '$ref',
    'title',
    'description',
    'type',
    'enum',
    'pattern',
    'minLength',
    'maxLength',
    'minimum',
    'maximum',
  ],
  ...['minItems', 'maxItems', 'maxProperties', 'items', 'properties', 'patternProperties', 'additionalProperties'],
  ...['required', 'default', 'examples', 'definitions'],
];

/** Every schema below a node, with the way to it. */
function nodes(node: SchemaNode, path = '#'): [string, SchemaNode][] {
  const named = (['properties', 'patternProperties', 'definitions'] as const).flatMap((keyword) =>
    Object.entries(node[keyword] ?? {}).flatMap(([name, child]) => nodes(child, `${path}/${keyword}/${name}`)),
  );
  const others =
    typeof node.additionalProperties === 'object'
      ? nodes(node.additionalProperties, `${path}/additionalProperties`)
      : [];
  return [[path, node], ...named, ...others, ...(node.items ? nodes(node.items, `${path}/items`) : [])];
}

const ALL = nodes(ROUTES_SCHEMA);

describe('routes.schema.json', () => {
  it('describes every field with a sentence', () => {
    const without = ALL.filter(([, node]) => !/^\S.*[.?]$/s.test(resolve(node).description ?? ''));
    expect(without.map(([path]) => path)).toEqual([]);
  });

  it('says what messages call every object', () => {
    const without = ALL.filter(([, node]) => resolve(node).type === 'object' && resolve(node).title === undefined);
    expect(without.map(([path]) => path)).toEqual([]);
  });

  it('has words for every pattern', () => {
    const wordless = ALL.filter(
      ([, node]) => (node.pattern && !node['x-expected']) || (node.patternProperties && !node['x-keys']),
    );
    expect(wordless.map(([path]) => path)).toEqual([]);
  });

  it('uses no keyword that the loader doesn’t check', () => {
    const unknown = ALL.flatMap(([path, node]) =>
      Object.keys(node)
        .filter((key) => !KNOWN.includes(key))
        .map((key) => `${path} ${key}`),
    );
    expect(unknown).toEqual([]);
  });

  it('has references that lead somewhere', () => {
    const lost = ALL.filter(([, node]) => node.$ref !== undefined && resolve(node).type === undefined);
    expect(lost.map(([path]) => path)).toEqual([]);
  });

  it('gives defaults and examples that it allows', () => {
    const ajv = compiler();
    const wrong = ALL.flatMap(([path, node]) => {
      const values = [...(node.examples ?? []), ...(node.default === undefined ? [] : [node.default])];
      const check = ajv.compile({ ...node, definitions: ROUTES_SCHEMA.definitions });
      return values.filter((value) => !check(value)).map((value) => `${path} ${JSON.stringify(value)}`);
    });
    expect(wrong).toEqual([]);
  });

  it('names no later feature that is there already', () => {
    const both = ALL.flatMap(([path, node]) =>
      Object.keys(node['x-notSupportedYet'] ?? {})
        .filter((name) => node.properties?.[name])
        .map((name) => `${path} ${name}`),
    );
    expect(both).toEqual([]);
  });
});

describe('the loader and ajv', () => {
  it('agree on every document that has one value exchanged', () => {
    const accepts = compiler().compile(ROUTES_SCHEMA);
    const strange = [null, 64, '', '200', 'GET', '*', true, ['*'], {}, { file: 'a' }];
    const disagreements: string[] = [];
    let refused = 0;
    let count = 0;
    for (const change of changes(FULL)) {
      for (const value of strange) {
        const text = JSON.stringify(change(value));
        const mine = isAccepted(text);
        if (mine !== accepts(JSON.parse(text))) disagreements.push(text);
        refused += mine ? 0 : 1;
        count++;
      }
    }
    expect(disagreements).toEqual([]);
    expect([count > 1000, refused > 500, refused < count]).toEqual([true, true, true]);
  });
});

/** A document with each kind of node in it. */
const FULL = {
  $schema: 's',
  name: 'n',
  description: 'd',
  stages: { v1: { variables: { a: 'b' }, description: 'd' } },
  functions: { f: { handler: 'a.b', runtime: 'nodejs22.x', timeout: 3, memorySize: 128, environment: { AB: 'c' } } },
  models: { M: { type: 'object' } },
  requestValidators: { v: { validateRequestBody: true } },
  resources: {
    '/a': {
      cors: true,
      GET: {
        authorizationType: 'NONE',
        apiKeyRequired: false,
        requestModels: { a: 'M' },
        requestParameters: { 'method.request.header.a': true },
        integration: {
          type: 'HTTP',
          httpMethod: 'GET',
          timeoutInMillis: 50,
          requestTemplates: { a: 'x', b: { file: 'f' } },
          responses: {
            default: { statusCode: 200, responseTemplates: { a: { file: 'f' } }, contentHandling: 'CONVERT_TO_TEXT' },
          },
        },
        responses: { '200': { responseModels: { a: 'M' }, responseParameters: { b: true } } },
      },
    },
  },
  gatewayResponses: { UNAUTHORIZED: { statusCode: '401' } },
  binaryMediaTypes: ['a/b'],
  site: {
    root: 'site',
    indexDocument: 'i',
    cors: [{ allowedOrigins: ['*'], allowedMethods: ['GET'], exposeHeaders: ['a'], maxAgeSeconds: 1 }],
  },
  serviceEndpoints: { s3: 'http://a' },
};

type Change = (value: unknown) => unknown;

/** For each value in a document: exchange it; and for each object: add a property to it. */
function changes(document: object): Change[] {
  const paths = (value: unknown): string[][] =>
    typeof value !== 'object' || value === null
      ? [[]]
      : [[], ...Object.entries(value).flatMap(([key, child]) => paths(child).map((path) => [key, ...path]))];
  return paths(document).flatMap((path) =>
    [path, [...path, 'x']].map((place) => (value: unknown) => put(document, place, value)),
  );
}

function put(document: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (typeof document !== 'object' || document === null) return value;
  if (Array.isArray(document)) return document.with(Math.min(Number(key) || 0, document.length - 1), value);
  return { ...document, [key]: put((document as Record<string, unknown>)[key], rest, value) };
}

function isAccepted(text: string): boolean {
  const report = createReport();
  const parsed = parseJson('/a/routes.json', text, report);
  if (parsed) checkSchema(parsed.value, parsed.locator, report);
  return !report.failed();
}

function compiler(): Ajv {
  const ajv = new Ajv({ strict: true, allowUnionTypes: true, strictTypes: false, strictRequired: false });
  return ajv.addVocabulary(ANNOTATIONS);
}
