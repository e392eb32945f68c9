import { Script } from 'node:vm';
import Draft04 from 'ajv-draft-04';
import { describe, expect, it } from 'vitest';
import type { Model } from '../../../emulator/config/types.ts';
import { SchemaFailure } from '../../../emulator/gateway/method-request/schema-shape.ts';
import { findViolations } from '../../../emulator/gateway/method-request/violations.ts';
import { parseJson } from '../../../emulator/mapping/json-value.ts';

const source = { file: 'routes.json', line: 1, column: 1 };
const model = (name: string, schema: unknown): Model => ({ name, contentType: 'application/json', schema, source });

function violations(schema: unknown, body: string, others: Record<string, unknown> = {}): string[] {
  const models = new Map(Object.entries(others).map(([name, other]) => [name, model(name, other)]));
  const asked = model('Asked', schema);
  models.set('Asked', asked);
  return findViolations({ model: asked, value: parseJson(body), size: body.length, models });
}

describe('a pattern that backtracks without end', () => {
  it('is finished all the same', () => {
    // 2^40 ways to split the text: the test would not end in its time.
    const pattern = '^(a+)+$';
    expect(violations({ pattern }, JSON.stringify(`${'a'.repeat(40)}!`))).toHaveLength(1);
    expect(
      violations({ patternProperties: { [pattern]: {} }, additionalProperties: false }, `{"${'a'.repeat(40)}!":1}`),
    ).toHaveLength(1);
  });
});

describe('a pattern', () => {
  it('leaves V8 as it was: threads that start later can use what was compiled before', () => {
    const source = 'Math.max(1, 2)';
    const cachedData = new Script(source).createCachedData();
    expect(violations({ pattern: '^a+$' }, '"b"')).toHaveLength(1);
    expect(new Script(source, { cachedData }).cachedDataRejected).toBe(false);
  });
});

describe('a violation of a model', () => {
  it.each<[unknown, string, string]>([
    [
      { type: 'string' },
      '1',
      'instance type (integer) does not match any allowed primitive type (allowed: ["string"])',
    ],
    [
      { type: 'number' },
      '"1"',
      'instance type (string) does not match any allowed primitive type (allowed: ["integer","number"])',
    ],
    [
      { type: 'integer' },
      '6.0',
      'instance type (number) does not match any allowed primitive type (allowed: ["integer"])',
    ],
    [
      { type: ['string', 'null'] },
      '[]',
      'instance type (array) does not match any allowed primitive type (allowed: ["null","string"])',
    ],
    [{ enum: ['dog', 1] }, '"bird"', 'instance value ("bird") not found in enum (possible values: ["dog",1])'],
    [{ maximum: 500 }, '501', 'numeric instance is greater than the required maximum (maximum: 500, found: 501)'],
    [{ minimum: 25.5 }, '25', 'numeric instance is lower than the required minimum (minimum: 25.5, found: 25)'],
    [{ maximum: 5, exclusiveMaximum: true }, '5', 'numeric instance is not strictly lower than the required maximum 5'],
    [
      { minimum: 5, exclusiveMinimum: true },
      '5.0',
      'numeric instance is not strictly greater than the required minimum 5',
    ],
    [{ multipleOf: 0.01 }, '0.015', 'remainder of division is not zero (0.015 / 0.01)'],
    [{ minLength: 2 }, '"🐶"', 'string "🐶" is too short (length: 1, required minimum: 2)'],
    [{ maxLength: 1 }, '"ab"', 'string "ab" is too long (length: 2, maximum allowed: 1)'],
    [{ pattern: '^a' }, '"ba"', 'ECMA 262 regex "^a" does not match input string "ba"'],
    [{ minItems: 1 }, '[]', 'array is too short: must have at least 1 elements but instance has 0 elements'],
    [{ maxItems: 1 }, '[1,2]', 'array is too long: must have at most 1 elements but instance has 2 elements'],
    [{ uniqueItems: true }, '[{"a":1,"b":2},{"b":2,"a":1.0}]', 'array must not contain duplicate elements'],
    [
      { items: [{}], additionalItems: false },
      '[1,2]',
      'schema only allows 1 elements in array but instance has 2 elements',
    ],
    [{ minProperties: 1 }, '{}', 'object has too few properties (found 0 but schema requires at least 1)'],
    [{ maxProperties: 0 }, '{"a":1}', 'object has too many properties (found 1 but schema requires at most 0)'],
    [{ required: ['b', 'a', 'c'] }, '{"c":1}', 'object has missing required properties (["a","b"])'],
    [
      { properties: { a: {} }, patternProperties: { '^x-': {} }, additionalProperties: false },
      '{"z":1,"a":1,"x-y":1,"b":1}',
      'object instance has properties which are not allowed by the schema: ["b","z"]',
    ],
    [
      { dependencies: { a: ['c', 'b'] } },
      '{"a":1,"c":1}',
      'property "a" of object has missing property dependencies (schema requires ["b","c"]; missing: ["b"])',
    ],
    [
      { allOf: [{ type: 'string' }, { minLength: 1 }] },
      '""',
      'instance failed to match all required schemas (matched only 1 out of 2)',
    ],
    [{ anyOf: [{ type: 'string' }] }, '1', 'instance failed to match at least one required schema among 1'],
    [{ oneOf: [{}, {}] }, '1', 'instance failed to match exactly one schema (matched 2 out of 2)'],
    [{ not: {} }, '1', 'instance matched a schema which it should not have'],
  ])('of %j by %s is told as the library behind API Gateway does', (schema, body, expected) => {
    expect(violations(schema, body)).toEqual([expected]);
  });

  it.each<[unknown, string]>([
    [{ multipleOf: 0.01 }, '19.99'],
    [{ multipleOf: 0.1 }, '123456789.3'],
    [{ type: 'integer', minimum: 9_007_199_254_740_991 }, '9007199254740993'],
    [{ enum: [1, { a: [1, 2] }] }, '{"a":[1.0,2]}'],
    [{ minLength: 3, minItems: 3, minimum: 3, required: ['a'] }, 'null'],
    [{ items: { type: 'string' } }, '["a"]'],
    [{ items: [{ type: 'string' }], additionalItems: { type: 'null' } }, '["a",null,null]'],
    [{ patternProperties: { '^n': { type: 'number' } }, additionalProperties: { type: 'string' } }, '{"n":1,"s":""}'],
    [{ dependencies: { a: { required: ['b'] } } }, '{"c":1}'],
    [{ pattern: '^[\\w\\-\\.\\_]+@x$' }, '"a-b.c_d@x"'],
  ])('is not seen by %j in %s', (schema, body) => {
    expect(violations(schema, body)).toEqual([]);
  });

  it('stands in the order of the keywords’ names, and below only when there is none above', () => {
    const schema = { properties: { b: { enum: [1], type: 'string' }, a: { minLength: 2 } }, required: ['c'] };
    expect(violations(schema, '{"a":"","b":2}')).toEqual(['object has missing required properties (["c"])']);
    expect(violations(schema, '{"a":"","b":2,"c":1}')).toEqual([
      'string "" is too short (length: 0, required minimum: 2)',
      'instance value (2) not found in enum (possible values: [1])',
      'instance type (integer) does not match any allowed primitive type (allowed: ["string"])',
    ]);
  });
});

