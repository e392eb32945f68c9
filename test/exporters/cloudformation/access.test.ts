import { describe, expect, it } from 'vitest';
import { exported, ofType, small } from './exported.ts';

const value = 'the-key-of-the-dashboard';
const throttle = { rateLimit: 1.5, burstLimit: 2 };
const routes = {
  ...small,
  stages: { v1: {}, beta: {} },
  apiKeys: { dashboard: { value, description: 'the wall' }, 'old-one': { value: `${value}-2`, enabled: false } },
  usagePlans: {
    gold: {
      apiStages: [{ stage: 'v1', throttle: { '/pets/GET': throttle } }, { stage: 'beta' }],
      throttle: { rateLimit: 10, burstLimit: 20 },
      quota: { limit: 1000, period: 'MONTH', offset: 3 },
      keys: ['dashboard', 'old-one'],
    },
    none: {},
  },
};

describe('the API keys of a template', () => {
  it('get their values by parameters that nobody is shown, and names of CloudFormation’s', async () => {
    const template = await exported(routes);
    expect(ofType(template, 'AWS::ApiGateway::ApiKey')).toEqual({
      DashboardApiKey: {
        Description: 'the wall',
        Enabled: true,
        Value: { Ref: 'DashboardApiKeyValue' },
      },
      OldOneApiKey: { Description: 'old-one', Enabled: false, Value: { Ref: 'OldOneApiKeyValue' } },
    });
    expect(template.parameters.DashboardApiKeyValue).toMatchObject({ NoEcho: true, MinLength: 20, MaxLength: 128 });
    expect(template.parameters.DashboardApiKeyValue).not.toHaveProperty('Default');
    expect(template.text).not.toContain(value);
  });
});

describe('the usage plans of a template', () => {
  it('open the stage that is in it, and tell the others', async () => {
    const template = await exported(routes, { stage: 'v1' });
    expect(ofType(template, 'AWS::ApiGateway::UsagePlan')).toEqual({
      GoldUsagePlan: {
        UsagePlanName: 'gold',
        ApiStages: [
          {
            ApiId: { Ref: 'RestApi' },
            Stage: { Ref: 'Stage' },
            Throttle: { '/pets/GET': { RateLimit: 1.5, BurstLimit: 2 } },
          },
        ],
        Throttle: { RateLimit: 10, BurstLimit: 20 },
        Quota: { Limit: 1000, Offset: 3, Period: 'MONTH' },
      },
      NoneUsagePlan: { UsagePlanName: 'none' },
    });
    expect(ofType(template, 'AWS::ApiGateway::UsagePlanKey')).toEqual({
      GoldUsagePlanKeyOfDashboard: {
        KeyId: { Ref: 'DashboardApiKey' },
        KeyType: 'API_KEY',
        UsagePlanId: { Ref: 'GoldUsagePlan' },
      },
      GoldUsagePlanKeyOfOldOne: {
        KeyId: { Ref: 'OldOneApiKey' },
        KeyType: 'API_KEY',
        UsagePlanId: { Ref: 'GoldUsagePlan' },
      },
    });
    expect(template.notes.filter((note) => note.includes('usage plan gold opens beta'))).toHaveLength(1);
  });

  it('open none without a stage, and tell it', async () => {
    const template = await exported(routes);
    expect(template.resources.GoldUsagePlan?.Properties).not.toHaveProperty('ApiStages');
    expect(template.notes.filter((note) => note.includes('usage plan gold opens v1, beta'))).toHaveLength(1);
  });
});
