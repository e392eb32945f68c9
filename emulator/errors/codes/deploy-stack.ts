import type { CodeTable } from '../define.ts';
import { list } from './wording.ts';

export interface DeployStackFacts {
  'deploy-stack-busy': { readonly stack: string; readonly status: string };
  'deploy-stack-failed': { readonly stack: string; readonly status: string; readonly reason: string };
  'deploy-not-ours': { readonly stack: string; readonly description: string };
  'deploy-code-not-ours': { readonly stack: string; readonly description: string };
  'deploy-stack-undone': { readonly stack: string; readonly status: string };
  'deploy-name-taken': {
    readonly stack: string;
    readonly status: string;
    readonly resource: string;
    readonly parameter: string;
  };
  'deploy-key-taken': { readonly stack: string; readonly status: string; readonly resource: string };
  'deploy-log-role-refused': { readonly stack: string; readonly status: string };
  'deploy-stack-left': { readonly stack: string; readonly status: string; readonly left: readonly string[] };
  'deploy-stack-gone': { readonly stack: string };
  'deploy-stack-quiet': { readonly stack: string; readonly minutes: number };
  'deploy-change-set-refused': { readonly stack: string; readonly reason: string };
  'deploy-change-set-obsolete': { readonly stack: string };
  'deploy-change-set-slow': { readonly stack: string; readonly minutes: number };
  'deploy-no-stack': { readonly stack: string; readonly region: string };
  'deploy-template-too-large': { readonly reasons: readonly string[] };
  'deploy-losses': { readonly stack: string; readonly losses: readonly string[] };
  'deploy-declined': { readonly stack: string };
}

