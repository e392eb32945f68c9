import type { Access, ApiKey, UsagePlan } from '../../../config/access.ts';

/** API keys by their values, and the usage plans of each stage by the ids of their keys. */
interface AccessIndex {
  readonly keys: ReadonlyMap<string, ApiKey>;
  readonly plans: ReadonlyMap<string, ReadonlyMap<string, UsagePlan>>;
}

const indexes = new WeakMap<Access, AccessIndex>();

/** The API key with this value. */
export function keyWithValue(access: Access, value: string): ApiKey | undefined {
  return indexOf(access).keys.get(value);
}

/** The usage plan by which a key opens a stage: one at most, since AWS takes a key into one plan of a stage only. */
export function planOf(access: Access, key: ApiKey, stage: string): UsagePlan | undefined {
  return indexOf(access).plans.get(stage)?.get(key.id);
}

function indexOf(access: Access): AccessIndex {
  const known = indexes.get(access);
  if (known) return known;
  const plans = new Map<string, Map<string, UsagePlan>>();
  for (const plan of access.usagePlans) {
    for (const { stage } of plan.apiStages) {
      const ofStage = plans.get(stage) ?? new Map<string, UsagePlan>();
      plans.set(stage, ofStage);
      for (const key of plan.keys) if (!ofStage.has(key)) ofStage.set(key, plan);
    }
  }
  const index = { keys: new Map(access.apiKeys.map((key) => [key.value, key])), plans };
  indexes.set(access, index);
  return index;
}
