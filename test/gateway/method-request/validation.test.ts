import { describe, expect, it } from 'vitest';
import type { Method, Model, RestApi } from '../../../emulator/config/types.ts';
import { api, call, integration, request, template } from '../../helpers/gateway.ts';

const source = { file: 'routes.json', line: 1, column: 1 };
const model = (name: string, schema: unknown): [string, Model] => [
  name,
  { name, contentType: 'application/json', schema, source },
];

const anything = integration({ type: 'MOCK', requestTemplates: { $default: template('{"statusCode": 200}') } });

function validated(parts: Partial<Method>, models: [string, Model][] = []): RestApi {
  const validator = { name: 'full', validateRequestBody: true, validateRequestParameters: true, source };
  return api(
    { '/pets/{id}': { ANY: { requestValidator: 'full', integration: anything, ...parts } } },
    { requestValidators: new Map([['full', validator]]), models: new Map(models) },
  );
}

describe('required parameters', () => {
  const demanding = validated({
    requestParameters: {
      'method.request.querystring.qs1': true,
      'method.request.path.issuer': true,
      'method.request.header.x-header-param': true,
      'method.request.header.optional': false,
    },
  });

  it('that are missing are told in one message: headers, path, query', async () => {
    const trace = await call(demanding, request('/pets/1'));
    expect(trace.reply.status).toBe(400);
    expect(trace.text).toBe('{"message":"Missing required request parameters: [x-header-param, issuer, qs1]"}');
    expect(trace.header('x-amzn-ErrorType')).toBe('BadRequestException');
  });

  it('count as missing when they are blank, and by the client’s spelling', async () => {
    const trace = await call(demanding, request('/pets/1?qs1=', { headers: [['X-Header-Param', 'a']] }));
    expect(trace.text).toContain('[x-header-param, issuer, qs1]');
  });

  it('are not asked for without a validator', async () => {
    const open = api({ '/pets': { GET: { requestParameters: { 'method.request.querystring.q': true } } } });
    expect((await call(open, request('/pets'))).reply.status).toBe(200);
  });
});

describe('a body', () => {
  const modelled = validated({ requestModels: { 'application/json': 'Pet' } }, [
    model('Pet', {
      $schema: 'http://json-schema.org/draft-04/schema#',
      type: 'object',
      required: ['name', 'type'],
      properties: {
        name: { type: 'string', format: 'byte' },
        type: { enum: ['dog', 'cat'] },
        price: { type: 'number', maximum: 500 },
        friend: {
          oneOf: [{ type: 'null' }, { $ref: 'https://apigateway.amazonaws.com/restapis/zzzzzzzzzz/models/Pet' }],
        },
      },
    }),
  ]);
  const post = (body: string, contentType?: string) =>
    call(
      modelled,
      request('/pets/1', {
        method: 'POST',
        body: Buffer.from(body),
        headers: contentType === undefined ? [] : [['Content-Type', contentType]],
      }),
    );

  it.each([
    ['{"name":"Joey","type":"dog"}'],
    ['{"name":"Joey","type":"dog","friend":null}'],
    ['{"name":"Joey","type":"dog","friend":{"name":"Rex","type":"cat","friend":null}}'],
  ])('that fits its model passes: %s', async (body) => {
    expect((await post(body)).reply.status).toBe(200);
  });

  it.each([
    ['{"name":"Joey"}', '[object has missing required properties (["type"])]'],
    [
      '{"name":1,"type":"dog"}',
      '[instance type (integer) does not match any allowed primitive type (allowed: ["string"])]',
    ],
    ['{"name":"J","type":"bird"}', '[instance value ("bird") not found in enum (possible values: ["dog","cat"])]'],
    [
      '{"name":"J","type":"dog","price":501}',
      '[numeric value is greater than the required maximum (maximum: 500, found: 501)]',
    ],
    ['no json', '[Unknown error parsing request body]'],
    ['', '[Unknown error parsing request body]'],
  ])('%s is refused without details to the client', async (body, failure) => {
    const trace = await post(body);
    expect(trace).toMatchObject({ reply: { status: 400 }, text: '{"message":"Invalid request body"}' });
    expect(trace.rejection?.validationError).toBe(failure);
    expect(trace.rejection?.explanation.what).toContain(failure);
  });

  it('whose type has no model is not validated', async () => {
    expect((await post('{}', 'text/plain')).reply.status).toBe(200);
  });
});
