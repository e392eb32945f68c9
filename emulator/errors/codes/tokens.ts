import type { CodeTable } from '../define.ts';
import { choose, list, quote } from './wording.ts';

/** Tokens of user pools. Neither a token nor the value of a claim is ever among the facts. */
export interface TokenFacts {
  'token-authorizer-missing': { readonly name: string };
  'token-missing': { readonly header: string; readonly name: string };
  'token-unreadable': { readonly header: string } & (
    | { readonly fault: 'form'; readonly parts: number }
    | { readonly fault: 'json'; readonly part: 'header' | 'payload' }
    | { readonly fault: 'algorithm' | 'kid' }
  );
  'token-foreign-issuer': { readonly name: string; readonly pools: readonly string[] };
  'token-wrong-audience': {
    readonly name: string;
    readonly expression: string;
    readonly reason: 'absent' | 'other' | 'unusable';
  };
  'token-unknown-key': { readonly pool: string } & (
    | { readonly kind: 'unknown'; readonly url: string; readonly asked: boolean }
    | { readonly kind: 'outdated' }
    | { readonly kind: 'unreachable'; readonly url: string; readonly reason: string }
  );
  'token-wrong-signature': { readonly pool: string };
  'token-expired': { readonly seconds: number };
  'token-wrong-claims':
    | { readonly fault: 'future'; readonly claim: string; readonly seconds: number }
    | { readonly fault: 'time'; readonly claim: string }
    | { readonly fault: 'use'; readonly wanted: 'id' | 'access'; readonly found: string }
    | { readonly fault: 'scope'; readonly wanted: readonly string[]; readonly found: number };
  'token-key-corrupt': { readonly file: string; readonly reason: string };
  'token-key-unwritable': { readonly file: string; readonly reason: string };
  'token-without-authorizer': { readonly folder: string };
  'token-unknown-authorizer': { readonly name: string; readonly authorizers: readonly string[] };
  'token-scope-in-id': Record<never, never>;
}

const MINT = '`offstage token --sub NAME` makes one that this project trusts here';

