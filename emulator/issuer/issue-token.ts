import type { Project } from '../config/types.ts';
import { explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';
import type { Clock, Ids } from '../shared/clock.ts';
import type { LocalIssuer } from './local-issuer.ts';
import { clientIdFor, type TrustedPool, trustedPools } from './project-pools.ts';
import { tokenClaims } from './token-claims.ts';

/** What a token is to say. */
export interface TokenInput {
  /** Who: `sub` and the user's name. */
  readonly sub: string;
  /** `cognito:groups` */
  readonly groups?: readonly string[];
  /** `scope` of an access token. @default `aws.cognito.signin.user.admin` */
  readonly scopes?: readonly string[];
  /** @default 'access' with `scopes`, else 'id' */
  readonly use?: 'id' | 'access';
  /** `aud` of an ID token, `client_id` of an access token. @default the one that the authorizer asks for */
  readonly clientId?: string;
  /** Seconds; negative: it has expired. @default 3600 */
  readonly expiresIn?: number;
  /** More claims, or others than a token has anyway: `{ email: 'alice@example.com' }`. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** The Cognito authorizer whose pool the token is of. @default the first */
  readonly authorizer?: string;
}

export interface IssuerParts {
  readonly project: Project;
  readonly issuer: LocalIssuer;
  readonly clock: Clock;
  readonly ids: Ids;
}

/**
 * Issues a token in the name of a user pool that the project trusts. Nobody but this project's emulator trusts it.
 * @throws OffstageError when no authorizer names a pool, or the input asks for what no token is
 */
export async function issueToken(input: TokenInput, { project, issuer, clock, ids }: IssuerParts): Promise<string> {
  const { scopes = [] } = input;
  const use = input.use ?? (scopes.length > 0 ? 'access' : 'id');
  if (use === 'id' && scopes.length > 0) throw new OffstageError(explain('token-scope-in-id', {}));
  const { pool, authorizer } = choosePool(input.authorizer, project);
  const clientId = input.clientId ?? clientIdFor(authorizer);
  return issuer.sign(
    tokenClaims({ ...input, use, clientId, expiresIn: input.expiresIn ?? 3600 }, pool, { clock, ids }),
  );
}

function choosePool(name: string | undefined, project: Project): TrustedPool {
  const pools = trustedPools(project);
  const [first] = pools;
  if (!first) throw new OffstageError(explain('token-without-authorizer', { folder: project.root }));
  const chosen = name === undefined ? first : pools.find(({ authorizer }) => authorizer.name === name);
  if (chosen) return chosen;
  const authorizers = [...new Set(pools.map(({ authorizer }) => authorizer.name))];
  throw new OffstageError(explain('token-unknown-authorizer', { name: name ?? '', authorizers }));
}
