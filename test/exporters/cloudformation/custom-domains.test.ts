import { describe, expect, it } from 'vitest';
import { exported, small } from './exported.ts';

const domains = (basePathMappings: object, name = 'api.pets.localhost') => ({
  ...small,
  stages: { v1: {}, v2: {} },
  customDomains: { [name]: { basePathMappings } },
});

describe('a custom domain in a template', () => {
  it('is made where its name and its certificate are given, with the mappings of the stage', async () => {
    const routes = domains({ '(none)': { stage: 'v1' }, 'shop/v1': { stage: 'v1' }, shop: { stage: 'v2' } });
    const { resources, parameters, notes, text } = await exported(routes, { stage: 'v1' });
    const condition = { Condition: 'ApiPetsLocalhostDomainIsWanted' };
    expect(resources).toMatchObject({
      ApiPetsLocalhostDomain: {
        Type: 'AWS::ApiGateway::DomainName',
        ...condition,
        Properties: {
          DomainName: { Ref: 'ApiPetsLocalhostDomainName' },
          RegionalCertificateArn: { Ref: 'ApiPetsLocalhostDomainCertificateArn' },
          EndpointConfiguration: { Types: ['REGIONAL'] },
          SecurityPolicy: 'TLS_1_2',
        },
      },
      ApiPetsLocalhostDomainMapping1: {
        Type: 'AWS::ApiGatewayV2::ApiMapping',
        ...condition,
        Properties: { ApiMappingKey: 'shop/v1', ApiId: { Ref: 'RestApi' }, Stage: { Ref: 'Stage' } },
      },
      ApiPetsLocalhostDomainMapping2: { Type: 'AWS::ApiGatewayV2::ApiMapping', ...condition },
    });
    expect(resources.ApiPetsLocalhostDomainMapping2?.Properties).not.toHaveProperty('ApiMappingKey');
    expect(parameters).toMatchObject({
      ApiPetsLocalhostDomainName: { Default: '' },
      ApiPetsLocalhostDomainCertificateArn: { Default: '' },
    });
    expect(text).toContain('{"Fn::GetAtt":["ApiPetsLocalhostDomain","RegionalDomainName"]}');
    expect(notes).toEqual(
      expect.arrayContaining([
        expect.stringContaining('ApiPetsLocalhostDomainCertificateArn'),
        'Mappings of api.pets.localhost that lead to other stages than v1 are left out: shop.',
      ]),
    );
  });

  it('has its own name for a parameter’s value where that is a real one', async () => {
    const { parameters } = await exported(domains({ '': { stage: 'v1' } }, 'api.pets.test'), { stage: 'v1' });
    expect(parameters.ApiPetsTestDomainName).toMatchObject({ Default: 'api.pets.test' });
  });

  it('leaves the stage to the path where its mapping does', async () => {
    const { resources } = await exported(domains({ shop: {}, '': {} }), { stage: 'v1' });
    expect(resources).toMatchObject({
      ApiPetsLocalhostDomainMapping1: {
        Type: 'AWS::ApiGateway::BasePathMapping',
        Properties: { BasePath: 'shop', RestApiId: { Ref: 'RestApi' } },
      },
    });
    expect(resources.ApiPetsLocalhostDomainMapping1?.Properties).not.toHaveProperty('Stage');
    expect(resources.ApiPetsLocalhostDomainMapping2?.Properties).not.toHaveProperty('BasePath');
  });

  it('is left out, and that is said, of a template without a stage', async () => {
    const { text, notes } = await exported(domains({ '': { stage: 'v1' } }));
    expect(text).not.toContain('DomainName');
    expect(notes).toContainEqual(expect.stringMatching(/^Custom domains are left out/));
    expect((await exported(small)).notes).not.toContainEqual(expect.stringMatching(/[Cc]ustom domain/));
  });

  it('leads to an API whose own addresses may be closed', async () => {
    const closed = { ...domains({ '': { stage: 'v1' } }), disableExecuteApiEndpoint: true };
    const { resources } = await exported(closed, { stage: 'v1' });
    expect(resources.RestApi?.Properties).toMatchObject({ DisableExecuteApiEndpoint: true });
  });
});
