import { Readable } from 'node:stream';
import fastifyCors from '@fastify/cors';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyPluginOptions, FastifyReply, FastifyRequest } from 'fastify';
import type { SiteConfig } from '../config/types.ts';
import { explain } from '../errors/explanation.ts';
import type { EmulatorEventListener } from '../events.ts';
import { randomIds } from '../shared/clock.ts';
import { answerSiteRequest } from './answer.ts';
import { CORS_VARY, type CorsGrant, findCorsGrant } from './cors-rules.ts';
import { type AnswerIds, renderErrorPage, toErrorHeaders } from './error-page.ts';
import { createEtagReader } from './etag.ts';
import type { SiteAnswer } from './refuse.ts';
import { INTERNAL_ERROR } from './s3-errors.ts';
import { toVisible } from './visible-text.ts';

export interface StaticSiteOptions extends FastifyPluginOptions {
  /** Asked at each request, so that a reloaded configuration is live at once. */
  site(): SiteConfig;
  /**
   * The stage's address (`http://127.0.0.1:3000/v1`) for a visitor who reached this machine by `host`: a name or
   * address without a port. It becomes `window.OFFSTAGE.apiUrl`.
   */
  apiUrl(host: string): string;
  /** Where the page may sign in as somebody local, of a visitor who may; it becomes `window.OFFSTAGE.signInUrl`. */
  signInUrl?(host: string): string | undefined;
  /** The Cache-Control that each object was stored with. @default none, as `aws s3 sync` leaves it */
  readonly cacheControl?: string;
  readonly onEvent?: EmulatorEventListener;
}

/** What is known of a request from its arrival to the end of its answer. */
interface Visit {
  readonly ids: AnswerIds;
  readonly grant: CorsGrant | undefined;
  explain?: SiteAnswer['explain'];
}

/**
 * Serves a site with the semantics of an S3 website endpoint. What is answered is decided in answer.ts;
 * @fastify/static streams the bytes, @fastify/cors answers for the bucket's CORS rules. There are no routes: any path
 * may be a key, and S3 refuses a malformed one in its own words.
 */
export async function staticSite(fastify: FastifyInstance, options: StaticSiteOptions): Promise<void> {
  const readEtag = createEtagReader();
  const visits = new WeakMap<FastifyRequest, Visit>();
  const visitOf = (request: FastifyRequest): Visit => {
    const visit = visits.get(request) ?? { ids: createIds(), grant: findCorsGrant(options.site().cors, request) };
    visits.set(request, visit);
    return visit;
  };

  await fastify.register(fastifyCors, {
    delegator: async (request: FastifyRequest) => toCorsOptions(visitOf(request).grant),
  });
  await fastify.register(fastifyStatic, { serve: false });

  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', async () => undefined);

  fastify.setNotFoundHandler(async (request, reply) => {
    const visit = visitOf(request);
    const { method, originalUrl: url, headers } = request;
    const answer = await answerSiteRequest(
      { method, url, headers, ids: visit.ids },
      { site: options.site(), apiUrl: options.apiUrl, signInUrl: options.signInUrl, readEtag },
    );
    visit.explain = answer.explain;
    if (answer.body.kind === 'object' && options.cacheControl) reply.header('cache-control', options.cacheControl);
    return sendAnswer(request, reply, answer);
  });

  fastify.setErrorHandler(async (error, request, reply) => {
    const visit = visitOf(request);
    const cause = error instanceof Error ? error.message : String(error);
    visit.explain = () => explain('site-internal-error', { path: toPath(request), cause });
    return reply
      .code(INTERNAL_ERROR.status)
      .headers({ ...toErrorHeaders(INTERNAL_ERROR), 'content-type': 'text/html; charset=utf-8' })
      .send(renderErrorPage(INTERNAL_ERROR, visit.ids));
  });

  fastify.addHook('onSend', async (request, reply) => {
    setCommonHeaders(reply, visitOf(request));
  });

  fastify.addHook('onResponse', async (request, reply) => {
    if (!options.onEvent) return;
    const explanation = await visitOf(request).explain?.();
    options.onEvent({
      kind: 'site',
      method: request.method,
      path: toPath(request),
      status: reply.statusCode,
      durationMs: reply.elapsedTime,
      explanation,
    });
  });
}

/** As a log shows it: without the query, which may hold secrets. */
function toPath({ originalUrl }: FastifyRequest): string {
  return toVisible(originalUrl.replace(/\?.*$/s, ''));
}

/** Sixteen capitals and digits, and 76 characters of base64: S3's shapes. */
function createIds(): AnswerIds {
  return {
    requestId: randomIds.hex(16).toUpperCase(),
    hostId: Buffer.from(randomIds.hex(114), 'hex').toString('base64'),
  };
}

function toCorsOptions(grant: CorsGrant | undefined): object {
  if (!grant) return { origin: false };
  const { rule, allowOrigin, allowHeaders } = grant;
  return {
    origin: allowOrigin,
    credentials: allowOrigin !== '*',
    methods: [...rule.allowedMethods],
    optionsSuccessStatus: 200,
    ...(allowHeaders.length > 0 && { allowedHeaders: [...allowHeaders] }),
    ...(rule.exposeHeaders.length > 0 && { exposedHeaders: [...rule.exposeHeaders] }),
    ...(rule.maxAgeSeconds !== undefined && { maxAge: rule.maxAgeSeconds }),
  };
}

/**
 * What each answer of S3 has; and two things that S3 does and @fastify/cors doesn't: the methods and the age come with
 * simple answers too, and Vary only when a rule applied.
 */
function setCommonHeaders(reply: FastifyReply, { ids, grant }: Visit): void {
  reply.headers({ 'x-amz-id-2': ids.hostId, 'x-amz-request-id': ids.requestId, server: 'AmazonS3' });
  if (!grant) {
    reply.removeHeader('vary');
    return;
  }
  const { allowedMethods, maxAgeSeconds } = grant.rule;
  reply.headers({ vary: CORS_VARY, 'access-control-allow-methods': allowedMethods.join(', ') });
  if (maxAgeSeconds !== undefined) reply.header('access-control-max-age', String(maxAgeSeconds));
}

async function sendAnswer(request: FastifyRequest, reply: FastifyReply, answer: SiteAnswer): Promise<FastifyReply> {
  reply.code(answer.status).headers(answer.headers);
  if (answer.reason !== undefined) reply.raw.statusMessage = answer.reason;
  switch (answer.body.kind) {
    case 'none':
      return reply.send();
    case 'text':
      return reply.send(answer.body.chunked ? Readable.from([answer.body.text]) : answer.body.text);
    case 'object': {
      const { object, range } = answer.body;
      clearConditions(request);
      return reply.sendFile(object.path, object.root, { ...SEND_BYTES_ONLY, ...range });
    }
  }
}

const SEND_BYTES_ONLY = {
  acceptRanges: false,
  cacheControl: false,
  contentType: false,
  dotfiles: 'deny',
  etag: false,
  index: false,
  lastModified: false,
} as const;

/** @fastify/static would judge them again, knowing neither our ETag nor that an error document has no conditions. */
function clearConditions({ raw }: FastifyRequest): void {
  for (const name of ['if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since', 'if-range'] as const) {
    delete raw.headers[name];
  }
}