export const DEPLOY_STACK_CODES: CodeTable<DeployStackFacts> = {
  'deploy-stack-busy': {
    fault: 'user',
    what: ({ stack, status }) =>
      `CloudFormation is at work on the stack ${stack} (${status}): another deploy, or somebody in the console.`,
    remedy: () => 'Wait until it is done, then run the command again.',
  },
  'deploy-stack-failed': {
    fault: 'user',
    what: ({ stack, status, reason }) =>
      `The stack ${stack} is in the state ${status}, which CloudFormation doesn't update.${reason === '' ? '' : ` It says: ${reason}`}`,
    remedy: ({ stack, status }) => wayOut(stack, status),
  },
  'deploy-not-ours': {
    fault: 'user',
    what: ({ stack, description }) =>
      `There is a stack ${stack} that something else than Offstage made${description === '' ? '' : ` (${description})`}. A deploy would take away what is in it.`,
    remedy: ({ stack }) => `Give this one another name: --stack ${stack}-api.`,
  },
  'deploy-code-not-ours': {
    fault: 'user',
    what: ({ stack, description }) =>
      `The stack ${stack}, which would hold the functions' code, is something else${description === '' ? '' : ` (${description})`}. A deploy would take away what is in it.`,
    remedy: () => 'Give your stack another name with --stack NAME: its code is then in the stack NAME-code.',
  },
  'deploy-stack-undone': {
    fault: 'user',
    what: ({ stack, status }) => outcome(stack, status),
    remedy: ({ stack, status }) => `Mend what it names. ${nextStep(stack, status)}`,
  },
  'deploy-name-taken': {
    fault: 'user',
    what: ({ stack, status, resource }) => `The name of ${resource} is taken. ${outcome(stack, status)}`,
    remedy: ({ stack, status, parameter }) =>
      parameter === 'SiteBucketName'
        ? `A bucket's name is its own in the whole world: give another one with --parameter SiteBucketName=…. ${nextStep(stack, status)}`
        : `Functions and log groups have names of their own in an account: begin those of this stack with something else, --parameter ${parameter}=${stack}-, or remove what has the name. ${nextStep(stack, status)}`,
  },
  'deploy-key-taken': {
    fault: 'user',
    what: ({ stack, status, resource }) =>
      `Another API key of the account has the value of ${resource}. ${outcome(stack, status)}`,
    remedy: ({ stack, status, resource }) =>
      `No two keys of an account have one value in a region: give another one with --parameter ${resource}Value=…, or remove the other key. ${nextStep(stack, status)}`,
  },
  'deploy-log-role-refused': {
    fault: 'user',
    what: ({ stack, status }) =>
      `API Gateway doesn't take the role with which it is to write access logs. ${outcome(stack, status)}`,
    remedy: ({ stack, status }) =>
      `IAM needs a moment for a new role; where it happens again, give a role that may write logs with --parameter CloudWatchRoleArn=…. ${nextStep(stack, status)}`,
  },
  'deploy-stack-left': {
    fault: 'user',
    what: ({ stack, status, left }) =>
      `The stack ${stack} isn't gone (${status}): ${left.length === 0 ? 'CloudFormation stopped' : `${list(left)} ${left.length === 1 ? 'is' : 'are'} left`}.`,
    remedy: () => 'Remove what stands in the way, then run `offstage destroy` again.',
  },
  'deploy-stack-gone': {
    fault: 'user',
    what: ({ stack }) => `The stack ${stack} was deleted while it was deployed.`,
    remedy: () => 'Run the same command again: it makes a new one.',
  },
  'deploy-stack-quiet': {
    fault: 'user',
    what: ({ stack, minutes }) =>
      `CloudFormation has said nothing about the stack ${stack} for ${minutes} minutes. It may still be at work.`,
    remedy: () =>
      'Look at the stack in the console. When it is done, run the same command again: it goes on from there.',
  },
  'deploy-change-set-refused': {
    fault: 'user',
    what: ({ stack, reason }) => `CloudFormation refuses the change of the stack ${stack}: ${reason}`,
    remedy: () => 'Nothing of the stack was changed. Mend what it names, then run the same command again.',
  },
  'deploy-change-set-obsolete': {
    fault: 'user',
    what: ({ stack }) => `Another deploy has changed the stack ${stack} since this one looked at it.`,
    remedy: () => 'Run the same command again: it compares with what is there then.',
  },
  'deploy-change-set-slow': {
    fault: 'user',
    what: ({ stack, minutes }) =>
      `CloudFormation hasn't found out in ${minutes} minutes what would change in the stack ${stack}. Nothing was changed.`,
    remedy: () => 'Run the same command again later.',
  },
  'deploy-no-stack': {
    fault: 'user',
    what: ({ stack, region }) => `There is no stack ${stack} in ${region}.`,
    remedy: () => 'Name the stack with --stack, and the region with --region; or deploy first.',
  },
  'deploy-template-too-large': {
    fault: 'user',
    what: ({ reasons }) => reasons.join(' '),
    remedy: () => 'Make two APIs of it, each in a project of its own.',
  },
  'deploy-losses': {
    fault: 'user',
    what: ({ stack, losses }) => `This change of the stack ${stack} takes away ${list(losses)}.`,
    remedy: () => 'Nothing of the stack was changed. If that is meant, run the command with --yes.',
  },
  'deploy-declined': {
    fault: 'user',
    what: ({ stack }) => `Nothing of the stack ${stack} was changed.`,
    remedy: () => 'Change the project so that it keeps them, then run the same command again.',
  },
};

/** What became of a change that failed. */
function outcome(stack: string, status: string): string {
  if (status === 'DELETE_COMPLETE' || status === 'ROLLBACK_COMPLETE') {
    return `CloudFormation couldn't make the stack ${stack}, and took away what it had made.`;
  }
  return status === 'UPDATE_ROLLBACK_COMPLETE'
    ? `CloudFormation couldn't change the stack ${stack}, and undid it: everything is as it was before.`
    : `CloudFormation couldn't change the stack ${stack}, and left it in the state ${status}.`;
}

function nextStep(stack: string, status: string): string {
  return ['DELETE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'].includes(status)
    ? 'Then run the same command again.'
    : wayOut(stack, status);
}

/** How a stack gets out of a state in which nothing can be changed. */
function wayOut(stack: string, status: string): string {
  if (status === 'UPDATE_ROLLBACK_FAILED') {
    return `Finish what it couldn't undo with \`aws cloudformation continue-update-rollback --stack-name ${stack}\`, then run the same command again.`;
  }
  if (status === 'UPDATE_FAILED') {
    return `Undo the change with \`aws cloudformation rollback-stack --stack-name ${stack}\`, then run the same command again.`;
  }
  return `Remove it with \`offstage destroy --stack ${stack}\`, then run the same command again.`;
}
