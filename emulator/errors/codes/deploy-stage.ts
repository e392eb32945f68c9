import type { CodeTable } from '../define.ts';
import { list } from './wording.ts';

export interface DeployStageFacts {
  'deploy-stage-variable': {
    readonly name: string;
    readonly stage: string;
    /** AWS's words. */
    readonly message: string;
  };
  'deploy-description-long': { readonly length: number; readonly most: number };
  'deploy-canary-without-stage': { readonly stage: string };
  'deploy-beside-canary': { readonly stage: string; readonly canary: string; readonly restApiId: string };
  'deploy-nothing-to-promote': { readonly stage: string };
  'deploy-stage-missing': { readonly stage: string; readonly stages: readonly string[]; readonly nearest?: string };
  'deploy-without-log-group': { readonly stage: string };
  'deploy-without-usage-plan': { readonly plan: string; readonly stage: string };
  'deploy-canary-left': { readonly stage: string; readonly reason: string };
}

export const DEPLOY_STAGE_CODES: CodeTable<DeployStageFacts> = {
  'deploy-stage-variable': {
    fault: 'user',
    what: ({ name, stage, message }) =>
      `The stage variable ${name} can't be on the stage ${stage}. AWS says of such a one: ${message}`,
    remedy: () =>
      'Write another value. What needs other characters can stand in the environment of a function, or in a template.',
  },
  'deploy-description-long': {
    fault: 'user',
    what: ({ length, most }) => `The description has ${length} characters, and AWS has room for ${most} of them.`,
    remedy: ({ most }) => `Say it in up to ${most} characters: Offstage needs the others to know the deployment again.`,
  },
  'deploy-canary-without-stage': {
    fault: 'user',
    what: ({ stage }) =>
      `There is no stage ${stage} on AWS, and a canary gets a share of the requests of a stage that is there.`,
    remedy: ({ stage }) => `Deploy the stage first: \`offstage deploy --stage ${stage}\`.`,
  },
  'deploy-beside-canary': {
    fault: 'user',
    what: ({ stage, canary }) =>
      `The stage ${stage} has a canary (deployment ${canary}); until it is gone, AWS gives the stage no other deployment.`,
    remedy: ({ stage, restApiId }) =>
      `Promote it with \`offstage deploy --stage ${stage} --promote\`, or make this one the canary with --canary 10. To give it up: \`aws apigateway update-stage --rest-api-id ${restApiId} --stage-name ${stage} --patch-operations op=remove,path=/canarySettings\`.`,
  },
  'deploy-nothing-to-promote': {
    fault: 'user',
    what: ({ stage }) => `The stage ${stage} has no canary on AWS: there is nothing to promote.`,
    remedy: ({ stage }) => `Make one with \`offstage deploy --stage ${stage} --canary 10\`.`,
  },
  'deploy-stage-missing': {
    fault: 'user',
    what: ({ stage, stages }) =>
      `There is no stage ${stage} on AWS${stages.length === 0 ? ': nothing is deployed yet' : `, only ${list(stages)}`}.`,
    remedy: ({ stage, nearest }) =>
      nearest === undefined ? `Deploy it with \`offstage deploy --stage ${stage}\`.` : `Did you mean ${nearest}?`,
  },
  'deploy-without-log-group': {
    fault: 'user',
    what: ({ stage }) => `The stage ${stage} has an access log, and the stack has no log group for it.`,
    remedy: () => 'Deploy without --stack, or to a stack that Offstage made of this project.',
  },
  'deploy-without-usage-plan': {
    fault: 'user',
    what: ({ plan, stage }) => `The stage ${stage} needs the usage plan ${plan}, which the stack doesn't have.`,
    remedy: () => 'Deploy without --stack, or to a stack that Offstage made of this project.',
  },
  'deploy-canary-left': {
    fault: 'user',
    what: ({ stage, reason }) =>
      `The stage ${stage} serves what its canary served, but the canary, which gets no requests any more, could not be removed: ${reason}`,
    remedy: ({ stage }) => `Run \`offstage deploy --stage ${stage} --promote\` again.`,
  },
};
