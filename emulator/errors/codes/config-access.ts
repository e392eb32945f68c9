import type { CodeTable } from '../define.ts';
import { quote } from './wording.ts';

interface Unknown {
  readonly name: string;
  readonly nearest?: string;
  readonly known: readonly string[];
}

/** What can be wrong with API keys, usage plans and throttles of the right form. A key's value is in none of them. */
export interface ConfigAccessFacts {
  'config-api-key-value': { readonly name: string; readonly fault: 'short' | 'long' | 'characters'; length: number };
  'config-api-key-exists': { readonly name: string; readonly other: string };
  'config-unknown-api-key': Unknown & { readonly plan: string };
  'config-plan-entry-twice': { readonly plan: string; readonly part: 'API key' | 'stage'; readonly name: string };
  'config-key-in-two-plans': {
    readonly key: string;
    readonly plan: string;
    readonly other: string;
    readonly stage: string;
  };
  'config-plan-without-throttle': { readonly plan: string; readonly stage: string };
  'config-key-in-many-plans': { readonly key: string; readonly plans: number; readonly most: number };
  'config-unknown-stage': Unknown & { readonly plan: string };
  'config-quota-offset': { readonly period: string; readonly offset: number; readonly most: number };
  'config-throttled-method': Unknown & { readonly where: string };
  'config-method-settings-twice': { readonly name: string };
  'config-no-key-opens': { readonly method: string; readonly path: string; readonly stage: string };
  'config-key-without-authorizer': { readonly method: string; readonly path: string };
  'config-preflight-needs-key': { readonly path: string };
}

export const CONFIG_ACCESS_CODES: CodeTable<ConfigAccessFacts> = {
  'config-api-key-value': {
    fault: 'user',
    what: ({ name, fault, length }) =>
      ({
        short: `The value of the API key ${name} has ${length} characters. AWS says: BadRequestException: API Key value should be at least 20 characters`,
        long: `The value of the API key ${name} has ${length} characters. AWS says: BadRequestException: API Key value exceeds maximum size of 128 characters`,
        characters: `The value of the API key ${name} has a blank in it, or a character that no header can carry: no request could bring it.`,
      })[fault],
    remedy: ({ name }) => `Give ${name} a value of 20 to 128 letters, digits and signs.`,
  },
  'config-api-key-exists': {
    fault: 'user',
    what: ({ name, other }) =>
      `The API keys ${other} and ${name} have the same value. AWS says: ConflictException: API Key already exists`,
    remedy: ({ name, other }) => `Give ${name} another value, or use ${other} in its place.`,
  },
  'config-unknown-api-key': {
    fault: 'user',
    what: ({ name, plan }) => `The usage plan ${plan} has the API key ${quote(name)}, which is not in "apiKeys".`,
    remedy: (facts) => instead(facts, `Add ${quote(facts.name)} to "apiKeys".`),
  },
  'config-plan-entry-twice': {
    fault: 'user',
    what: ({ plan, part, name }) => `The usage plan ${plan} has the ${part} ${name} twice, which AWS refuses.`,
    remedy: () => 'Take one of the two out.',
  },
  'config-key-in-two-plans': {
    fault: 'user',
    what: ({ key, plan, other, stage }) =>
      `The API key ${key} is in the usage plans ${other} and ${plan}, and both open the stage ${stage}. AWS takes a key into one plan of a stage only.`,
    remedy: ({ key, plan }) => `Take ${key} out of one of the two, or the stage out of ${plan}.`,
  },
  'config-plan-without-throttle': {
    fault: 'user',
    what: ({ plan, stage }) =>
      `The usage plan ${plan} has throttles for methods of the stage ${stage} and none of its own. AWS refuses it: Can not define fine grain throttling if usage plan throttle is not defined.`,
    remedy: () =>
      'Give the plan one as well, for all methods together: "throttle": { "rateLimit": 100, "burstLimit": 200 }.',
  },
  'config-key-in-many-plans': {
    fault: 'user',
    what: ({ key, plans, most }) => `The API key ${key} is in ${plans} usage plans; AWS takes it into ${most} at most.`,
    remedy: ({ key }) => `Take ${key} out of some of them.`,
  },
  'config-unknown-stage': {
    fault: 'user',
    what: ({ name, plan }) =>
      `The usage plan ${plan} opens the stage ${quote(name)}, which the API doesn't have. AWS says: NotFoundException: Invalid API Stage {api: …, stage: ${name}} specified for usageplan ${plan}`,
    remedy: (facts) => instead(facts, 'Add it to "stages", or name one that is there.'),
  },
  'config-quota-offset': {
    fault: 'user',
    what: ({ period, offset, most }) =>
      most === 0
        ? `"offset" is ${offset}. AWS says: BadRequestException: Usage Plan quota offset must be zero in the ${period} period`
        : `"offset" is ${offset}. AWS says: BadRequestException: Usage Plan quota offset must be between 0 and ${most} inclusive in the ${period} period`,
    remedy: ({ period, most }) =>
      most === 0
        ? 'Take "offset" out: it is the day on which a period begins.'
        : `Write the day on which a ${period.toLowerCase()} begins: 0 to ${most}, 0 is ${period === 'WEEK' ? 'Sunday' : 'the first'}.`,
  },
  'config-throttled-method': {
    fault: 'user',
    what: ({ name, where }) => `${where} names the method ${quote(name)}, which the API doesn't have.`,
    remedy: (facts) =>
      instead(facts, 'Write a resource\'s path and the name of one of its methods, as they stand in "resources".'),
  },
  'config-method-settings-twice': {
    fault: 'user',
    what: ({ name }) => `"methodSettings" has ${name} in two spellings.`,
    remedy: () => 'Take one of the two out.',
  },
  'config-no-key-opens': {
    fault: 'user',
    what: ({ method, path, stage }) =>
      `${method} ${path} requires an API key, and no usage plan has a key for the stage ${stage}: every request gets 403.`,
    remedy: ({ stage }) =>
      `Add to "usagePlans" { "plan": { "apiStages": [{ "stage": "${stage}" }], "keys": ["…"] } }, with the name of a key in "apiKeys".`,
  },
  'config-key-without-authorizer': {
    fault: 'user',
    what: ({ method, path }) =>
      `${method} ${path} requires an API key, which comes from a Lambda authorizer ("apiKeySource": "AUTHORIZER"), and has none: every request gets 403.`,
    remedy: () => 'Give the method a Lambda authorizer, or write "apiKeySource": "HEADER".',
  },
  'config-preflight-needs-key': {
    fault: 'user',
    what: ({ path }) =>
      `OPTIONS ${path} requires an API key. A browser sends none with a preflight, so that pages of other origins get 403.`,
    remedy: () => 'Take "apiKeyRequired" off the OPTIONS method.',
  },
};

function instead({ nearest }: Unknown, otherwise: string): string {
  return nearest === undefined ? otherwise : `Did you mean ${quote(nearest)}?`;
}
