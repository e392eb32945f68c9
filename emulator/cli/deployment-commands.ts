import type { CommandSpec, OptionSpec } from './command-spec.ts';
import type { UpdateOptions } from './commands/canary.ts';
import type { CreateOptions, StageOption } from './commands/deployment.ts';
import { FOLDER_OPTION } from './folder-option.ts';
import { collectVariable, readPercent } from './option-values.ts';

/** What the commands of two words have in common, by their first word. */
export const GROUPS: Readonly<Record<string, string>> = {
  deployment: 'pin stages to snapshots of the API, as deployments on AWS',
  canary: 'change, promote or remove the canary of a pinned stage',
};

const STAGE: OptionSpec = { flags: '--stage <name>', description: 'the stage, when the API has several' };
const OVERRIDE: OptionSpec = {
  flags: '--override <variable>',
  description: "a stage variable of the canary's requests, table=pets2; repeatable",
  read: collectVariable,
};

/** The commands around deployments and canaries. */
export const DEPLOYMENT_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'deployment create',
    summary: 'take a snapshot of the API, without its functions, and put it on a stage',
    arguments: [],
    options: [
      STAGE,
      { flags: '--description <text>', description: 'a remark for people' },
      {
        flags: '--canary <percent>',
        description: "make it the stage's canary, which gets so many of a hundred requests",
        read: readPercent,
      },
      OVERRIDE,
      { flags: '--use-stage-cache', description: "keep the canary's answers as well, on a stage with a cache" },
      FOLDER_OPTION,
    ],
    run: async (options, logger) => {
      const { createStageDeployment } = await import('./commands/beside-dev.ts');
      await createStageDeployment(options as CreateOptions, logger);
    },
  },
  {
    name: 'deployment list',
    summary: 'list the deployments of a project and the stages that serve them',
    arguments: [],
    options: [FOLDER_OPTION],
    run: async (options, logger) => {
      const { listProjectDeployments } = await import('./commands/beside-dev.ts');
      await listProjectDeployments(options as StageOption, logger);
    },
  },
  {
    name: 'deployment use',
    summary: 'let a stage serve another deployment, or follow the files again',
    arguments: [{ name: '<id>', description: 'a deployment of the list, or live: the files' }],
    options: [STAGE, FOLDER_OPTION],
    run: async (options, logger, id) => {
      const { useStageDeployment } = await import('./commands/beside-dev.ts');
      await useStageDeployment(id, options as StageOption, logger);
    },
  },
  {
    name: 'canary update',
    summary: 'give the canary of a stage another share of the requests, or other variables',
    arguments: [],
    options: [
      STAGE,
      { flags: '--percent <number>', description: 'so many of a hundred requests, 0 to 100', read: readPercent },
      OVERRIDE,
      FOLDER_OPTION,
    ],
    run: async (options, logger) => {
      const { updateCanary } = await import('./commands/beside-dev.ts');
      await updateCanary(options as UpdateOptions, logger);
    },
  },
  {
    name: 'canary promote',
    summary: 'give a stage the deployment and the variables of its canary, which stays with 0 % of the requests',
    arguments: [],
    options: [STAGE, FOLDER_OPTION],
    run: async (options, logger) => {
      const { promoteCanary } = await import('./commands/beside-dev.ts');
      await promoteCanary(options as StageOption, logger);
    },
  },
  {
    name: 'canary remove',
    summary: 'end the canary of a stage: its own deployment gets every request',
    arguments: [],
    options: [STAGE, FOLDER_OPTION],
    run: async (options, logger) => {
      const { removeCanary } = await import('./commands/beside-dev.ts');
      await removeCanary(options as StageOption, logger);
    },
  },
];
