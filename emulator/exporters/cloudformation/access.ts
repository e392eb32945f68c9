import type { Access, ApiKey, Throttle, UsagePlan } from '../../config/access.ts';
import type { Stage } from '../../config/types.ts';
import { filled } from '../filled.ts';
import { logicalNames } from './logical-names.ts';
import { type JsonObject, joinParts, type TemplatePart } from './part.ts';
import { ref } from './substitute.ts';

/**
 * The API keys and usage plans. The value of a key is a parameter that CloudFormation doesn't show. Another value is
 * another key for CloudFormation, which it makes in the place of none that a template names: it names them itself. A plan
 * opens the stage of the template: one that isn't in it can't be named.
 */
export function accessPart({ apiKeys, usagePlans }: Access, stage: Stage | undefined): TemplatePart {
  const names = logicalNames(apiKeys.map(({ name }) => name));
  const keyIds = new Map(apiKeys.map(({ id, name }) => [id, names.get(name) ?? '']));
  const planIds = logicalNames(usagePlans.map(({ name }) => name));
  return joinParts([
    ...apiKeys.map((key) => keyPart(key, keyIds.get(key.id) ?? '')),
    ...usagePlans.map((plan) => planPart(plan, { id: planIds.get(plan.name) ?? '', keyIds, stage })),
  ]);
}

/** The parameter that holds the value of an API key. */
export function keyValueParameter(id: string): string {
  return `${id}ApiKeyValue`;
}

/** The resource of a usage plan. */
export function usagePlanResource(id: string): string {
  return `${id}UsagePlan`;
}

function keyPart({ name, description, enabled }: ApiKey, id: string): TemplatePart {
  return {
    parameters: {
      [keyValueParameter(id)]: {
        Type: 'String',
        Description: `Value of the API key ${name}`,
        NoEcho: true,
        MinLength: 20,
        MaxLength: 128,
      },
    },
    resources: {
      [`${id}ApiKey`]: {
        Type: 'AWS::ApiGateway::ApiKey',
        Properties: {
          Description: description || name,
          Enabled: enabled,
          Value: ref(keyValueParameter(id)),
        },
      },
    },
  };
}

interface PlanInput {
  readonly id: string;
  /** Id of an API key → what its resource begins with. */
  readonly keyIds: ReadonlyMap<string, string>;
  readonly stage: Stage | undefined;
}

function planPart(plan: UsagePlan, { id, keyIds, stage }: PlanInput): TemplatePart {
  const { name, description, apiStages, throttle, quota, keys } = plan;
  const opened = apiStages.filter((one) => one.stage === stage?.name);
  const others = apiStages.filter((one) => one.stage !== stage?.name).map((one) => one.stage);
  const planKeys = keys.flatMap((key) => keyIds.get(key) ?? []);
  const resources = planKeys.map((keyId) => [
    `${id}UsagePlanKeyOf${keyId}`,
    {
      Type: 'AWS::ApiGateway::UsagePlanKey',
      Properties: { KeyId: ref(`${keyId}ApiKey`), KeyType: 'API_KEY', UsagePlanId: ref(usagePlanResource(id)) },
    },
  ]);
  return {
    resources: {
      [usagePlanResource(id)]: {
        Type: 'AWS::ApiGateway::UsagePlan',
        Properties: {
          UsagePlanName: name,
          ...filled({
            Description: description,
            ApiStages: opened.map((one) => ({
              ApiId: ref('RestApi'),
              Stage: ref('Stage'),
              ...filled({ Throttle: methodThrottles(one.throttle) }),
            })),
          }),
          ...(throttle && { Throttle: throttleSettings(throttle) }),
          ...(quota && { Quota: { Limit: quota.limit, Offset: quota.offset, Period: quota.period } }),
        },
      },
      ...Object.fromEntries(resources),
    },
    notes:
      others.length === 0
        ? []
        : [`The usage plan ${name} opens ${others.join(', ')}, too, and can't in a template without it.`],
  };
}

function methodThrottles(throttles: Readonly<Record<string, Throttle>> = {}): JsonObject {
  return Object.fromEntries(Object.entries(throttles).map(([method, one]) => [method, throttleSettings(one)]));
}

function throttleSettings({ rateLimit, burstLimit }: Throttle): JsonObject {
  return { RateLimit: rateLimit, BurstLimit: burstLimit };
}
