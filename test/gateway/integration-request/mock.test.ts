import { describe, expect, it } from 'vitest';
import { api, call, integration, request, response, template } from '../../helpers/gateway.ts';

async function statusOf(rendered: string) {
  const mock = integration({ type: 'MOCK', requestTemplates: { 'application/json': template(rendered) } });
  const { reply } = await call(api({ '/pets': { GET: { integration: mock } } }), request('/pets'));
  return reply.status;
}

describe('the statusCode of a MOCK integration', () => {
  it.each([
    '{"statusCode": 200}',
    '{statusCode: 200}',
    "{'statusCode': 200}",
    '{"statusCode": 200, }',
    '{"statusCode": 200 ,, }',
    'text before {"statusCode": 200}',
    '{statusCode: 200, } more: [x y]}',
    '\n\n  { \n "a": {"statusCode": 500}, statusCode : 200 }',
    '{"message": "a {brace}", "statusCode": 200}',
    '{"statusCode": 500, "statusCode": 200}',
  ])('is read from %s', async (rendered) => {
    expect(await statusOf(rendered)).toBe(200);
  });

  it.each([
    '{"statusCode": "200"}',
    '{"statusCode": 200',
    'statusCode: 200',
    `{"statusCode': 200}`,
    '{a: {statusCode: 200}',
    '{"statusCode": 200.5}',
    '{"statusCode": 2e2}',
    '{"statusCode": null}',
    '{"statusCode": [200]}',
    '{"StatusCode": 200}',
    '{}',
    '200',
    '',
  ])('is not read from %s: 500', async (rendered) => {
    expect(await statusOf(rendered)).toBe(500);
  });

  it('selects the response of the same status among several that match', async () => {
    const mock = integration({
      type: 'MOCK',
      requestTemplates: { 'application/json': template('{"statusCode": 404}') },
      responses: [
        response('200'),
        response('400', { selectionPattern: '4\\d{2}' }),
        response('404', { selectionPattern: '4.*' }),
      ],
    });
    const declared = { '404': { statusCode: '404', responseParameters: {}, responseModels: {}, source: mock.source } };
    const { reply } = await call(
      api({ '/pets': { GET: { integration: mock, methodResponses: declared } } }),
      request('/pets'),
    );
    expect(reply.status).toBe(404);
  });

  it('carries no X-Amzn-Trace-Id', async () => {
    const trace = await call(api({ '/pets': { GET: {} } }), request('/pets'));
    expect(trace.header('X-Amzn-Trace-Id')).toBeUndefined();
    expect(trace.header('Content-Type')).toBe('application/json');
  });

  it.each([
    ['', 500],
    ['{"statusCode": 200}', 200],
    ['{"statusCode": 404}', 200],
  ])('is read from the client’s body where there is no template: %s', async (body, expected) => {
    const mock = integration({ type: 'MOCK', requestTemplates: {} });
    const sent = request('/pets', { method: 'POST', body: Buffer.from(body) });
    expect((await call(api({ '/pets': { POST: { integration: mock } } }), sent)).reply.status).toBe(expected);
  });
});
