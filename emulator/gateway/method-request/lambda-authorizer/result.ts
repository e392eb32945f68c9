import { type Policy, PolicyFault, readPolicy, type Statement } from '../policy/document.ts';

/** What a Lambda authorizer answered, read and found good. */
export interface AuthorizerResult {
  readonly principalId: string;
  readonly policy: Policy;
  /** All values as text, as `$context.authorizer` and events have them. */
  readonly context: Readonly<Record<string, string>>;
  readonly usageIdentifierKey?: string;
  /** Characters of the JSON text it was read from. */
  readonly size: number;
}

/** An answer that API Gateway can't use. The message says why, for the developer. */
export class ResultFault extends Error {}

/**
 * Reads what an authorizer function returned. API Gateway takes a principalId and a policyDocument, and a context of
 * texts, numbers and booleans. Throws ResultFault.
 */
export function readAuthorizerResult(payload: string): AuthorizerResult {
  const value = parse(payload);
  if (!isRecord(value)) throw new ResultFault(`it is ${kindOf(value)}, not an object`);
  if ('statusCode' in value && !('policyDocument' in value)) {
    throw new ResultFault('it is the answer of a proxy function ("statusCode"), not a policy');
  }
  const { principalId, policyDocument, context, usageIdentifierKey } = value;
  if (typeof principalId !== 'string') throw new ResultFault(`principalId is ${kindOf(principalId)}, not a text`);
  if (usageIdentifierKey !== undefined && usageIdentifierKey !== null && typeof usageIdentifierKey !== 'string') {
    throw new ResultFault(`usageIdentifierKey is ${kindOf(usageIdentifierKey)}, not a text`);
  }
  return {
    principalId,
    policy: policyOf(policyDocument),
    context: contextOf(context),
    ...(typeof usageIdentifierKey === 'string' && { usageIdentifierKey }),
    size: payload.length,
  };
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    throw new ResultFault('it is no JSON');
  }
}

function policyOf(document: unknown): Policy {
  if (!isRecord(document)) throw new ResultFault(`policyDocument is ${kindOf(document)}, not an object`);
  try {
    const policy = readPolicy(document);
    for (const statement of policy.statements) refuseLongResource(statement);
    return policy;
  } catch (error) {
    if (error instanceof PolicyFault) throw new ResultFault(`policyDocument is no policy: ${error.message}`);
    throw error;
  }
}

/** The Developer Guide's limit for a Resource in what an authorizer returns. */
const LONGEST_RESOURCE = 512;

function refuseLongResource({ index, resources }: Statement): void {
  const long = resources.patterns.find((pattern) => pattern.length > LONGEST_RESOURCE);
  if (long === undefined) return;
  throw new ResultFault(
    `a Resource of statement ${index + 1} has ${long.length} characters; API Gateway takes ${LONGEST_RESOURCE}`,
  );
}

function contextOf(context: unknown): Record<string, string> {
  if (context === undefined || context === null) return {};
  if (!isRecord(context)) throw new ResultFault(`context is ${kindOf(context)}, not an object`);
  const entries = Object.entries(context).map(([name, value]): [string, string] => {
    if (name === 'claims') throw new ResultFault('context has "claims", a name that is kept for Cognito authorizers');
    if (['string', 'number', 'boolean'].includes(typeof value)) return [name, String(value)];
    throw new ResultFault(`context.${name} is ${kindOf(value)}, not a text, a number, true or false`);
  });
  return Object.fromEntries(entries);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Never the value itself: it may be a key or a token. */
function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return KINDS[typeof value] ?? typeof value;
}

const KINDS: Readonly<Record<string, string>> = {
  object: 'an object',
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
};
