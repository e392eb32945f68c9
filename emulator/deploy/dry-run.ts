import { renderPageConfig } from '../static-site/page-config.ts';
import { escapeLine } from '../terminal/escape.ts';
import type { Logger } from '../terminal/logger.ts';
import { stageAddress } from './addresses.ts';
import type { Around } from './around.ts';
import type { Aws } from './aws.ts';
import { begin, tellNotes } from './begin.ts';
import { deleteObjects } from './bucket/delete-objects.ts';
import { missingCode } from './code/upload-code.ts';
import type { DeployInput, Plan } from './plan.ts';
import { uploadTemplate } from './put-code.ts';
import { stageDeployment } from './put-stage.ts';
import { describeKept, planSite } from './site/plan-site.ts';
import type { ResourceChange } from './stack/change-set.ts';
import { previewStack } from './stack/change-stack.ts';
import { findCodeBucket } from './stack/code-bucket.ts';
import { isMade, type StackState } from './stack/read-stack.ts';
import { renderChanges } from './stack/render-changes.ts';
import { stackInput } from './stack/stack-input.ts';
import { previewStage } from './stage/deploy-stage.ts';

/** Says what `deploy` would do, in its order; nothing on AWS is other than before. */
export async function dryRun(input: DeployInput, around: Around): Promise<void> {
  const { aws, plan } = await begin(input, around);
  const bucket = plan.needsBucket ? await findCodeBucket(aws, input.stackName) : undefined;
  const stack = isMade(plan.before) ? plan.before : undefined;
  const { logger } = around;
  tellNotes(plan, logger);
  await tellCode(aws, plan, bucket, logger);
  logger.print(`${plan.needsBucket ? '\n' : ''}  ${logger.colors.bold('the stack')}`);
  for (const line of await stackLines(aws, plan, stack, bucket, logger)) logger.print(line);
  await tellStage(aws, plan, stack, logger);
  await tellSite(aws, plan, stack, logger);
  logger.print('\n  This is what a deploy would do. Nothing was changed.');
}

async function tellCode(aws: Aws, plan: Plan, bucket: string | undefined, logger: Logger): Promise<void> {
  const { packages, needsBucket } = plan;
  if (!needsBucket) return;
  const { colors: c } = logger;
  logger.print(`  ${c.bold('the code')}`);
  if (bucket === undefined) logger.print(`  ${c.green('+')} a bucket, in a stack of its own`);
  const missing = bucket === undefined ? packages : await missingCode(aws, bucket, packages);
  const sizes = new Map(missing.map(({ key, zip }) => [key, zip.byteLength]));
  for (const [key, bytes] of sizes) logger.print(`  ${c.green('+')} ${key}  ${c.dim(`${Math.ceil(bytes / 1000)} kB`)}`);
  if (missing.length === 0) logger.print(c.dim('    the same'));
}

async function stackLines(
  aws: Aws,
  plan: Plan,
  stack: StackState | undefined,
  bucket: string | undefined,
  { colors: c }: Logger,
): Promise<readonly string[]> {
  if (stack === undefined) return renderChanges(everything(plan), c);
  const { input, text, parameters } = plan;
  if (plan.needsBucket && bucket === undefined) return [c.dim('    compared when it is deployed: it needs the bucket')];
  const wanted = stackInput(aws, { ...input, template: text, bucket, parameters: parameters(bucket) });
  const isLent =
    text.key !== undefined && bucket !== undefined && (await uploadTemplate(aws, bucket, text.key, text.text));
  try {
    const changes = await previewStack(aws, wanted, stack);
    return changes.length === 0 ? [c.dim('    the same')] : renderChanges(changes, c);
  } finally {
    if (isLent) await deleteObjects(aws, bucket, [{ Key: text.key }]);
  }
}

function everything({ template }: Plan): ResourceChange[] {
  return Object.entries(template.template.Resources).map(([logicalId, resource]) => {
    return { logicalId, type: (resource as { readonly Type: string }).Type, action: 'add' };
  });
}

async function tellStage(aws: Aws, plan: Plan, stack: StackState | undefined, logger: Logger): Promise<void> {
  const { colors: c } = logger;
  const { stage, canary } = plan.input;
  const settings = stack && (await previewStage(aws, stageDeployment(plan, stack)));
  logger.print(`\n  ${c.bold(`the stage ${stage.name}`)}`);
  if (canary !== undefined) logger.print(`  ${c.green('+')} a deployment, as its canary: ${canary.percentTraffic} %`);
  else logger.print(`  ${c.green('+')} ${settings === undefined ? 'the stage, with a deployment' : 'a deployment'}`);
  for (const what of canary === undefined ? (settings ?? []) : []) logger.print(`  ${c.yellow('~')} ${what}`);
}

async function tellSite(aws: Aws, plan: Plan, stack: StackState | undefined, logger: Logger): Promise<void> {
  const { colors: c } = logger;
  const { site } = plan.input.project;
  if (site === undefined) return;
  const bucket = stack?.outputs.get('SiteBucketName');
  const pageConfig = renderPageConfig(stack === undefined ? '' : stageAddress(aws, stack, plan.input.stage.name));
  const { send, remove, kept } = await planSite(aws, { bucket, site, pageConfig });
  logger.print(`\n  ${c.bold('the site')}`);
  for (const { key, isNew } of send.flat())
    logger.print(`  ${isNew ? c.green('+') : c.yellow('~')} ${escapeLine(key)}`);
  for (const key of remove) logger.print(`  ${c.red('-')} ${escapeLine(key)}`);
  if (kept.length > 0) logger.print(c.dim(`    ${describeKept(kept)}`));
  if (send.flat().length + remove.length === 0) logger.print(c.dim('    the same'));
}
