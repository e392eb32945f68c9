import { stableId } from '../../shared/aws-names.ts';
import type { Access, ApiKey, ApiStage, Quota, Throttle, UsagePlan } from '../access.ts';
import type { WrittenApiKey, WrittenProject, WrittenThrottle, WrittenUsagePlan } from '../written.ts';
import { fillEnv } from './fill-env.ts';
import { keySourceOf, type Reading, sourceOf } from './reading.ts';

/** API keys, usage plans and the account's throttle, as routes.json has them. */
export function readAccess(written: WrittenProject, reading: Reading): Access {
  const { apiKeys = {}, usagePlans = {}, accountThrottle } = written;
  return {
    apiKeys: Object.entries(apiKeys).map(([name, key]) => readKey(name, key, apiKeys, reading)),
    usagePlans: Object.entries(usagePlans).map(([name, plan]) => readPlan(name, plan, written, reading)),
    ...(accountThrottle && { accountThrottle: readThrottle(accountThrottle) }),
  };
}

function readKey(name: string, written: WrittenApiKey, holder: object, reading: Reading): ApiKey {
  const { description, value = '', enabled = true } = written;
  return reading.locator.remember(
    {
      id: keyId(name),
      name,
      ...(description !== undefined && { description }),
      value: fillEnv(value, `The value of the API key ${name}`, () => sourceOf(reading, written, 'value'), reading),
      enabled,
      source: keySourceOf(reading, holder, name),
    },
    written,
  );
}

/** The id of a key in routes.json, which has none: the same on each start. */
function keyId(name: string): string {
  return stableId(`api key ${name}`, 10);
}

function readPlan(
  name: string,
  written: WrittenUsagePlan,
  { apiKeys = {}, usagePlans = {} }: WrittenProject,
  reading: Reading,
): UsagePlan {
  const { description, apiStages = [], throttle, quota, keys = [] } = written;
  return reading.locator.remember(
    {
      id: stableId(`usage plan ${name}`, 6),
      name,
      ...(description !== undefined && { description }),
      apiStages: reading.locator.remember(
        apiStages.map(({ stage = '', throttle: ofMethods }): ApiStage => {
          if (!ofMethods) return { stage };
          const entries = Object.entries(ofMethods).map(([method, one]) => [method, readThrottle(one)]);
          return { stage, throttle: reading.locator.remember(Object.fromEntries(entries), ofMethods) };
        }),
        apiStages,
      ),
      // The check finds those that aren't there by their names.
      keys: reading.locator.remember(
        keys.map((key) => (Object.hasOwn(apiKeys, key) ? keyId(key) : key)),
        keys,
      ),
      ...(throttle && { throttle: readThrottle(throttle) }),
      ...(quota && { quota: reading.locator.remember(readQuota(quota), quota) }),
      source: keySourceOf(reading, usagePlans, name),
    },
    written,
  );
}

/** A part that is missing was reported. */
function readThrottle({ rateLimit = 0, burstLimit = 0 }: WrittenThrottle): Throttle {
  return { rateLimit, burstLimit };
}

function readQuota({ limit = 0, offset = 0, period = 'MONTH' }: Partial<Quota>): Quota {
  return { limit, offset, period };
}
