import { describe, expect, it } from 'vitest';
import { codes, load, loadApi, loadMethod } from '../fixture.ts';

const AWS = { integration: { type: 'AWS', function: 'hello' } };
const PROXY = { integration: { type: 'AWS_PROXY', function: 'hello' } };
const ORIGIN = 'method.response.header.Access-Control-Allow-Origin';

describe('cors: true', () => {
  it('writes the OPTIONS method of the console’s Enable CORS', async () => {
    const options = await loadMethod('/pets', 'OPTIONS', { cors: true, GET: AWS });
    const headers = {
      'method.response.header.Access-Control-Allow-Headers':
        "'Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token'",
      'method.response.header.Access-Control-Allow-Methods': "'GET,OPTIONS'",
      [ORIGIN]: "'*'",
    };
    expect(options).toMatchObject({ authorizationType: 'NONE', apiKeyRequired: false, requestParameters: {} });
    expect(options.integration).toMatchObject({
      type: 'MOCK',
      passthroughBehavior: 'WHEN_NO_MATCH',
      requestTemplates: { 'application/json': { text: '{"statusCode": 200}' } },
    });
    expect(options.integration?.responses).toMatchObject([
      { statusCode: '200', responseParameters: headers, responseTemplates: {} },
    ]);
    expect(options.integration?.responses[0]?.selectionPattern).toBeUndefined();
    expect(options.methodResponses['200']).toMatchObject({
      responseParameters: Object.fromEntries(Object.keys(headers).map((name) => [name, false])),
      responseModels: { 'application/json': 'Empty' },
    });
  });

  it('allows the methods of the resource in the order of the alphabet, and all seven for ANY', async () => {
    const allowed = async (resource: object) =>
      (await loadMethod('/pets', 'OPTIONS', { cors: true, ...resource })).integration?.responses[0]?.responseParameters[
        'method.response.header.Access-Control-Allow-Methods'
      ];
    expect(await allowed({ POST: AWS, GET: PROXY, DELETE: AWS })).toBe("'DELETE,GET,OPTIONS,POST'");
    expect(await allowed({ ANY: PROXY })).toBe("'DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT'");
    expect(await allowed({})).toBe("'OPTIONS'");
  });

  it('adds the header to the 200 answers of non-proxy methods and to no other status', async () => {
    const method = await loadMethod('/pets', 'GET', {
      cors: true,
      GET: {
        integration: {
          ...AWS.integration,
          responses: { default: { statusCode: 200 }, '.*not found.*': { statusCode: 404 } },
        },
        responses: { '200': {}, '404': {} },
      },
    });
    expect(method.methodResponses['200']?.responseParameters).toEqual({ [ORIGIN]: false });
    expect(method.methodResponses['404']?.responseParameters).toEqual({});
    expect(method.integration?.responses.map(({ responseParameters }) => responseParameters)).toEqual([
      { [ORIGIN]: "'*'" },
      {},
    ]);
  });

  it('leaves proxy methods as they are: the function has to send the header', async () => {
    const method = await loadMethod('/pets', 'GET', { cors: true, GET: PROXY });
    expect(method.methodResponses['200']?.responseParameters).toEqual({});
    expect(method.integration?.responses[0]?.responseParameters).toEqual({});
  });

  it('keeps an origin that is written by hand, however it is spelled', async () => {
    const header = 'method.response.header.access-control-allow-origin';
    const method = await loadMethod('/pets', 'GET', {
      cors: true,
      GET: {
        integration: {
          ...AWS.integration,
          responses: { default: { statusCode: 200, responseParameters: { [header]: "'https://a.test'" } } },
        },
        responses: { '200': { responseParameters: { [header]: true } } },
      },
    });
    expect(method.methodResponses['200']?.responseParameters).toEqual({ [header]: true });
    expect(method.integration?.responses[0]?.responseParameters).toEqual({ [header]: "'https://a.test'" });
  });

  it('doesn’t touch the resources below', async () => {
    const api = await loadApi({ resources: { '/pets': { cors: true, GET: AWS }, '/pets/{id}': { GET: AWS } } });
    const below = api.resources.find(({ path }) => path === '/pets/{id}');
    expect([...(below?.methods.keys() ?? [])]).toEqual(['GET']);
  });

  it('keeps an OPTIONS method of its own, and warns', async () => {
    const { project, problems } = await load({
      resources: { '/pets': { cors: true, GET: AWS, OPTIONS: { integration: { type: 'MOCK' } } } },
    });
    expect(codes(problems)).toEqual(['warning config-cors-own-options']);
    const resource = project?.apis[0]?.resources.find(({ path }) => path === '/pets');
    expect(resource?.methods.get('OPTIONS')?.methodResponses['200']?.responseParameters).toEqual({});
    expect(resource?.methods.get('GET')?.methodResponses['200']?.responseParameters).toEqual({ [ORIGIN]: false });
  });
});

describe('corsOnErrors: true', () => {
  const HEADER = 'gatewayresponse.header.Access-Control-Allow-Origin';

  it('sets the header on DEFAULT_4XX and DEFAULT_5XX and nothing else', async () => {
    const { gatewayResponses } = await loadApi({ corsOnErrors: true });
    expect([...gatewayResponses.keys()]).toEqual(['DEFAULT_4XX', 'DEFAULT_5XX']);
    for (const response of gatewayResponses.values()) {
      expect(response.responseParameters).toEqual({ [HEADER]: "'*'" });
      expect(response.statusCode).toBeUndefined();
      expect(response.responseTemplates).toBeUndefined();
    }
  });

  it('adds it to what is written for them', async () => {
    const { gatewayResponses } = await loadApi({
      corsOnErrors: true,
      gatewayResponses: {
        DEFAULT_4XX: { statusCode: '418', responseParameters: { 'gatewayresponse.header.X': "'y'" } },
      },
    });
    expect(gatewayResponses.get('DEFAULT_4XX')).toMatchObject({
      statusCode: 418,
      responseParameters: { [HEADER]: "'*'", 'gatewayresponse.header.X': "'y'" },
    });
  });

  it('warns of a type that it doesn’t reach', async () => {
    const { problems } = await load({
      corsOnErrors: true,
      gatewayResponses: { UNAUTHORIZED: {}, THROTTLED: { responseParameters: { [HEADER]: "'*'" } } },
    });
    expect(codes(problems)).toEqual(['warning config-cors-on-errors-hidden']);
  });
});
