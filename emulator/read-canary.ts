import type { Problem } from './config/problem.ts';
import type { Project, RestApi, Stage } from './config/types.ts';
import { isPercentage } from './deployments/update-canary.ts';
import { checkVariableName, checkVariableValue } from './deployments/variable-rules.ts';
import { type Explanation, explain } from './errors/explanation.ts';
import { OffstageError } from './errors/offstage-error.ts';
import { importOpenApi } from './importers/openapi.ts';
import { unsupportedFeatures } from './importers/unsupported.ts';
import type { EmulatorOptions, StageOptions } from './options.ts';

/** The API with the canary on its first stage, and what the canary serves. */
interface WithCanary {
  readonly api: RestApi;
  readonly snapshots: NonNullable<Project['snapshots']>;
  readonly problems: readonly Problem[];
}

/**
 * The canary that comes with a document: another document, put into the same API as PutRestApi does it, is its
 * deployment. Throws AWS's refusal of what is no document at all, and an OffstageError for settings that can't be.
 */
export async function readCanary(
  base: RestApi,
  canary: NonNullable<StageOptions['canary']>,
  { importParameters }: EmulatorOptions,
): Promise<WithCanary> {
  const { openapi: document, percentTraffic, stageVariableOverrides, useStageCache = false } = canary;
  const { stages } = base;
  const faults = stages.flatMap((stage) => findFaults(stage, canary));
  if (faults.length > 0) throw new OffstageError(faults);
  const { api, problems } = await importOpenApi({
    document,
    basepath: importParameters?.basepath,
    // A deployment of its own, even when both documents are the same.
    stages: stages.map(({ name, variables }) => ({ name: `${name} canary`, variables })),
    into: base,
  });
  const deploymentId = api.stages[0]?.deploymentId ?? '';
  const overrides = stageVariableOverrides && { stageVariableOverrides };
  const canarySettings = { deploymentId, percentTraffic, ...overrides, useStageCache };
  return {
    api: { ...base, stages: stages.map((stage): Stage => ({ ...stage, canarySettings })) },
    snapshots: new Map([[deploymentId, { ...api, stages }]]),
    problems: [...problems, ...unsupportedFeatures(api)],
  };
}

function findFaults(
  { name: stage, source }: Stage,
  { percentTraffic, stageVariableOverrides = {} }: CanaryOptions,
): Explanation[] {
  const percent = String(percentTraffic);
  return [
    ...(isPercentage(percentTraffic) ? [] : [explain('canary-percentage', { percent, stage }, { source })]),
    ...Object.entries(stageVariableOverrides).flatMap(([name, value]) => {
      const message = refusalOf(name, value);
      return message === undefined ? [] : [explain('stage-update-refused', { message }, { source })];
    }),
  ];
}

type CanaryOptions = NonNullable<StageOptions['canary']>;

function refusalOf(name: string, value: string): string | undefined {
  try {
    checkVariableName(name);
    checkVariableValue(value);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
