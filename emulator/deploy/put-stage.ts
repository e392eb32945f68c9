import { stageAddress } from './addresses.ts';
import type { Around } from './around.ts';
import type { Aws } from './aws.ts';
import { type Plan, REST_API } from './plan.ts';
import type { StackState } from './stack/read-stack.ts';
import { contentHash as hashOf } from './stage/content-hash.ts';
import { deployStage, type StageDeployment } from './stage/deploy-stage.ts';

export interface PutStage {
  readonly restApiId: string;
  /** Of what the API in the stack is now. */
  readonly contentHash: string;
  /** Invoke URL. */
  readonly apiUrl: string;
}

/** Deploys what the API in the stack is now to the stage. */
export async function putStage(
  aws: Aws,
  plan: Plan,
  stack: StackState,
  { journal, logger }: Pick<Around, 'journal' | 'logger'>,
): Promise<PutStage> {
  const { name } = plan.input.stage;
  const wanted = stageDeployment(plan, stack);
  const partly = `The stage ${name} may have a part of what it should have.`;
  await journal.step(
    {
      during: partly,
      failed: partly,
      done: (made) => `The stage ${name} has got the deployment ${made.deploymentId}.`,
    },
    () => deployStage(aws, wanted, logger),
  );
  const { restApiId, contentHash } = wanted;
  return { restApiId, contentHash, apiUrl: stageAddress(aws, stack, name) };
}

/** What is deployed to the stage, in the words of `deployStage`. */
export function stageDeployment({ input, template }: Plan, stack: StackState): StageDeployment {
  const { api, stage, project, description, canary } = input;
  const accessLogGroupArn = stack.outputs.get(template.accessLogs.get(stage.name) ?? '');
  return {
    restApiId: stack.physicalIds.get(REST_API) ?? '',
    stackId: stack.stackId,
    api,
    stage,
    contentHash: hashOf(template.template.Resources[REST_API], stack.parameters),
    ...(description !== undefined && { description }),
    ...(canary !== undefined && { canary }),
    ...(accessLogGroupArn !== undefined && { accessLogGroupArn }),
    usagePlans: project.access.usagePlans,
    usagePlanIds: new Map([...template.usagePlans].map(([plan, id]) => [plan, stack.physicalIds.get(id) ?? ''])),
  };
}
