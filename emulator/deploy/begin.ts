import type { Logger } from '../terminal/logger.ts';
import type { Around } from './around.ts';
import type { Aws } from './aws.ts';
import { type DeployInput, makePlan, type Plan, prepare } from './plan.ts';
import { checkStageInput } from './stage/check-stage.ts';

/** Connects to AWS, and says in a line what goes where. */
export async function connectTo(
  { api, stage, stackName }: Pick<DeployInput, 'api' | 'stage' | 'stackName'>,
  { connect, logger }: Pick<Around, 'connect' | 'logger'>,
): Promise<Aws> {
  const aws = await connect();
  const { colors: c } = logger;
  const where = aws.endpointUrl === undefined ? aws.region : `${aws.region} at ${aws.endpointUrl}`;
  logger.print(`\n  ${c.bold(`${api.name} → ${stage.name}`)}  ${c.dim(`the stack ${stackName} in ${where}`)}\n`);
  return aws;
}

/**
 * What a deploy, or a dry run of one, begins with: everything that can be refused is, without a call to AWS or by calls
 * that only read. @throws OffstageError
 */
export async function begin(input: DeployInput, around: Around): Promise<{ readonly aws: Aws; readonly plan: Plan }> {
  checkStageInput(input);
  const prepared = await prepare(input);
  around.warn(prepared.packages.flatMap(({ warnings }) => warnings));
  const aws = await connectTo(input, around);
  return { aws, plan: await makePlan(aws, input, prepared) };
}

/** Says what a deploy doesn't do by itself. Somebody who has deployed it before knows. */
export function tellNotes({ notes }: Pick<Plan, 'notes'>, { print, colors: c }: Logger): void {
  for (const note of notes) print(`  ${c.yellow('!')} ${note}`);
  if (notes.length > 0) print('');
}
