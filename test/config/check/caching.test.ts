import { describe, expect, it } from 'vitest';
import { codes, load, only } from '../fixture.ts';

const MOCK = { type: 'MOCK', requestTemplates: { 'application/json': '{"statusCode": 200}' } };
const CACHED = { cacheClusterEnabled: true, methodSettings: { '*/*': { cachingEnabled: true } } };

const find = async (stage: object, integration: object = {}, path = '/pets', method: object = {}) =>
  (
    await load({
      stages: { v1: stage },
      resources: { [path]: { GET: { ...method, integration: { ...MOCK, ...integration } } } },
    })
  ).problems;

describe('a cache', () => {
  it('with method settings for it is told nothing', async () => {
    expect(await find(CACHED)).toEqual([]);
  });

  it.each([
    [{ cacheClusterEnabled: true }, 'warning config-cluster-without-cache'],
    [{ methodSettings: { '*/*': { cachingEnabled: true } } }, 'warning config-cache-without-cluster'],
    [{ cacheClusterEnabled: true, cacheClusterSize: '1' }, 'error config-unknown-value'],
    [{ cacheClusterEnabled: true, cacheClusterSize: 0.5 }, 'error config-wrong-type'],
    [
      { ...CACHED, methodSettings: { '*/*': { cachingEnabled: true, cacheTtlInSeconds: -1 } } },
      'error config-bad-value',
    ],
  ])('%j is told', async (stage, code) => {
    expect(codes(await find(stage))).toContain(code);
  });

  it('of a path with a variable that is no cache key is told', async () => {
    const problem = only(await find(CACHED, {}, '/pets/{id}/{toy}'));
    expect(problem).toMatchObject({
      code: 'config-cache-shares-paths',
      what: 'The stage v1 keeps answers of GET /pets/{id}/{toy}, and id and toy are no cache key: every value gets the same answer.',
      remedy: 'Add "method.request.path.id" and "method.request.path.toy" to "cacheKeyParameters" of the integration.',
    });
  });

  it.each([
    ['the variable is a key', CACHED, { cacheKeyParameters: ['method.request.path.id'] }],
    [
      'a mapping of it is a key',
      CACHED,
      {
        cacheKeyParameters: ['integration.request.header.id'],
        requestParameters: { 'integration.request.header.id': 'method.request.path.id' },
      },
    ],
    [
      'the method is switched off',
      { ...CACHED, methodSettings: { ...CACHED.methodSettings, '/pets/{id}/GET': { cachingEnabled: false } } },
      {},
    ],
  ])('is told nothing when %s', async (_, stage, integration) => {
    expect(await find(stage, integration, '/pets/{id}')).toEqual([]);
  });

  it('of GET is none of an ANY beside it', async () => {
    const key = { cacheKeyParameters: ['method.request.path.id'] };
    const methods = { GET: { integration: { ...MOCK, ...key } }, ANY: { integration: MOCK } };
    for (const methodSettings of [CACHED.methodSettings, { '/pets/{id}/GET': { cachingEnabled: true } }]) {
      const v1 = { ...CACHED, methodSettings };
      expect((await load({ stages: { v1 }, resources: { '/pets/{id}': methods } })).problems).toEqual([]);
    }
  });

  it('keeps no streamed answer, which is told', async () => {
    const streamed = { type: 'HTTP_PROXY', httpMethod: 'GET', uri: 'http://a.test', responseTransferMode: 'STREAM' };
    expect(codes(await find(CACHED, streamed))).toContain('warning config-cached-stream');
  });
});

describe('a cache key parameter', () => {
  it.each(['method.request.querystring.a', 'method.request.header.a', 'integration.request.header.a'])(
    'that is not declared is refused as AWS refuses it: %s',
    async (parameter) => {
      expect(only(await find({}, { cacheKeyParameters: [parameter] })).what).toBe(
        `GET /pets has the cache key parameter "${parameter}", which is not declared. AWS says: BadRequestException: Invalid cache key parameter specified`,
      );
    },
  );

  it('that is declared is taken', async () => {
    const declared = { requestParameters: { 'method.request.querystring.a': false } };
    expect(await find({}, { cacheKeyParameters: ['method.request.querystring.a'] }, '/pets', declared)).toEqual([]);
  });

  it('of another form is refused', async () => {
    expect(codes(await find({}, { cacheKeyParameters: ['request.querystring.a'] }))).toEqual([
      'error config-bad-value',
    ]);
  });
});
