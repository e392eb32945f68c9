import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Project } from '../config/types.ts';
import { OffstageError } from '../errors/offstage-error.ts';
import { issueToken } from '../issuer/issue-token.ts';
import type { LocalIssuer } from '../issuer/local-issuer.ts';
import { trustedPools } from '../issuer/project-pools.ts';
import { readTokenInput } from '../issuer/read-input.ts';
import { randomIds, systemClock } from '../shared/clock.ts';
import { findStranger } from './stranger.ts';

export interface TokenApiOptions {
  readonly issuer: LocalIssuer;
  readonly project: () => Project;
  /** The origin of the project's own site, whose page may sign in. */
  readonly siteOrigin: () => string | undefined;
}

const BODY_LIMIT = 64 * 1024;

/** Where tokens are issued. */
export const TOKENS_PATH = '/-/tokens';

type PoolRequest = FastifyRequest<{ Params: { poolId: string } }>;

/**
 * The issuer's part of the control port: `POST /-/tokens` issues one, and below `/-/cognito-idp/{poolId}/` stand the two
 * documents of a user pool. A token lets its bearer in, so a page gets one only when it is the site's own: any other
 * origin is refused before anything is issued, and CORS lets that one read the answer.
 */
export async function tokenApi(app: FastifyInstance, options: TokenApiOptions): Promise<void> {
  const { issuer, project } = options;
  app.removeAllContentTypeParsers();
  // JSON alone: what a page may send without asking first is text.
  app.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
    done(null, parseJson(String(body))),
  );
  app.setErrorHandler((error: { statusCode?: number; message: string }, _request, reply) =>
    reply.code(error.statusCode ?? 500).send({ message: error.message }),
  );
  app.addHook('onRequest', async (request, reply) => {
    const ownSite = request.url === TOKENS_PATH ? options.siteOrigin() : undefined;
    const stranger = findStranger(request, ownSite);
    if (stranger) return reply.code(403).send({ message: stranger });
    if (ownSite !== undefined && request.headers.origin === ownSite) allow(ownSite, reply);
  });
  app.options(TOKENS_PATH, async (_request, reply) => {
    const headers = { 'access-control-allow-methods': 'POST', 'access-control-allow-headers': 'content-type' };
    return reply.code(204).headers(headers).send();
  });
  app.post(TOKENS_PATH, async (request, reply) => {
    const input = readTokenInput(request.body);
    if (typeof input === 'string') return reply.code(400).send({ message: input });
    try {
      const token = await issueToken(input, { project: project(), issuer, clock: systemClock, ids: randomIds });
      return reply.header('cache-control', 'no-store').send({ token });
    } catch (error) {
      if (!(error instanceof OffstageError)) throw error;
      return reply.code(400).send({ message: error.message, explanations: error.explanations });
    }
  });
  const poolOf = ({ params }: PoolRequest) => trustedPools(project()).find(({ pool }) => pool.id === params.poolId);
  app.get('/-/cognito-idp/:poolId/.well-known/jwks.json', async (request: PoolRequest, reply) =>
    poolOf(request) ? issuer.keySet() : unknownPool(reply, project()),
  );
  app.get('/-/cognito-idp/:poolId/.well-known/openid-configuration', async (request: PoolRequest, reply) => {
    const found = poolOf(request);
    if (!found) return unknownPool(reply, project());
    const base = `http://${request.headers.host}/-/cognito-idp/${found.pool.id}`;
    return {
      issuer: found.pool.issuer,
      jwks_uri: `${base}/.well-known/jwks.json`,
      id_token_signing_alg_values_supported: ['RS256'],
      response_types_supported: ['code', 'token'],
      scopes_supported: ['openid', 'email', 'phone', 'profile'],
      subject_types_supported: ['public'],
    };
  });
}

/** Undefined for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function allow(origin: string, reply: FastifyReply): void {
  reply.headers({ 'access-control-allow-origin': origin, vary: 'Origin' });
}

function unknownPool(reply: FastifyReply, project: Project): FastifyReply {
  const userPools = [...new Set(trustedPools(project).map(({ pool }) => pool.id))];
  return reply.code(404).send({ message: 'No authorizer of the project names this user pool.', userPools });
}