export const TOKEN_CODES: CodeTable<TokenFacts> = {
  'token-authorizer-missing': {
    fault: 'user',
    what: ({ name }) => `The method's authorizer ${quote(name)} is not among the API's authorizers.`,
    remedy: () => 'Add it to "authorizers", or name one that is there.',
  },
  'token-missing': {
    fault: 'user',
    what: ({ header, name }) =>
      `The request has no ${header} header, in which the authorizer ${quote(name)} looks for a token.`,
    remedy: ({ header }) => `Send ${header}: Bearer TOKEN. ${MINT}.`,
  },
  'token-unreadable': {
    fault: 'user',
    what: (facts) => `What the ${facts.header} header carries is no token of a user pool: ${describeFault(facts)}.`,
    remedy: (facts) =>
      facts.fault === 'algorithm'
        ? `Tokens that name another algorithm are never looked at further, since anybody can make those. ${MINT}.`
        : `Send the whole token, with or without "Bearer " before it, without line breaks and quotes. ${MINT}.`,
  },
  'token-foreign-issuer': {
    fault: 'user',
    what: ({ name, pools }) =>
      pools.length === 0
        ? `The authorizer ${quote(name)} names no user pool on this stage, so it trusts no token.`
        : `The token's "iss" (****) is none of the user pools of the authorizer ${quote(name)}: ${list(few(pools))}.`,
    remedy: ({ pools }) =>
      pools.length === 0
        ? 'Write "providerARNs": ["arn:aws:cognito-idp:REGION:ACCOUNT:userpool/REGION_ID"]; a stage variable in it needs a value on this stage.'
        : `Add the token's pool to "providerARNs", or send a token of one that is there. ${MINT}.`,
  },
  'token-wrong-audience': {
    fault: 'user',
    what: ({ name, expression, reason }) => {
      const whole = `the "identityValidationExpression" ${quote(expression)} of the authorizer ${quote(name)}`;
      if (reason === 'unusable') return `Java can't use ${whole}, so no token fits it.`;
      return reason === 'absent'
        ? `The token has no "aud" to compare with ${whole}: only ID tokens have one.`
        : `The token's "aud" (****) does not match ${whole}, which has to match all of it.`;
    },
    remedy: ({ reason }) =>
      reason === 'other'
        ? 'Send an ID token that was issued to that client (`offstage token --client-id ID`), or change the expression.'
        : 'Send an ID token, or take the expression away: it does not go together with access tokens.',
  },
  'token-unknown-key': {
    fault: 'user',
    what: (facts) => {
      if (facts.kind === 'outdated') {
        return "The token was made by `offstage token` with a key that is not this project's present one.";
      }
      if (facts.kind === 'unreachable') {
        return `The token says it is of the user pool ${facts.pool}, whose keys could not be fetched from ${facts.url}: ${facts.reason}.`;
      }
      return `The user pool ${facts.pool} has no key of the name ("kid") that the token gives, says ${facts.url}${
        facts.asked ? '' : ', which was asked less than half a minute ago'
      }.`;
    },
    remedy: (facts) => {
      if (facts.kind === 'outdated') return 'Make a new one: `offstage token --sub NAME`.';
      const own = 'For work without the real pool: `offstage token --sub NAME`.';
      return facts.kind === 'unreachable'
        ? `Tokens of the real pool need the network, or a "cognito-idp" entry in "serviceEndpoints". ${own}`
        : `Send a token that this pool has signed. ${own}`;
    },
  },
  'token-wrong-signature': {
    fault: 'user',
    what: ({ pool }) =>
      `The token's signature is not that of the key it names: it was changed, or not signed by the user pool ${pool}.`,
    remedy: () => `Send the token as it was issued. ${MINT}.`,
  },
  'token-expired': {
    fault: 'user',
    what: ({ seconds }) => `The token has expired: its "exp" passed ${duration(seconds)} ago.`,
    remedy: () => 'Refresh it, as a client has to on AWS, or make a new one: `offstage token --sub NAME`.',
  },
  'token-wrong-claims': {
    fault: 'user',
    what: (facts) => {
      switch (facts.fault) {
        case 'future':
          return `The token is from the future: its "${facts.claim}" lies ${duration(facts.seconds)} ahead of this machine's clock.`;
        case 'time':
          return `The token's "${facts.claim}" is no time, and without one it never counts.`;
        case 'use':
          return facts.wanted === 'id'
            ? `The method has no "authorizationScopes", so it takes ID tokens alone, and this is ${named(facts.found)}.`
            : `The method has "authorizationScopes", so it takes access tokens alone, and this is ${named(facts.found)}.`;
        case 'scope':
          return `The access token has none of the method's "authorizationScopes" (${list(facts.wanted)}) among its ${facts.found}.`;
      }
    },
    remedy: (facts) => {
      switch (facts.fault) {
        case 'future':
          return "Set the clock right: this machine's, or that of the machine that issued the token.";
        case 'time':
          return `Send a token as a user pool issues it. ${MINT}.`;
        case 'use':
          return facts.wanted === 'id'
            ? 'Send the ID token (`offstage token --use id`), or write "authorizationScopes" at the method.'
            : 'Send the access token (`offstage token --scope SCOPE`), or take "authorizationScopes" away.';
        case 'scope':
          return `Ask for one when signing in; here: \`offstage token --scope ${facts.wanted[0] ?? 'SCOPE'}\`.`;
      }
    },
  },
  'token-key-corrupt': {
    fault: 'user',
    what: ({ file, reason }) => `${file} should hold the key that signs local tokens, and does not: ${reason}.`,
    remedy: () => 'A new key takes its place; tokens that were signed with the old one are refused from now on.',
  },
  'token-key-unwritable': {
    fault: 'user',
    what: ({ file, reason }) => `The key that signs local tokens can't be kept in ${file}: ${reason}.`,
    remedy: () => 'Make the folder writable, or remove what stands in the way.',
  },
  'token-without-authorizer': {
    fault: 'user',
    what: ({ folder }) => `No authorizer of the project in ${folder} names a user pool that a token could be from.`,
    remedy: () =>
      'Add one to routes.json: "authorizers": { "NAME": { "type": "COGNITO_USER_POOLS", "providerARNs": ["arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_local"] } }.',
  },
  'token-unknown-authorizer': {
    fault: 'user',
    what: ({ name }) => `There is no Cognito authorizer ${quote(name)}.`,
    remedy: ({ authorizers }) => `Name ${choose(authorizers)}.`,
  },
  'token-scope-in-id': {
    fault: 'user',
    what: () => 'Scopes stand in access tokens alone, and an ID token was asked for.',
    remedy: () => 'Leave --use id away, or --scope.',
  },
};

function describeFault(facts: TokenFacts['token-unreadable']): string {
  switch (facts.fault) {
    case 'form':
      return facts.parts === 3
        ? 'one of its three parts is empty or no base64url'
        : `it has ${facts.parts} ${facts.parts === 1 ? 'part' : 'parts'} between dots, and a token has three`;
    case 'json':
      return `its ${facts.part} is no JSON object`;
    case 'algorithm':
      return 'its header names another algorithm ("alg") than RS256, with which user pools sign';
    case 'kid':
      return 'its header does not say with which key ("kid") it was signed';
  }
}

/** An authorizer may have a thousand pools. */
function few(names: readonly string[]): readonly string[] {
  return names.length <= MOST_NAMED ? names : [...names.slice(0, MOST_NAMED), `${names.length - MOST_NAMED} more`];
}

const MOST_NAMED = 5;

function named(use: string): string {
  return { id: 'an ID token', access: 'an access token' }[use] ?? 'neither an ID nor an access token';
}

/** `90 seconds`, `5 minutes`, `3 hours`, `2 days` */
function duration(seconds: number): string {
  const [size, unit] = (
    [
      [86_400, 'day'],
      [3_600, 'hour'],
      [60, 'minute'],
    ] as const
  ).find(([size]) => seconds >= 2 * size) ?? [1, 'second'];
  const count = Math.max(1, Math.floor(seconds / size));
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