describe('a model', () => {
  it('passes over the keywords of other drafts and of OpenAPI', () => {
    const later = {
      type: 'string',
      nullable: true,
      const: 'x',
      if: {},
      // biome-ignore lint/suspicious/noThenProperty: a keyword of draft 7
      then: { maxLength: 0 },
      id: 'http://jsonschema.net/name',
      $id: 'x',
      $async: true,
      readOnly: true,
      discriminator: { propertyName: 'kind' },
      format: 'byte',
      contains: false,
      propertyNames: false,
    };
    expect(violations(later, '"not base64!"')).toEqual([]);
    expect(violations(later, 'null')).toHaveLength(1);
  });

  it('leaves out what stands beside a $ref', () => {
    expect(violations({ $ref: '#/definitions/any', type: 'string', definitions: { any: {} } }, '1')).toEqual([]);
  });

  it('refers to other models by AWS’s address, into their definitions and in a circle', () => {
    const address = (name: string) => `https://apigateway.amazonaws.com/restapis/zzzzzzzzzz/models/${name}`;
    const others = {
      House: { type: 'object', properties: { people: { type: 'array', items: { $ref: address('Person') } } } },
      Person: {
        required: ['name'],
        properties: { name: { $ref: '#/definitions/a~1b%20c' }, house: { $ref: address('House') } },
        definitions: { 'a/b c': { type: 'string' } },
      },
    };
    const schema = {
      properties: { house: { $ref: address('House') }, name: { $ref: `${address('Person')}#/definitions/a~1b%20c` } },
    };
    const body = (name: string) =>
      `{"name":"x","house":{"people":[{"name":"a","house":{"people":[{"name":${name}}]}}]}}`;
    expect(violations(schema, body('"b"'), others)).toEqual([]);
    expect(violations(schema, body('1'), others)).toHaveLength(1);
    expect(violations(schema, '{"name":1}', others)).toHaveLength(1);
  });

  it('takes member names that JavaScript objects know for what they are', () => {
    expect(violations({ required: ['constructor', '__proto__'] }, '{"toString":1}')).toEqual([
      'object has missing required properties (["__proto__","constructor"])',
    ]);
    expect(violations(JSON.parse('{"properties":{"__proto__":{"type":"string"}}}'), '{"__proto__":1}')).toHaveLength(1);
    expect(violations({ properties: { constructor: { type: 'string' } } }, '{}')).toEqual([]);
  });

  it.each<[unknown]>([
    [{ $ref: 'https://apigateway.amazonaws.com/restapis/abc/models/Nobody' }],
    [{ $ref: '#/definitions/nothing' }],
    [{ $ref: 'other.json' }],
    [{ $ref: '#' }],
    [{ allOf: [{ $ref: '#' }] }],
    [{ type: 1 }],
    [{ required: true }],
    [{ required: [] }],
    [{ minimum: 1, exclusiveMinimum: 1 }],
    [{ multipleOf: 0 }],
    [{ enum: 'x' }],
    [{ pattern: '(' }],
    [{ patternProperties: { '(': {} } }],
    [{ properties: [] }],
    [{ properties: { a: true } }],
    [{ minProperties: -1 }],
    [[]],
  ])('that is no usable schema fails: %j', (schema) => {
    expect(() => [...violations(schema, '{"a":1}'), ...violations(schema, '1'), ...violations(schema, '"a"')]).toThrow(
      SchemaFailure,
    );
  });

  it('that would take too long ends', () => {
    const twice = {
      anyOf: [
        { items: { $ref: '#' }, minItems: 1 },
        { items: { $ref: '#' }, maxItems: 0 },
      ],
    };
    const deep = `${'['.repeat(60)}1${']'.repeat(60)}`;
    const doubled = { allOf: [{ items: { $ref: '#' } }, { items: { $ref: '#' } }], not: { type: 'string' } };
    expect(violations(twice, '[[]]')).toEqual([]);
    expect(() => violations(doubled, deep)).toThrow(SchemaFailure);
  });
});

