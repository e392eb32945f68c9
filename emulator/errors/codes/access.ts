import type { CodeTable } from '../define.ts';

/** What Lambda authorizers refuse. No token and no key comes here. */
export interface AccessFacts {
  'gateway-authorizer-unknown': { readonly authorizer: string | undefined };
  'gateway-authorizer-identity-missing': {
    readonly authorizer: string;
    readonly type: string;
    readonly missing: readonly string[];
  };
  'gateway-authorizer-token-refused': { readonly authorizer: string; readonly expression: string };
  'gateway-authorizer-bad-expression': {
    readonly authorizer: string;
    readonly expression: string;
    readonly reason: string;
  };
  'gateway-authorizer-without-function': { readonly authorizer: string; readonly uri: string };
  'gateway-authorizer-unauthorized': AuthorizerFunction;
  'gateway-authorizer-failed': AuthorizerFunction & { readonly reason: string };
  'gateway-authorizer-too-slow': AuthorizerFunction & { readonly timeoutInMillis: number };
  'gateway-authorizer-bad-result': AuthorizerFunction & { readonly fault: string };
  'gateway-authorizer-denied': {
    readonly authorizer: string;
    readonly methodArn: string;
    /** The one that denied; undefined: none allowed. */
    readonly statement: string | undefined;
    /** A condition that can't be judged here, and where it stands. */
    readonly unsupported: string | undefined;
    /** The policy was kept from the request for this ARN. */
    readonly keptFor: string | undefined;
    readonly keptSeconds: number | undefined;
  };
  'gateway-authorizer-caching-trap': {
    readonly authorizer: string;
    readonly methodArn: string;
    readonly ttl: number;
    readonly other: string;
    readonly wildcard: string;
  };
  'gateway-method-arn-too-long': { readonly bytes: number; readonly limit: number };
}

interface AuthorizerFunction {
  readonly authorizer: string;
  readonly functionName: string;
}

const RESULT_SHAPE =
  'Return { principalId: "user", policyDocument: { Version: "2012-10-17", Statement: [{ Action: "execute-api:Invoke", Effect: "Allow", Resource: "…" }] } }, and a context of texts, numbers and booleans if you like. To answer 401, throw new Error("Unauthorized").';

export const ACCESS_CODES: CodeTable<AccessFacts> = {
  'gateway-authorizer-unknown': {
    fault: 'user',
    what: ({ authorizer }) =>
      authorizer === undefined
        ? 'The method has the authorization type CUSTOM and names no authorizer.'
        : `The method is guarded by the Lambda authorizer ${authorizer}, which the API doesn't have.`,
    remedy: () => 'Describe it under "authorizers", or take it off the method.',
  },
  'gateway-authorizer-identity-missing': {
    fault: 'user',
    what: ({ authorizer, type, missing }) =>
      missing.length === 0
        ? `The ${type} authorizer ${authorizer} has no identity source, so that every request is refused with 401.`
        : `In the request ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing or empty. The ${type} authorizer ${authorizer} isn't called without: 401.`,
    remedy: ({ type }) =>
      type === 'REQUEST'
        ? 'Send what is missing. To have the function called without it, set "authorizerResultTtlInSeconds" to 0: identity sources are required only while answers are kept.'
        : 'Send the header with the request.',
  },
  'gateway-authorizer-token-refused': {
    fault: 'user',
    what: ({ authorizer, expression }) =>
      `The token doesn't match the validation expression ${expression} of the authorizer ${authorizer}, so that its function isn't called: 401.`,
    remedy: () =>
      'The expression has to match the whole header, with the word Bearer if the client sends it. Mend the token or "identityValidationExpression".',
  },
  'gateway-authorizer-bad-expression': {
    fault: 'user',
    what: ({ authorizer, expression, reason }) =>
      `The validation expression ${expression} of the authorizer ${authorizer} is no regular expression of Java: ${reason}`,
    remedy: () => 'Mend "identityValidationExpression". AWS refuses to make such an authorizer.',
  },
  'gateway-authorizer-without-function': {
    fault: 'user',
    what: ({ authorizer, uri }) => `The authorizer ${authorizer} names no Lambda function: its uri is "${uri}".`,
    remedy: () =>
      'Write "function": "NAME" in its place, or arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/ARN/invocations.',
  },
  'gateway-authorizer-unauthorized': {
    fault: 'user',
    what: ({ authorizer, functionName }) =>
      `The function ${functionName} of the authorizer ${authorizer} failed with "Unauthorized", which tells API Gateway to answer 401.`,
    remedy: () => 'Send another token, or look into the function when this one should be good.',
  },
  'gateway-authorizer-failed': {
    fault: 'user',
    what: ({ authorizer, functionName, reason }) =>
      `The function ${functionName} of the authorizer ${authorizer} failed: ${reason}`,
    remedy: () =>
      'Any failure of an authorizer is 500 {"message":null} to the client. To answer 401, throw new Error("Unauthorized") with exactly this word.',
  },
  'gateway-authorizer-too-slow': {
    fault: 'user',
    what: ({ authorizer, functionName, timeoutInMillis }) =>
      `The function ${functionName} of the authorizer ${authorizer} took more than the ${timeoutInMillis} ms that API Gateway waits.`,
    remedy: () => 'Give the function a "timeout" below that, and find what it waits for.',
  },
  'gateway-authorizer-bad-result': {
    fault: 'user',
    what: ({ authorizer, functionName, fault }) =>
      `API Gateway can't use what the function ${functionName} of the authorizer ${authorizer} returned: ${fault}.`,
    remedy: () => RESULT_SHAPE,
  },
  'gateway-authorizer-denied': {
    fault: 'user',
    what: ({ authorizer, methodArn, statement, unsupported, keptFor, keptSeconds }) => {
      const decided =
        statement === undefined
          ? `No statement of the policy of the authorizer ${authorizer} allows ${methodArn}.`
          : `The policy of the authorizer ${authorizer} denies ${methodArn}: ${statement}.`;
      const doubt = unsupported === undefined ? '' : ` Offstage can't judge ${unsupported}, and takes it for a no.`;
      const kept =
        keptFor === undefined
          ? ''
          : ` The function wasn't called: its policy for ${keptFor} was kept ${keptSeconds} s ago, for the same identity.`;
      return decided + doubt + kept;
    },
    remedy: ({ statement, unsupported, keptFor }) =>
      unsupported !== undefined
        ? 'Return a policy without that, or with keys, operators and values that IAM has.'
        : statement === undefined && keptFor !== undefined
          ? 'Return a policy that covers every route that this caller may use, or set "authorizerResultTtlInSeconds" to 0.'
          : 'Look at Effect and Resource of the statements that the function returns. In a Resource, * stands for any text and ? for one character.',
  },
  'gateway-authorizer-caching-trap': {
    fault: 'user',
    what: ({ authorizer, methodArn, ttl, other }) =>
      `The policy of the authorizer ${authorizer} allows only ${methodArn}, and it is kept for ${ttl} s: the same caller gets 403 on ${other} until then.`,
    remedy: ({ wildcard }) =>
      `Return "Resource": "${wildcard}" in the place of event.methodArn, or set "authorizerResultTtlInSeconds" to 0 to have the function called each time.`,
  },
  'gateway-method-arn-too-long': {
    fault: 'user',
    what: ({ bytes, limit }) =>
      `The ARN of the method with the request's path has ${bytes} bytes; where a method has authorization, or the API a resource policy, ${limit} are the most.`,
    remedy: () => 'Send what is long (a token, for one) in a header, not in the path.',
  },
};
