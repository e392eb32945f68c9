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

  it('are not seen in headers that never pass, nor in those of other objects', async () => {
    const odd = validated({
      requestParameters: { 'method.request.header.TE': true, 'method.request.querystring.constructor': true },
    });
    const trace = await call(odd, request('/pets/1?a=b', { headers: [['TE', 'trailers']] }));
    expect(trace.text).toContain('[TE, constructor]');
  });

  it('count by the last of several values', async () => {
    const one = validated({ requestParameters: { 'method.request.querystring.q': true } });
    expect((await call(one, request('/pets/1?q=&q=a'))).reply.status).toBe(200);
    expect((await call(one, request('/pets/1?q=a&q=%20'))).reply.status).toBe(400);
  });

  it('that are missing hide a bad body, and keep the integration from being called', async () => {
    const both = validated({
      requestParameters: { 'method.request.querystring.q': true },
      requestModels: { 'application/json': 'Pet' },
    });
    expect((await call(both, request('/pets/1'))).text).toContain('[q]');
  });

  it.each([
    [false, true, 'q'],
    [true, false, 'Invalid request body'],
    [false, false, ''],
  ])('and body are checked as the validator says: body %s, parameters %s', async (body, parameters, expected) => {
    const validator = { name: 'half', validateRequestBody: body, validateRequestParameters: parameters, source };
    const half = api(
      {
        '/pets': {
          ANY: {
            requestValidator: 'half',
            requestParameters: { 'method.request.querystring.q': true },
            requestModels: { 'application/json': 'Any' },
            integration: anything,
          },
        },
      },
      { requestValidators: new Map([['half', validator]]), models: new Map([model('Any', { type: 'object' })]) },
    );
    expect((await call(half, request('/pets'))).text).toContain(expected);
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
      '[numeric instance is greater than the required maximum (maximum: 500, found: 501)]',
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

  it.each([
    ['application/json; charset=utf-8', 400],
    ['Application/JSON', 400],
    ['application/vnd.pet+json', 200],
    ['', 200],
  ])('of type %s counts by its media type', async (contentType, expected) => {
    expect((await post('{}', contentType)).reply.status).toBe(expected);
  });

  it('of a type without a model of its own falls to $default, and has to be JSON there', async () => {
    const any = validated({ requestModels: { $default: 'Object', 'text/csv': 'Any' } }, [
      model('Object', { type: 'object' }),
      model('Any', {}),
    ]);
    const status = (body: string, type: string) =>
      call(
        any,
        request('/pets/1', { method: 'POST', body: Buffer.from(body), headers: [['Content-Type', type]] }),
      ).then(({ reply }) => reply.status);
    expect(await status('{}', 'text/plain')).toBe(200);
    expect(await status('[]', 'text/plain')).toBe(400);
    expect(await status('name,price', 'text/plain')).toBe(400);
    expect(await status('[]', 'text/csv')).toBe(200);
  });

  it.each(['{"a":1,}', "{'a':1}", '{"a":01}', '{"a":NaN}', '{"a":1} x', '{"a":"\t"}', '['.repeat(100_000)])(
    'that is malformed is refused: %s',
    async (body) => {
      const any = validated({ requestModels: { 'application/json': 'Any' } }, [model('Any', {})]);
      const trace = await call(any, request('/pets/1', { method: 'POST', body: Buffer.from(body) }));
      expect(trace).toMatchObject({ reply: { status: 400 }, text: '{"message":"Invalid request body"}' });
    },
  );

  it('whose model is no usable schema is 500, and the developer is told which and why', async () => {
    const broken = validated({ requestModels: { 'application/json': 'Broken' } }, [
      model('Broken', { required: true }),
    ]);
    const trace = await call(broken, request('/pets/1', { method: 'POST', body: Buffer.from('{}') }));
    expect(trace).toMatchObject({ reply: { status: 500 }, text: '{"message": "Internal server error"}' });
    expect(trace.rejection?.explanation).toMatchObject({
      code: 'gateway-unusable-model',
      what: expect.stringContaining('The model Broken'),
    });
  });
});
