/** A policy document that has been read: every list is one, every statement is complete. */
export interface Policy {
  readonly statements: readonly Statement[];
  /** `${aws:username}` in a resource or a condition is a variable (Version 2012-10-17), not text. */
  readonly hasVariables: boolean;
}

export interface Statement {
  /** From 0. */
  readonly index: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  /** Undefined: the policy belongs to whoever asks. */
  readonly principals?: Selection;
  readonly actions: Selection;
  readonly resources: Selection;
  readonly conditions: readonly Condition[];
}

/** `Action` or, negated, `NotAction`; likewise for resources and principals. */
export interface Selection {
  readonly negated: boolean;
  readonly patterns: readonly string[];
}

/** One line of a Condition block: `"IpAddress": { "aws:SourceIp": ["10.0.0.0/8"] }`. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** A value that is no policy. The message says why and at which statement, for the developer. */
export class PolicyFault extends Error {}

/**
 * Reads a policy document in IAM's grammar, strictly: an element with a name that IAM doesn't know (`Condtion`) would
 * otherwise be a restriction that nobody applies. Throws PolicyFault.
 */
export function readPolicy(document: unknown): Policy {
  const { Version, Id: _, Statement: written, ...others } = asRecord(document, 'the policy');
  refuseOthers(others, 'the policy', ['Version', 'Id', 'Statement']);
  if (Version !== undefined && !VERSIONS.includes(Version)) {
    throw new PolicyFault(`Version is ${told(Version)}, not "2012-10-17" or "2008-10-17"`);
  }
  if (written === undefined) throw new PolicyFault('it has no Statement');
  const list: readonly unknown[] = Array.isArray(written) ? written : [written];
  if (list.length === 0) throw new PolicyFault('Statement is empty');
  return { statements: list.map(readStatement), hasVariables: Version === VERSIONS[0] };
}

const VERSIONS: readonly unknown[] = ['2012-10-17', '2008-10-17'];

function readStatement(value: unknown, index: number): Statement {
  const place = `statement ${index + 1}`;
  const written = asRecord(value, place);
  const { Sid, Effect, Condition: conditions } = written;
  const others = Object.fromEntries(Object.entries(written).filter(([name]) => !ELEMENTS.includes(name)));
  refuseOthers(others, place, ELEMENTS);
  if (Effect !== 'Allow' && Effect !== 'Deny') {
    throw new PolicyFault(`Effect of ${place} is ${told(Effect)}, not "Allow" or "Deny"`);
  }
  if (Sid !== undefined && typeof Sid !== 'string') throw new PolicyFault(`Sid of ${place} is no text`);
  const principals = selection(written, 'Principal', place, principalPatterns);
  const actions = selection(written, 'Action', place, texts);
  const resources = selection(written, 'Resource', place, texts);
  if (!actions) throw new PolicyFault(`${place} has neither Action nor NotAction`);
  if (!resources) throw new PolicyFault(`${place} has neither Resource nor NotResource`);
  return {
    index,
    ...(Sid === undefined ? {} : { sid: Sid }),
    effect: Effect,
    ...(principals ? { principals } : {}),
    actions,
    resources,
    conditions: conditions === undefined ? [] : readConditions(conditions, place),
  };
}

const ELEMENTS: readonly string[] = [
  ...['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'],
];

function selection(
  statement: Readonly<Record<string, unknown>>,
  name: string,
  place: string,
  read: (value: unknown, what: string) => string[],
): Selection | undefined {
  const [plain, negated] = [statement[name], statement[`Not${name}`]];
  if (plain !== undefined && negated !== undefined) throw new PolicyFault(`${place} has ${name} and Not${name}`);
  if (plain !== undefined) return { negated: false, patterns: read(plain, `${name} of ${place}`) };
  return negated === undefined ? undefined : { negated: true, patterns: read(negated, `Not${name} of ${place}`) };
}

/** A text or a list of them, none of it empty. */
function texts(value: unknown, what: string): string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0) throw new PolicyFault(`${what} is empty`);
  return list.map((item) => {
    if (typeof item === 'string' && item !== '') return item;
    throw new PolicyFault(`${what} has ${told(item)} where a text is needed`);
  });
}

/** `"*"`, or `{ "AWS": … }`. Other kinds (`Service`, `Federated`) name nobody who calls an API here. */
function principalPatterns(value: unknown, what: string): string[] {
  if (value === '*') return ['*'];
  const kinds = Object.entries(asRecord(value, what));
  if (kinds.length === 0) throw new PolicyFault(`${what} is empty`);
  return kinds.flatMap(([kind, names]) => {
    if (!PRINCIPAL_KINDS.includes(kind))
      throw new PolicyFault(`${what} has ${told(kind)}, which is no kind of principal`);
    const named = texts(names, what);
    return kind === 'AWS' ? named : [];
  });
}

const PRINCIPAL_KINDS: readonly string[] = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

function readConditions(value: unknown, place: string): Condition[] {
  const what = `Condition of ${place}`;
  return Object.entries(asRecord(value, what)).flatMap(([operator, keys]) =>
    Object.entries(asRecord(keys, `${operator} in the ${what}`)).map(([key, written]) => ({
      operator,
      key,
      values: conditionValues(written, `${operator} ${key} in the ${what}`),
    })),
  );
}

function conditionValues(written: unknown, what: string): string[] {
  const list: readonly unknown[] = Array.isArray(written) ? written : [written];
  return list.map((value) => {
    if (['string', 'number', 'boolean'].includes(typeof value)) return String(value);
    throw new PolicyFault(`${what} has ${told(value)} where a text, a number, true or false is needed`);
  });
}

function asRecord(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new PolicyFault(`${what} is ${told(value)}, not an object`);
}

function refuseOthers(others: Readonly<Record<string, unknown>>, what: string, known: readonly string[]): void {
  const [other] = Object.keys(others);
  if (other !== undefined) {
    throw new PolicyFault(`${what} has ${told(other)}, which policies don't have (they have ${known.join(', ')})`);
  }
}

/** A value in a sentence: as JSON, cut. What nests isn't spelled out: it may be deeper than a stack. */
export function told(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = value === undefined ? 'missing' : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
