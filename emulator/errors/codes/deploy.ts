import type { CodeTable } from '../define.ts';
import { list, quote } from './wording.ts';

export interface DeployFacts {
  'deploy-promote-alone': { readonly options: readonly string[] };
  'deploy-parameter-own': { readonly parameter: string };
  'deploy-parameter-unknown': {
    readonly parameter: string;
    readonly names: readonly string[];
    readonly nearest?: string;
  };
  'deploy-parameter-missing': { readonly parameter: string; readonly about: string };
  'deploy-parameter-refused': {
    readonly parameter: string;
    /** Undefined: it is a secret. */
    readonly value: string | undefined;
    readonly rule: string;
  };
  'deploy-no-region': { readonly reason: string };
  'deploy-no-credentials': { readonly reason: string; readonly profile: string | undefined };
  'deploy-credentials-expired': { readonly profile: string | undefined };
  'deploy-credentials-unknown': { readonly reason: string; readonly profile: string | undefined };
  'deploy-clock-wrong': Record<never, never>;
  'deploy-access-denied': { readonly reason: string };
  'deploy-throttled': { readonly attempts: number };
  'deploy-unreachable': { readonly where: string; readonly isOption: boolean; readonly reason: string };
  'deploy-no-aws': { readonly where: string; readonly status: number };
  'deploy-refused': { readonly error: string; readonly message: string };
  'deploy-locked': { readonly pid: number; readonly file: string };
  'deploy-lock-unwritable': { readonly file: string; readonly reason: string };
}

export const DEPLOY_CODES: CodeTable<DeployFacts> = {
  'deploy-promote-alone': {
    fault: 'user',
    what: ({ options }) =>
      `--promote gives the stage its canary's deployment and does nothing else, but there is ${list(options)}.`,
    remedy: () => 'Promote first, then run the other command.',
  },
  'deploy-parameter-own': {
    fault: 'user',
    what: ({ parameter }) => `The deploy decides about the parameter ${parameter} itself.`,
    remedy: ({ parameter }) => `Leave out --parameter ${parameter}.`,
  },
  'deploy-parameter-unknown': {
    fault: 'user',
    what: ({ parameter, nearest }) =>
      `The stack has no parameter ${quote(parameter)}.${nearest === undefined ? '' : ` Did you mean ${nearest}?`}`,
    remedy: ({ names }) => `It has ${list(names)}.`,
  },
  'deploy-parameter-missing': {
    fault: 'user',
    what: ({ parameter, about }) => `The parameter ${parameter} has no value${about === '' ? '' : `: ${about}`}.`,
    remedy: ({ parameter }) => `Give it once with --parameter ${parameter}=…; later deploys keep it.`,
  },
  'deploy-parameter-refused': {
    fault: 'user',
    what: ({ parameter, value, rule }) =>
      `The parameter ${parameter} can't be ${value === undefined ? 'what it is' : quote(value)}: ${rule}.`,
    remedy: ({ parameter, value }) =>
      value === undefined
        ? `Give another value in the project's files, or with --parameter ${parameter}=….`
        : `Give another value with --parameter ${parameter}=….`,
  },
  'deploy-no-region': {
    fault: 'user',
    what: ({ reason }) => `It isn't known which region of AWS is meant: ${reason}.`,
    remedy: () => 'Give --region eu-central-1, or set AWS_REGION, or write the region into the profile.',
  },
  'deploy-no-credentials': {
    fault: 'user',
    what: ({ reason, profile }) =>
      `There are no credentials for AWS${profile === undefined ? '' : ` in the profile ${quote(profile)}`}: ${reason}.`,
    remedy: ({ profile }) =>
      `Sign in, \`aws sso login${profile === undefined ? '' : ` --profile ${profile}`}\` or \`aws configure\`; or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`,
  },
  'deploy-credentials-expired': {
    fault: 'user',
    what: () => 'The credentials for AWS have expired.',
    remedy: ({ profile }) =>
      `Sign in again, \`aws sso login${profile === undefined ? '' : ` --profile ${profile}`}\` for example, then run the same command again.`,
  },
  'deploy-credentials-unknown': {
    fault: 'user',
    what: ({ reason, profile }) =>
      `AWS doesn't accept the credentials${profile === undefined ? '' : ` of the profile ${quote(profile)}`}: ${reason}`,
    remedy: () =>
      'Look with `aws sts get-caller-identity` whose they are; sign in with others, or choose a profile with --profile.',
  },
  'deploy-clock-wrong': {
    fault: 'user',
    what: () =>
      "This machine's clock differs from AWS's by more than five minutes, so that AWS takes no request of it.",
    remedy: () => 'Set the clock, then run the same command again.',
  },
  'deploy-access-denied': {
    fault: 'user',
    what: ({ reason }) => `AWS doesn't allow it: ${reason}`,
    remedy: () =>
      'Let somebody add the right to the identity; docs/deploy.md lists what a deploy needs. Then run the same command again.',
  },
  'deploy-throttled': {
    fault: 'user',
    what: ({ attempts }) => `AWS still says, after ${attempts} tries, that the account makes too many calls.`,
    remedy: () => 'Run the same command again in a minute: it goes on from here.',
  },
  'deploy-unreachable': {
    fault: 'user',
    what: ({ where, reason }) => `${where} can't be reached: ${reason}.`,
    remedy: ({ isOption }) =>
      `Check ${isOption ? '--endpoint-url' : 'the network and the region'}, then run the same command again.`,
  },
  'deploy-no-aws': {
    fault: 'user',
    what: ({ where, status }) => `${where} answers with ${status} and not as AWS does.`,
    remedy: () => 'Check --endpoint-url, and what stands between this machine and AWS.',
  },
  'deploy-refused': {
    fault: 'user',
    what: ({ error, message }) => `AWS refuses it: ${message} (${error})`,
    remedy: () => 'Mend what it names, then run the same command again.',
  },
  'deploy-locked': {
    fault: 'user',
    what: ({ pid }) => `Another deploy of this project runs on this machine (process ${pid}).`,
    remedy: ({ file }) => `Wait until it is done. If that process is no deploy, remove ${file}.`,
  },
  'deploy-lock-unwritable': {
    fault: 'user',
    what: ({ file, reason }) => `${file} can't be written: ${reason}. Nothing on AWS was changed.`,
    remedy: () => 'Make the .offstage folder of the project writable, or free some space.',
  },
};
