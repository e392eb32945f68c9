import type { Around } from '../deploy/around.ts';
import { type Aws, type AwsOptions, connectAws } from '../deploy/aws.ts';
import { explainAwsFailure } from '../deploy/aws-failure.ts';
import { lockDeploy } from '../deploy/deploy-lock.ts';
import { createJournal } from '../deploy/journal.ts';
import type { Logger } from '../terminal/logger.ts';
import { ask, canAsk } from './ask.ts';
import { reportFailure } from './failure.ts';
import { onInterruption } from './on-interruption.ts';
import { tellProblems } from './problem-output.ts';

interface OnAws extends AwsOptions {
  /** Folder of the project, which no other deploy may change AWS for meanwhile. Undefined: nothing is changed. */
  readonly lock: string | undefined;
  /** Whoever runs it has agreed to everything beforehand. */
  readonly yes?: true;
}

/**
 * Runs a command's work on AWS. When it doesn't come to its end, it is said what there is by then: the exit status is 1
 * after a failure, and 130 after Ctrl-C.
 */
export async function onAws(options: OnAws, logger: Logger, work: (around: Around) => Promise<void>): Promise<void> {
  const { lock, yes, region, profile } = options;
  // As the AWS CLI has it; the SDK would follow it, too, and nobody would be told where it went.
  const endpointUrl = options.endpointUrl ?? (process.env.AWS_ENDPOINT_URL || undefined);
  const journal = createJournal();
  const unlock = lock === undefined ? () => {} : lockDeploy(lock);
  const end = onInterruption(() => {
    const facts = journal.facts().map((fact) => `    ${fact}`);
    const after =
      facts.length === 0 ? ['  Nothing on AWS was changed.'] : [...facts, '  The same command goes on from there.'];
    logger.error(`\n  ${logger.colors.yellow('Interrupted.')}\n${after.join('\n')}\n`);
    unlock();
  });
  let aws: Aws | undefined;
  try {
    await work({
      connect: async () => {
        aws = await connectAws({ region, profile, endpointUrl });
        return aws;
      },
      logger,
      journal,
      ask: yes ? async () => true : canAsk() ? ask : undefined,
      warn: (warnings) => {
        if (warnings.length === 0) return;
        tellProblems(
          warnings.map((explanation) => ({ severity: 'warning', explanation })),
          logger,
        );
      },
    });
  } catch (error) {
    reportFailure(explainAwsFailure(error, { region, profile, endpointUrl }), logger, process.cwd());
    const facts = journal.facts().map((fact) => `    ${fact}`);
    if (facts.length > 0) logger.error(`  ${logger.colors.bold('On AWS by now')}\n${facts.join('\n')}\n`);
    process.exitCode = 1;
  } finally {
    aws?.close();
    unlock();
    end();
  }
}
