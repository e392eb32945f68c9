import type { CodeTable } from '../define.ts';

/** Keys are masked before they come here. */
export interface UsageFacts {
  'cli-unknown-usage': { readonly name: string; readonly known: readonly string[]; readonly nearest?: string };
  'gateway-invalid-api-key': {
    readonly reason: 'missing' | 'several' | 'unknown' | 'disabled' | 'not-in-plan';
    readonly stage: string;
    readonly keySource: 'HEADER' | 'AUTHORIZER';
    readonly key: string | undefined;
    readonly keyName: string | undefined;
  };
  'gateway-quota-exceeded': WhoseLimit & {
    readonly limit: number;
    readonly period: string;
    /** ISO time; undefined: never. */
    readonly freeAt: string | undefined;
  };
  'gateway-throttled': WhoseLimit & {
    readonly kind: 'plan-method' | 'plan' | 'stage-method' | 'account';
    readonly method: string;
    readonly rateLimit: number;
    readonly burstLimit: number;
    /** Until a request is let through; undefined: never. */
    readonly milliseconds: number | undefined;
  };
}

interface WhoseLimit {
  readonly key: string | undefined;
  readonly keyName: string | undefined;
  readonly plan: string | undefined;
}

export const USAGE_CODES: CodeTable<UsageFacts> = {
  'cli-unknown-usage': {
    fault: 'user',
    what: ({ name }) => `The running project has no usage plan and no API key ${name}.`,
    remedy: ({ known, nearest }) =>
      nearest !== undefined
        ? `Did you mean ${nearest}?`
        : known.length === 0
          ? 'Add "apiKeys" and "usagePlans" to routes.json.'
          : `Name one of ${known.join(', ')}, or none to see them all.`,
  },
  'gateway-invalid-api-key': {
    fault: 'user',
    what: ({ reason, stage, keySource, key, keyName }) =>
      ({
        missing:
          keySource === 'HEADER'
            ? 'The method requires an API key and the request has no header x-api-key.'
            : "The method requires an API key, which the API takes from the authorizer's usageIdentifierKey; it gave none.",
        several: 'The request has more than one header x-api-key. Together they are a list, and no key.',
        unknown: `The API key ${key} is not known.`,
        disabled: `The API key ${keyName} (${key}) is disabled.`,
        'not-in-plan': `The API key ${keyName} (${key}) is in no usage plan of the stage ${stage}.`,
      })[reason],
    remedy: ({ reason, stage, keySource, keyName }) =>
      ({
        missing:
          keySource === 'HEADER'
            ? 'Send the value of a key as the header x-api-key.'
            : 'Let the authorizer return the value of a key as "usageIdentifierKey"; "apiKeySource": "HEADER" takes it from the request.',
        several: 'Send the header x-api-key once.',
        unknown: 'Compare its value with those in "apiKeys".',
        disabled: `Set "enabled" of the key ${keyName} to true.`,
        'not-in-plan': `Add ${keyName} to "keys" of a usage plan whose "apiStages" name ${stage}.`,
      })[reason],
  },
  'gateway-quota-exceeded': {
    fault: 'user',
    what: ({ key, keyName, plan, limit, period, freeAt }) =>
      `The API key ${keyName} (${key}) has used up the quota of the usage plan ${plan}: ${count(limit)} ${perPeriod(period)}. ${freeAt === undefined ? 'It never lets a request through.' : `The next period begins at ${freeAt}.`}`,
    remedy: ({ plan }) =>
      `Raise "quota" of ${plan}, or clear the counters with \`offstage usage ${word(plan ?? '')} --reset\`.`,
  },
  'gateway-throttled': {
    fault: 'user',
    what: (facts) =>
      `${bucketOf(facts)} is empty: ${count(facts.rateLimit)} per second, ${facts.burstLimit.toLocaleString('en-US')} at once. ${facts.milliseconds === undefined ? 'It never lets a request through.' : `It lets the next request through in ${facts.milliseconds.toLocaleString('en-US')} ms.`}`,
    remedy: ({ kind, plan, method }) =>
      `Let the client wait and try again, or raise ${
        {
          'plan-method': `"throttle" of ${method} in the usage plan ${plan}`,
          plan: `"throttle" of the usage plan ${plan}`,
          'stage-method': '"methodSettings" of the stage',
          account: '"accountThrottle"',
        }[kind]
      }.`,
  },
};

function bucketOf({ kind, key, keyName, plan, method }: UsageFacts['gateway-throttled']): string {
  const ofKey = `of the API key ${keyName} (${key}) in the usage plan ${plan}`;
  return {
    'plan-method': `The throttle for ${method} ${ofKey}`,
    plan: `The throttle ${ofKey}`,
    'stage-method': `The stage's throttle for ${method}`,
    account: "The account's throttle",
  }[kind];
}

function count(limit: number): string {
  return `${limit.toLocaleString('en-US')} request${limit === 1 ? '' : 's'}`;
}

function perPeriod(period: string): string {
  return `per ${period.toLowerCase()}`;
}

/** A name as a shell takes it as one word. */
function word(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : JSON.stringify(name);
}
