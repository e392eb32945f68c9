import type { CodeTable } from '../define.ts';
import { choose, quote } from './wording.ts';

/** What is wrong with authorizers, and with the methods that name one. */
export interface ConfigAuthorizerFacts {
  'config-authorizer': {
    readonly name: string;
    readonly type: string;
    readonly problem: AuthorizerProblem;
    readonly value: string;
  };
  'config-unknown-authorizer': { readonly name: string; readonly nearest?: string; readonly known: readonly string[] };
  'config-authorization': {
    readonly problem: AuthorizationProblem;
    readonly type: string;
    readonly authorizer: string;
  };
  'config-nobody-signs': { readonly method: string; readonly path: string };
}

export type AuthorizerProblem =
  | 'no-function'
  | 'function-and-uri'
  | 'bad-uri'
  | 'function-of-cognito'
  | 'no-providers'
  | 'providers-of-lambda'
  | 'bad-provider'
  | 'no-identity-source'
  | 'one-header'
  | 'bad-identity-source'
  | 'expression-of-request'
  | 'bad-expression'
  | 'bad-ttl';

export type AuthorizationProblem = 'no-authorizer' | 'needless-authorizer' | 'other-type' | 'scopes';

const ONE_HEADER = 'Write one header: "identitySource": "method.request.header.Authorization".';

/** What is wrong (behind the authorizer's type and name), and what to write instead. */
const AUTHORIZER_PROBLEMS: Readonly<Record<AuthorizerProblem, readonly [what: string, remedy: string]>> = {
  'no-function': ['names no function', 'Add "function": "NAME", with the name of a function of "functions".'],
  'function-and-uri': ['has a function and an authorizerUri', 'Write one of them.'],
  'bad-uri': [
    'has an authorizerUri that calls no Lambda function: ',
    'Write "function": "NAME" in its place, or arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/ARN/invocations.',
  ],
  'function-of-cognito': ['has a function, which only Lambda authorizers have', 'Take it out.'],
  'no-providers': [
    'names no user pool',
    'Add "providerARNs": ["arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_EXAMPLE"].',
  ],
  'providers-of-lambda': ['has providerARNs, which only Cognito authorizers have', 'Take them out.'],
  'bad-provider': [
    'has a provider that is no ARN of a user pool: ',
    'Write arn:aws:cognito-idp:REGION:ACCOUNT:userpool/POOL_ID.',
  ],
  'no-identity-source': [
    'has no identity source',
    'Add "identitySource": "method.request.header.Authorization". A REQUEST authorizer needs none with "authorizerResultTtlInSeconds": 0, when no answer is kept.',
  ],
  'one-header': ['takes exactly one header as its identity source, and has ', ONE_HEADER],
  'bad-identity-source': [
    'has an identity source that is none: ',
    "Write method.request.header.NAME, method.request.querystring.NAME, context.NAME or stageVariables.NAME, with commas between them. Path parameters can't be one.",
  ],
  'expression-of-request': [
    'has an identityValidationExpression, which only TOKEN and Cognito authorizers have',
    'Take it out, and look at the request in the function.',
  ],
  'bad-expression': [
    'has an identityValidationExpression that is no regular expression of Java: ',
    'Mend it. It has to match the whole header.',
  ],
  'bad-ttl': [
    'keeps answers for a number of seconds that AWS refuses: ',
    'Write "authorizerResultTtlInSeconds": a whole number from 0 to 3600.',
  ],
};

const AUTHORIZATION_PROBLEMS: Readonly<Record<AuthorizationProblem, readonly [what: string, remedy: string]>> = {
  'no-authorizer': [
    'needs an authorizer. AWS says: Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
    'Add "authorizer": "NAME", with a name of "authorizers".',
  ],
  'needless-authorizer': [
    'has no authorizer, and the method names ',
    'Take "authorizationType" out: it follows from the authorizer.',
  ],
  'other-type': [
    "doesn't fit the type of the authorizer ",
    'Take "authorizationType" out: it follows from the authorizer.',
  ],
  scopes: ['has no scopes: only Cognito authorizers compare them', 'Take "authorizationScopes" out.'],
};

export const CONFIG_AUTHORIZER_CODES: CodeTable<ConfigAuthorizerFacts> = {
  'config-authorizer': {
    fault: 'user',
    what: ({ name, type, problem, value }) => {
      const [what] = AUTHORIZER_PROBLEMS[problem];
      return `The ${type} authorizer ${quote(name)} ${what}${value === '' || !what.endsWith(' ') ? '' : quote(value)}.`;
    },
    remedy: ({ problem }) => AUTHORIZER_PROBLEMS[problem][1],
  },
  'config-unknown-authorizer': {
    fault: 'user',
    what: ({ name }) => `There is no authorizer ${quote(name)}. AWS says: Invalid authorizer ID specified.`,
    remedy: ({ name, nearest, known }) => {
      if (nearest !== undefined) return `Did you mean ${quote(nearest)}?`;
      const others = known.length === 0 ? '' : ` There is ${choose(known)}.`;
      return `Describe it under "authorizers": ${quote(name)}.${others}`;
    },
  },
  'config-authorization': {
    fault: 'user',
    what: ({ problem, type, authorizer }) => {
      const [what] = AUTHORIZATION_PROBLEMS[problem];
      return `The authorization type ${type} ${what}${what.endsWith(' ') ? quote(authorizer) : ''}${what.endsWith('.') ? '' : '.'}`;
    },
    remedy: ({ problem }) => AUTHORIZATION_PROBLEMS[problem][1],
  },
  'config-nobody-signs': {
    fault: 'user',
    what: ({ method, path }) =>
      `${method} ${path} asks for IAM authorization, and nobody has credentials to sign with: every request gets 403.`,
    remedy: () =>
      'Describe somebody under "iamUsers", with "accessKeyId", "secretAccessKey" and "policy". The credentials are good on this machine alone; AWS accounts are not asked.',
  },
};
