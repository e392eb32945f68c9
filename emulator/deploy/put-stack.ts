import { approveLosses } from './approve-losses.ts';
import type { Around } from './around.ts';
import type { Aws } from './aws.ts';
import { makeWay } from './make-way.ts';
import type { Plan } from './plan.ts';
import { type ChangedStack, changeStack } from './stack/change-stack.ts';
import { stackInput } from './stack/stack-input.ts';

/** Brings the stack to what the project says: the API, its functions, keys, plans and log groups, the site's bucket. */
export async function putStack(
  aws: Aws,
  { input, text, before, parameters }: Plan,
  bucket: string | undefined,
  { journal, logger, ask }: Pick<Around, 'journal' | 'logger' | 'ask'>,
): Promise<ChangedStack> {
  const { stackName } = input;
  const wanted = stackInput(aws, { stackName, template: text, bucket, parameters: parameters(bucket) });
  const changed = await journal.step(
    {
      during: `CloudFormation may be at work on the stack ${stackName}, and goes on with it.`,
      done: ({ changes: made }) => (made.length === 0 ? undefined : `The stack ${stackName} is what the project says.`),
    },
    () =>
      changeStack(aws, wanted, before, logger, async (planned) => {
        await approveLosses(planned, stackName, ask);
        await makeWay(aws, planned, before, logger);
      }),
  );
  if (changed.changes.length === 0)
    logger.print(`  ${logger.colors.green('✓')} the stack ${stackName} needs no change`);
  return changed;
}
