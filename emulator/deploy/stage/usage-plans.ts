import type { PatchOperation, UsagePlan as UsagePlanOnAws } from '@aws-sdk/client-api-gateway';
import type { ApiStage, Throttle, UsagePlan } from '../../config/access.ts';
import type { Logger } from '../../terminal/logger.ts';
import type { Aws } from '../aws.ts';
import { readStages } from './stages-on-aws.ts';
import { type Wait, whenFree } from './when-free.ts';

interface OpenedStage {
  readonly restApiId: string;
  readonly stageName: string;
  readonly usagePlans: readonly UsagePlan[];
  readonly usagePlanIds: ReadonlyMap<string, string>;
}

/**
 * Makes the usage plans open the stage, or not, as the files say, with its throttles of methods. A change of the stack
 * may have taken all stages from a plan: other stages that are on AWS and aren't in the plan are put back.
 */
export async function openUsagePlans(
  aws: Aws,
  { restApiId, stageName, usagePlans, usagePlanIds }: OpenedStage,
  { report, wait }: { readonly report: Logger; readonly wait: Wait | undefined },
): Promise<void> {
  if (usagePlans.length === 0) return;
  const { GetUsagePlanCommand } = await import('@aws-sdk/client-api-gateway');
  const existing = (await readStages(aws, restApiId)).map((stage) => stage.stageName ?? '');
  const changes: { name: string; usagePlanId: string; patches: PatchOperation[]; opened: string[] }[] = [];
  for (const { name, apiStages } of usagePlans) {
    const usagePlanId = usagePlanIds.get(name) ?? '';
    const plan = await aws.apiGateway.send(new GetUsagePlanCommand({ usagePlanId }));
    const wanted = apiStages.filter(({ stage }) => existing.includes(stage));
    const patches = planPatches(wanted, ofApi(plan, restApiId), { restApiId, stageName });
    if (patches.length > 0) changes.push({ name, usagePlanId, patches, opened: wanted.map(({ stage }) => stage) });
  }
  if (changes.length > 1) {
    report.print(`    ${changes.length} usage plans change; AWS takes a change of one every 20 seconds`);
  }
  // For a key that is in several plans AWS takes one on a stage: that which has it lets go first.
  const shut = changes.filter(({ patches }) => patches.some(isShutting));
  const others = changes.filter((change) => !shut.includes(change));
  for (const { name, usagePlanId, patches, opened } of [...shut, ...others]) {
    await updateUsagePlan(aws, usagePlanId, patches, wait);
    report.print(`    usage plan ${name}: ${opened.length === 0 ? 'no stage' : opened.join(', ')}`);
  }
}

/**
 * Takes the stages of an API out of usage plans, all of them or those with an id of `only`: AWS deletes neither a plan
 * that has stages nor a stage that is in one. Gives the names of the plans.
 */
export async function releaseUsagePlans(
  aws: Aws,
  restApiId: string,
  { only, wait }: { readonly only?: ReadonlySet<string>; readonly wait?: Wait } = {},
): Promise<readonly string[]> {
  const released: string[] = [];
  for (const plan of await readUsagePlans(aws)) {
    if (only !== undefined && !only.has(plan.id ?? '')) continue;
    const stages = [...ofApi(plan, restApiId).keys()];
    if (stages.length === 0) continue;
    await updateUsagePlan(
      aws,
      plan.id ?? '',
      stages.map((stage) => remove(restApiId, stage)),
      wait,
    );
    released.push(plan.name ?? plan.id ?? '');
  }
  return released;
}

type Throttles = Readonly<Record<string, Throttle>>;
type StagesOfPlan = ReadonlyMap<string, Throttles>;

/** A plan's stages of one API, each with its throttles by method: `/pets/{id}/GET`. */
function ofApi({ apiStages = [] }: UsagePlanOnAws, restApiId: string): StagesOfPlan {
  const ours = apiStages.filter(({ apiId }) => apiId === restApiId);
  return new Map(
    ours.map(({ stage = '', throttle = {} }) => {
      const throttles = Object.entries(throttle).map(([method, { rateLimit = 0, burstLimit = 0 }]) => [
        method,
        { rateLimit, burstLimit },
      ]);
      return [stage, Object.fromEntries(throttles)];
    }),
  );
}

/** All of the stage that is deployed, and of others no more than that they are in the plan. */
function planPatches(
  wanted: readonly ApiStage[],
  before: StagesOfPlan,
  { restApiId, stageName }: { readonly restApiId: string; readonly stageName: string },
): PatchOperation[] {
  const opened = wanted.flatMap(({ stage, throttle = {} }): PatchOperation[] => {
    const there = before.get(stage);
    const path = `/apiStages/${restApiId}:${stage}/throttle`;
    if (there === undefined) {
      return [
        { op: 'add', path: '/apiStages', value: `${restApiId}:${stage}` },
        ...throttlePatches(path, throttle, {}),
      ];
    }
    return stage === stageName ? throttlePatches(path, throttle, there) : [];
  });
  const isShut = before.has(stageName) && !wanted.some(({ stage }) => stage === stageName);
  return [...opened, ...(isShut ? [remove(restApiId, stageName)] : [])];
}

function isShutting({ op, path }: PatchOperation): boolean {
  return op === 'remove' && path === '/apiStages';
}

function remove(restApiId: string, stage: string): PatchOperation {
  return { op: 'remove', path: '/apiStages', value: `${restApiId}:${stage}` };
}

/**
 * A method stands in the path as it stands in the plan, with its slashes: `…/throttle//pets/{id}/GET/rateLimit`. So
 * Terraform's aws_api_gateway_usage_plan writes it, which is tested on AWS; with `~1`, as in UpdateStage, nobody showed
 * it. Where one is gone, all of the stage are set anew: that needs no path of the one.
 */
function throttlePatches(path: string, wanted: Throttles, before: Throttles): PatchOperation[] {
  const isGone = Object.keys(before).some((method) => !Object.hasOwn(wanted, method));
  const kept: Throttles = isGone ? {} : before;
  const set = Object.entries(wanted).flatMap(([method, throttle]) =>
    (['rateLimit', 'burstLimit'] as const).flatMap((limit): PatchOperation[] =>
      kept[method]?.[limit] === throttle[limit]
        ? []
        : [{ op: 'replace', path: `${path}/${method}/${limit}`, value: String(throttle[limit]) }],
    ),
  );
  return isGone ? [{ op: 'remove', path }, ...set] : set;
}

async function updateUsagePlan(
  aws: Aws,
  usagePlanId: string,
  patchOperations: PatchOperation[],
  wait?: Wait,
): Promise<void> {
  const { UpdateUsagePlanCommand } = await import('@aws-sdk/client-api-gateway');
  const command = new UpdateUsagePlanCommand({ usagePlanId, patchOperations });
  await whenFree(() => aws.apiGateway.send(command), wait);
}

async function readUsagePlans(aws: Aws): Promise<readonly UsagePlanOnAws[]> {
  const { GetUsagePlansCommand } = await import('@aws-sdk/client-api-gateway');
  const plans: UsagePlanOnAws[] = [];
  let position: string | undefined;
  do {
    const page = await aws.apiGateway.send(new GetUsagePlansCommand({ position, limit: 500 }));
    plans.push(...(page.items ?? []));
    position = page.position;
  } while (position !== undefined);
  return plans;
}
