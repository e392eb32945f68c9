import type { CodeTable } from '../define.ts';
import { quote } from './wording.ts';

export interface DeploymentFacts {
  'gateway-not-deployed': {
    readonly method: string;
    readonly path: string;
    readonly resource: string;
    readonly stage: string;
    readonly deploymentId: string;
  };
  'deployment-lags-behind': { readonly stage: string; readonly deploymentId: string; readonly createdDate: string };
  'deployment-of-another-api': { readonly stage: string; readonly api: string };
  'deployment-corrupt': {
    readonly file: string;
    readonly reason: string;
    /** What points to it; undefined: it is the list of what stages point to. */
    readonly stage: string | undefined;
  };
  'deployment-unwritable': { readonly file: string; readonly reason: string };
  'deployment-unreadable': { readonly file: string; readonly reason: string };
  'deployment-unknown': { readonly id: string; readonly known: readonly string[]; readonly nearest?: string };
  'deployment-without-methods': { readonly api: string };
  'deployment-without-integration': { readonly method: string; readonly path: string };
  'deployment-beside-canary': { readonly stage: string; readonly canary: string };
  'canary-without-deployment': { readonly stage: string };
  'canary-missing': { readonly stage: string };
  'canary-unchanged': Record<never, never>;
  'canary-option-alone': Record<never, never>;
  'canary-percentage': { readonly percent: string; readonly stage: string };
  'stage-update-refused': { readonly message: string };
  'stage-update-not-rehearsed': { readonly path: string };
}

export const DEPLOYMENT_CODES: CodeTable<DeploymentFacts> = {
  'gateway-not-deployed': {
    fault: 'user',
    what: ({ method, path, resource, stage, deploymentId }) =>
      `${method} ${path} is ${resource} of the files, but the stage ${stage} serves its deployment ${deploymentId}, which was made before that. AWS answers as if it did not exist.`,
    remedy: ({ stage }) =>
      `Deploy: \`offstage deployment create --stage ${stage}\`; or let the stage follow the files: \`offstage deployment use live --stage ${stage}\`.`,
  },
  'deployment-lags-behind': {
    fault: 'user',
    what: ({ stage, deploymentId, createdDate }) =>
      `The stage ${stage} serves its deployment ${deploymentId} of ${createdDate}, and the files say something else by now.`,
    remedy: ({ stage }) =>
      `Deploy what they say with \`offstage deployment create --stage ${stage}\`. Functions, stage variables and keys count at once.`,
  },
  'deployment-of-another-api': {
    fault: 'user',
    what: ({ stage, api }) =>
      `A stage ${stage} is pinned to a deployment of another API, which had another name; ${quote(api)} is live on it: it follows the files.`,
    remedy: ({ stage }) => `Pin it anew with \`offstage deployment create --stage ${stage}\`.`,
  },
  'deployment-corrupt': {
    fault: 'user',
    what: ({ file, reason, stage }) =>
      stage === undefined
        ? `${file} says which deployments the stages serve, and can't be used: ${reason}.`
        : `${file} is the deployment that the stage ${stage} serves, and can't be used: ${reason}.`,
    remedy: ({ stage }) =>
      stage === undefined
        ? 'Remove the file: what was so before its last change counts again. The deployments themselves are in other files.'
        : `Make another with \`offstage deployment create --stage ${stage}\`, or choose one with \`offstage deployment use\`; \`offstage deployment list\` shows them.`,
  },
  'deployment-unwritable': {
    fault: 'user',
    what: ({ file, reason }) => `${file} can't be written: ${reason}. No stage has changed.`,
    remedy: () => 'Make the .offstage folder of the project writable, or free some space.',
  },
  'deployment-unreadable': {
    fault: 'user',
    what: ({ file, reason }) => `${file} can't be read: ${reason}.`,
    remedy: () => 'Make it readable; or remove it, and every stage follows the files.',
  },
  'deployment-unknown': {
    fault: 'user',
    what: ({ id }) => `The API has no deployment ${id}.`,
    remedy: ({ known, nearest }) =>
      nearest !== undefined
        ? `Did you mean ${nearest}?`
        : known.length === 0
          ? 'Make one with `offstage deployment create`.'
          : `Name one of ${known.join(', ')}; \`offstage deployment list\` says more of them.`,
  },
  'deployment-without-methods': {
    fault: 'user',
    what: ({ api }) =>
      `${quote(api)} has no methods, and AWS deploys none such: The REST API doesn't contain any methods.`,
    remedy: () => 'Add a method to a resource.',
  },
  'deployment-without-integration': {
    fault: 'user',
    what: ({ method, path }) =>
      `${method} ${path} has no integration, and AWS deploys none such: No integration defined for method.`,
    remedy: () => 'Give the method an integration, or remove it.',
  },
  'deployment-beside-canary': {
    fault: 'user',
    what: ({ stage, canary }) =>
      `The stage ${stage} has a canary (deployment ${canary}); until it is gone, AWS gives the stage no other deployment.`,
    remedy: ({ stage }) =>
      `Promote it (\`offstage canary promote --stage ${stage}\`) and remove it (\`offstage canary remove --stage ${stage}\`), or make this one the canary with --canary.`,
  },
  'canary-without-deployment': {
    fault: 'user',
    what: ({ stage }) => `The stage ${stage} is live, and a canary stands beside a deployment.`,
    remedy: ({ stage }) => `Pin the stage first: \`offstage deployment create --stage ${stage}\`.`,
  },
  'canary-missing': {
    fault: 'user',
    what: ({ stage }) => `The stage ${stage} has no canary.`,
    remedy: ({ stage }) => `Make one with \`offstage deployment create --stage ${stage} --canary 10\`.`,
  },
  'canary-unchanged': {
    fault: 'user',
    what: () => 'Nothing was said that the canary should have.',
    remedy: () => 'Give --percent, --override, or both.',
  },
  'canary-option-alone': {
    fault: 'user',
    what: () => '--override and --use-stage-cache are about a canary, and without --canary there is none.',
    remedy: () => 'Add --canary 10; or write the variable into "variables" of the stage in routes.json.',
  },
  'canary-percentage': {
    fault: 'user',
    what: ({ percent, stage }) => `The canary of the stage ${stage} has the percentTraffic ${percent}.`,
    remedy: () => 'Write a number from 0 to 100.',
  },
  'stage-update-refused': {
    fault: 'user',
    what: ({ message }) => `AWS would refuse this: ${message}`,
    remedy: () => 'Give what it asks for.',
  },
  'stage-update-not-rehearsed': {
    fault: 'user',
    what: ({ path }) => `UpdateStage of ${path} has no effect in Offstage, so it is refused.`,
    remedy: () =>
      'Leave the operation out. Settings of a stage can stand in "stages" of routes.json as far as they are run.',
  },
};
