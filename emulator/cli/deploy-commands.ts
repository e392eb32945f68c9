import type { CommandSpec, OptionSpec } from './command-spec.ts';
import type { DeployOptions } from './commands/deploy.ts';
import type { DestroyOptions } from './commands/destroy.ts';
import { FOLDER } from './folder-option.ts';
import { collectParameter, collectVariable, readPercent, readRegion, readStackName, readUrl } from './option-values.ts';

/** Which stack, where, and who asks. */
const STACK: readonly OptionSpec[] = [
  { flags: '--api <name>', description: 'the API, when the project has several' },
  {
    flags: '--stack <name>',
    description: "the stack (default: the API's name, with a - for what a stack's name can't have)",
    read: readStackName,
  },
  {
    flags: '--region <region>',
    description: "the region (default: the SDK's: AWS_REGION, or the profile's)",
    read: readRegion,
  },
  { flags: '--profile <name>', description: "a profile of the AWS CLI's files (default: the SDK's: AWS_PROFILE)" },
  { flags: '--endpoint-url <url>', description: 'an address that stands in the place of AWS', read: readUrl },
];

/** The commands that change something on AWS. */
export const DEPLOY_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'deploy',
    summary: 'bring the API, its functions and the site to AWS, and make a deployment on a stage',
    arguments: [FOLDER],
    options: [
      { flags: '--stage <name>', description: 'the stage, when the API has several' },
      ...STACK,
      {
        flags: '--parameter <parameter>',
        description: 'a parameter of the stack, NAME=value, which later deploys keep; repeatable',
        read: collectParameter,
      },
      {
        flags: '--canary <percent>',
        description: "make the deployment the stage's canary, which gets so many of a hundred requests",
        read: readPercent,
      },
      {
        flags: '--override <variable>',
        description: "a stage variable of the canary's requests, table=pets2; repeatable",
        read: collectVariable,
      },
      { flags: '--use-stage-cache', description: "keep the canary's answers as well, on a stage with a cache" },
      { flags: '--promote', description: "give the stage its canary's deployment, and end the canary; nothing else" },
      { flags: '--description <text>', description: 'a remark for people, on the deployment' },
      { flags: '--dry-run', description: 'say what would be done, and change nothing' },
      { flags: '--yes', description: "don't ask before something is taken away that can't be had back" },
    ],
    run: async (options, logger, folder) => {
      const { deployProject } = await import('./commands/beside-dev.ts');
      await deployProject(folder, options as DeployOptions, logger);
    },
  },
  {
    name: 'destroy',
    summary: 'list what deploys have made on AWS, ask, and delete it',
    arguments: [FOLDER],
    options: [...STACK, { flags: '--yes', description: "don't ask" }],
    run: async (options, logger, folder) => {
      const { destroyStack } = await import('./commands/beside-dev.ts');
      await destroyStack(folder, options as DestroyOptions, logger);
    },
  },
];