describe('the format of a text', () => {
  it.each([
    ['date-time', '2024-02-29T23:59:59Z', '2023-02-29T00:00:00Z'],
    ['date-time', '2024-02-29T23:59:59.123+02:00', '2024-02-29'],
    ['date-time', '2024-02-29t23:59:59-0800', '2024-02-29 23:59:59Z'],
    ['email', 'a.b@example.com', 'a.b'],
    ['email', 'Joey <a@b>', 'a b@c'],
    ['hostname', 'example_x.com', 'exa mple'],
    ['ipv4', '127.0.0.1', '127.0.0.256'],
    ['ipv6', '::1', '::1%eth0'],
    ['uri', '/relative?x=%20', 'no blank'],
    ['regex', '^a{1}$', '('],
    ['uuid', '9d7959b4-3241-400a-816a-03112dc50e82', '9d7959b4'],
    ['mac', '00:1b:63:84:45:e6', '00:1b'],
    ['md5', 'd41d8cd98f00b204e9800998ecf8427e', 'd41d'],
  ])('%s takes %s and refuses %s', (format, good, bad) => {
    expect(violations({ format }, JSON.stringify(good))).toEqual([]);
    expect(violations({ format }, JSON.stringify(bad))).toHaveLength(1);
    expect(violations({ format }, '1')).toEqual([]);
  });

  it.each(['byte', 'date', 'int32', 'password', 'constructor'])('%s is not enforced', (format) => {
    expect(violations({ format }, '"anything"')).toEqual([]);
  });
});

describe('the verdict', () => {
  const schemas = [
    { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } },
    {
      type: ['array', 'null'],
      items: { $ref: '#/definitions/one' },
      definitions: { one: { enum: [1, 'a', null, [1]] } },
    },
    { minItems: 1, maxItems: 2, uniqueItems: true, items: [{ type: 'number' }], additionalItems: { type: 'string' } },
    {
      properties: { a: { not: { type: 'string' } } },
      patternProperties: { '^b': { type: 'null' } },
      additionalProperties: false,
    },
    {
      oneOf: [
        { type: 'number', multipleOf: 2 },
        { type: 'number', minimum: 3, exclusiveMinimum: true },
        { maxLength: 1 },
      ],
    },
    { anyOf: [{ required: ['a', 'b'] }, { minProperties: 2, maxProperties: 2 }, { pattern: 'a.c' }] },
    { allOf: [{ minLength: 1 }, { maximum: 4 }], dependencies: { a: ['b'], b: { properties: { a: { minimum: 2 } } } } },
    { properties: { next: { $ref: '#' }, a: { type: 'boolean' } }, additionalProperties: { type: 'number' } },
  ];
  const bodies = [
    ...['null', 'true', '0', '3', '4', '-1', '2.5', '""', '"a"', '"abc"', '"xabcx"'],
    ...['[]', '[1]', '[1,1]', '[1,"a"]', '[1,"a",null]', '["a"]', '[[1]]', '[{"a":1},{"a":1}]'],
    ...[
      '{}',
      '{"a":1}',
      '{"a":"x"}',
      '{"a":1,"b":2}',
      '{"b":null}',
      '{"a":3,"b":null,"c":1}',
      '{"next":{"next":{"a":1}}}',
    ],
    ...['{"next":{"a":true,"x":1}}', '{"a":true}', '{"next":[]}'],
  ];

  it.each(schemas)('is that of ajv, where both read draft 4 alike: %j', (schema) => {
    const validate = new Draft04.default({ strict: false }).compile(schema);
    for (const body of bodies) {
      expect([body, violations(schema, body).length === 0]).toEqual([body, validate(JSON.parse(body))]);
    }
  });
});
