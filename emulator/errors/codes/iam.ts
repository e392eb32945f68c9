import type { CodeTable } from '../define.ts';

/** Keys are masked before they come here, and there is no secret among the facts. */
export interface IamFacts {
  'iam-not-signed': { readonly users: readonly string[] };
  /** `what`: "the signature …: it …". */
  'iam-bad-signature': { readonly what: string };
  'iam-unknown-key': { readonly what: string; readonly users: readonly string[] };
  'iam-wrong-signature': { readonly name: string };
  'iam-not-allowed': PolicyFacts & { readonly name: string };
  'resource-policy-refuses': PolicyFacts & {
    /** ARN of an IAM user. */
    readonly who: string | undefined;
    readonly sourceIp: string;
    readonly asksForAddress: boolean;
  };
  'policy-unreadable': { readonly fault: string };
  'authorizers-disabled': { readonly methods: readonly string[] };
  'source-ip-set': { readonly sourceIp: string };
  'source-ip-unusable': { readonly sourceIp: string };
  'config-bad-policy': { readonly of: string; readonly fault: string };
  'import-policy-arns': Record<string, never>;
  'config-access-key-twice': { readonly name: string; readonly other: string };
}

interface PolicyFacts {
  /** Of the method, with the request's own path. */
  readonly arn: string;
  readonly hasPolicy: boolean;
  /** The one that denies; undefined: none allows. */
  readonly statement: string | undefined;
  /** `statement 2 asks for the condition key aws:x`, which can't be judged here. */
  readonly unsupported: string | undefined;
}

const SIGN = 'Sign it with Signature Version 4 for the service execute-api in us-east-1';

export const IAM_CODES: CodeTable<IamFacts> = {
  'iam-not-signed': {
    fault: 'user',
    what: () => 'The method asks for IAM authorization, and the request is not signed.',
    remedy: ({ users }) =>
      users.length === 0
        ? `Give somebody credentials in "iamUsers" of routes.json. ${SIGN} and these credentials.`
        : `${SIGN}, with the credentials of ${users.join(' or ')} in "iamUsers".`,
  },
  'iam-bad-signature': {
    fault: 'user',
    what: ({ what }) => `The signature of the request is not good: ${what}.`,
    remedy: () => `${SIGN}; an AWS SDK's signer writes every part of it.`,
  },
  'iam-unknown-key': {
    fault: 'user',
    what: ({ what }) => `Nobody is known by the credentials that signed the request: ${what}.`,
    remedy: ({ users }) =>
      users.length === 0
        ? 'Add credentials to "iamUsers" of routes.json. AWS accounts are not asked here, and keys that functions get open nothing.'
        : `Use the credentials of ${users.join(' or ')} in "iamUsers". AWS accounts are not asked here, and keys that functions get open nothing.`,
  },
  'iam-wrong-signature': {
    fault: 'user',
    what: ({ name }) =>
      `The request has the access key of ${name}, but its signature is another one than the secret key gives for this request.`,
    remedy: () =>
      'Compare the secret key, and what you sign with what is shown here: host with port, path, query, headers, hash of the body.',
  },
  'iam-not-allowed': {
    fault: 'user',
    what: ({ name, arn, hasPolicy, statement, unsupported }) =>
      !hasPolicy
        ? `${name} has no policy, and so may not call ${arn}.`
        : `${decision(`the policy of ${name}`, statement, unsupported)} ${arn}.${doubt(unsupported)}`,
    remedy: ({ arn, statement }) =>
      statement === undefined
        ? `Allow execute-api:Invoke on ${arn}, or on a pattern that covers it, in the user's policy or in the API's resource policy.`
        : `Take ${arn} out of that statement: an explicit Deny wins over every Allow.`,
  },
  'resource-policy-refuses': {
    fault: 'user',
    what: ({ arn, who, sourceIp, hasPolicy, statement, unsupported }) =>
      hasPolicy
        ? `${decision("the API's resource policy", statement, unsupported)} ${arn} to ${who ?? 'an anonymous caller'} from ${sourceIp}.${doubt(unsupported)}`
        : `${who ?? 'The caller'} is of another account, which needs a resource policy that allows ${arn}; the API has none.`,
    remedy: ({ statement, asksForAddress, sourceIp }) =>
      asksForAddress
        ? `The address of a request is that of its connection (X-Forwarded-For is not believed, as on AWS): call from an allowed address, start \`offstage dev --source-ip ADDRESS\` to rehearse one, or add ${sourceIp} to aws:SourceIp.`
        : statement === undefined
          ? 'Add a statement that allows execute-api:Invoke on it; `execute-api:/*` is every method of this API.'
          : 'Narrow that statement: an explicit Deny wins over every Allow.',
  },
  'policy-unreadable': {
    fault: 'user',
    what: ({ fault }) => `The policy can't be read: ${fault}.`,
    remedy: () => 'Write it in the grammar of IAM: Version, and a Statement with Effect, Action and Resource.',
  },
  'authorizers-disabled': {
    fault: 'user',
    what: ({ methods }) =>
      methods.length === 0
        ? 'AUTHORIZERS ARE DISABLED. No method of this project has one.'
        : `AUTHORIZERS ARE DISABLED. Everybody may call ${methods.join(', ')}, and $context.authorizer is empty there.`,
    remedy: () =>
      'Start without --disable-authorizer to rehearse who may come in. API keys, throttles and the resource policy still hold.',
  },
  'source-ip-set': {
    fault: 'user',
    what: ({ sourceIp }) => `Every request counts as coming from ${sourceIp}, wherever it comes from.`,
    remedy: () => 'Start without --source-ip to see the addresses of connections.',
  },
  'source-ip-unusable': {
    fault: 'user',
    what: ({ sourceIp }) => `The source IP "${sourceIp}" is no IP address.`,
    remedy: () => 'Write an IPv4 or IPv6 address, such as 203.0.113.7.',
  },
  'config-bad-policy': {
    fault: 'user',
    what: ({ of, fault }) => `${of} can't be used: ${fault}.`,
    remedy: () =>
      'Write it like { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "execute-api:Invoke", "Resource": "execute-api:/*" }] }; a resource policy names a Principal, too.',
  },
  'import-policy-arns': {
    fault: 'user',
    what: () => "The ARNs in the resource policy became execute-api:/…, this API's own methods.",
    remedy: () => 'Compare them, if the policy was to name the methods of another API.',
  },
  'config-access-key-twice': {
    fault: 'user',
    what: ({ name, other }) => `${name} and ${other} have the same accessKeyId, so that nobody knows who calls.`,
    remedy: () => 'Give each user an accessKeyId of its own.',
  },
};

function decision(policy: string, statement: string | undefined, unsupported: string | undefined): string {
  const subject = policy.charAt(0).toUpperCase() + policy.slice(1);
  if (statement === undefined) return `${subject} has no statement that allows`;
  return `${unsupported === undefined ? '' : 'To be on the safe side, '}${unsupported === undefined ? subject : policy} denies in ${statement}`;
}

function doubt(unsupported: string | undefined): string {
  return unsupported === undefined ? '' : ` What ${unsupported} can't be judged here, so it is taken as a no.`;
}
