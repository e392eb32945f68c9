import { describe, expect, it } from 'vitest';
import { codes, load, only } from '../fixture.ts';

const MOCK = { GET: { integration: { type: 'MOCK' } } };

const find = async (customDomains: object, rest: object = {}) =>
  (await load({ resources: { '/pets': MOCK }, customDomains, ...rest })).problems;

const domain = (basePathMappings: object) => ({ 'api.pets.localhost': { basePathMappings } });

describe('a custom domain', () => {
  it('below localhost with mappings to stages is told nothing', async () => {
    const mappings = { '(none)': { stage: 'v1' }, shop: { stage: 'v1' }, 'shop/v2': { stage: 'v1' }, any: {} };
    expect(await find(domain(mappings))).toEqual([]);
    expect(await find({ '*.pets.localhost': { basePathMappings: { '': { stage: '(none)' } } } })).toEqual([]);
  });

  it('is read with the longest base path first, and with AWS’s word for none', async () => {
    const { project } = await load({
      resources: { '/pets': MOCK },
      customDomains: domain({ '(none)': { stage: '(none)' }, a: { stage: 'v1' }, 'a/b': { stage: 'v1' } }),
    });
    expect(project?.customDomains?.get('api.pets.localhost')?.basePathMappings).toMatchObject([
      { basePath: 'a/b', stage: 'v1' },
      { basePath: 'a', stage: 'v1' },
      { basePath: '' },
    ]);
    expect((await load({ resources: {} })).project).not.toHaveProperty('customDomains');
  });

  it('whose mapping leads to a stage that isn’t there is told with the nearest', async () => {
    const problem = only(await find(domain({ shop: { stage: 'v2' } }), { stages: { v1: {}, v3: {} } }));
    expect(problem).toMatchObject({ code: 'config-mapping-stage' });
    expect(problem.detail).toContain('"stage": "v2"');
    const near = only(await find(domain({ shop: { stage: 'prd' } }), { stages: { prod: {} } }));
    expect(near.remedy).toBe('Did you mean "prod"?');
  });

  it('is told nothing of a stage that is wrong itself', async () => {
    const stages = { v1: { variables: 7 } };
    expect(codes(await find(domain({ shop: { stage: 'v1' } }), { stages }))).toEqual(['error config-wrong-type']);
  });

  it.each([
    [domain({ '': { stage: 'v1' }, '(none)': { stage: 'v1' } }), 'error config-mapping-twice'],
    [domain({ 'shop/v2': {} }), 'error config-mapping-needs-stage'],
    [domain({ '/shop': { stage: 'v1' } }), 'error config-bad-name'],
    [domain({ 'shop/': { stage: 'v1' } }), 'error config-bad-name'],
    [domain({ 'a//b': { stage: 'v1' } }), 'error config-bad-name'],
    [domain({ 'a b': { stage: 'v1' } }), 'error config-bad-name'],
    [domain({ 'a%20b': { stage: 'v1' } }), 'error config-bad-name'],
    [domain({ ['a'.repeat(301)]: { stage: 'v1' } }), 'error config-bad-name'],
    [domain({ shop: { stage: '' } }), 'error config-bad-value'],
    [domain({ shop: { stage: 1 } }), 'error config-wrong-type'],
    [domain({ shop: 'v1' }), 'error config-wrong-type'],
    [domain({ shop: { stage: 'v1', restApiId: 'abc' } }), 'error config-not-supported-yet'],
    [{ 'api.pets.localhost': {} }, 'error config-missing-property'],
    [{ 'api.pets.localhost': { basePathMappings: {}, mutualTlsAuthentication: {} } }, 'error config-not-supported-yet'],
    [{ 'api.pets.localhost': { basePathMappings: {}, securityPolicy: 'TLS_1_0' } }, 'error config-not-supported-yet'],
    [{ 'API.pets.localhost': { basePathMappings: {} } }, 'error config-bad-name'],
    [{ localhost: { basePathMappings: {} } }, 'error config-bad-name'],
    [{ '127.0.0.1': { basePathMappings: {} } }, 'error config-bad-name'],
    [{ 'http://api.pets.localhost': { basePathMappings: {} } }, 'error config-bad-name'],
    [{ 'api.pets.localhost:3000': { basePathMappings: {} } }, 'error config-bad-name'],
    [{ 'a.*.localhost': { basePathMappings: {} } }, 'error config-bad-name'],
    [{ 'shop.execute-api.localhost': { basePathMappings: {} } }, 'error config-domain-taken'],
    [{ '*.execute-api.localhost': { basePathMappings: {} } }, 'error config-domain-taken'],
    [{ 'x.us-east-1.amazonaws.com': { basePathMappings: {} } }, 'error config-domain-taken'],
    [{ 'api.pets.test': { basePathMappings: {} } }, 'warning config-domain-unresolved'],
    [{ '*.pets.test': { basePathMappings: {} } }, 'warning config-domain-unresolved'],
  ])('%j is told', async (customDomains, code) => {
    expect(codes(await find(customDomains))).toEqual([code]);
  });

  it('is told of resources that AWS’s health checks hide at its root', async () => {
    const resources = { '/ping': MOCK, '/pets': MOCK };
    expect(codes(await find(domain({ '(none)': { stage: 'v1' } }), { resources }))).toEqual([
      'warning config-domain-health-check',
    ]);
    expect(await find(domain({ shop: { stage: 'v1' } }), { resources })).toEqual([]);
  });

  it('in a project without an API leads nowhere, and is told', async () => {
    const { problems } = await load({ stages: undefined, customDomains: domain({ shop: { stage: 'v1' } }) });
    expect(codes(problems)).toContain('error config-mapping-stage');
  });
});

describe('a default endpoint that is disabled', () => {
  it('is told where no custom domain leads to the API', async () => {
    const closed = { disableExecuteApiEndpoint: true };
    expect(codes(await find({}, closed))).toEqual(['warning config-endpoint-closed']);
    expect(codes(await find(domain({}), closed))).toEqual(['warning config-endpoint-closed']);
    expect(await find(domain({ '': { stage: 'v1' } }), closed)).toEqual([]);
  });

  it('is said by the document where there is one', async () => {
    const document = {
      openapi: '3.0.1',
      info: { title: 'pets', version: '1' },
      paths: {},
      'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint: true },
    };
    const { problems } = await load({ openapi: 'api.json', disableExecuteApiEndpoint: true }, { 'api.json': document });
    expect(codes(problems)).toContain('error config-beside-openapi');
  });
});
