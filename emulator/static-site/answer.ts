import type { SiteConfig } from '../config/types.ts';
import { explain } from '../errors/explanation.ts';
import { checkConditions, isRangeFresh, type Validators } from './conditions.ts';
import { guessContentType } from './content-type.ts';
import { type S3Error, toErrorHeaders } from './error-page.ts';
import type { ReadEtag } from './etag.ts';
import { explainMissing, toFileName } from './explain-missing.ts';
import { findObject, type Lookup, type Missing, type SiteObject } from './find-object.ts';
import { PAGE_CONFIG_KEY, readHostName, renderPageConfig } from './page-config.ts';
import { readRange } from './range.ts';
import {
  redirectToFolder,
  refuse,
  refusePrecondition,
  refusePreflight,
  refuseRange,
  type SiteAnswer,
  type SiteRequest,
} from './refuse.ts';
import { resolveUrl, type Target } from './resolve.ts';
import { ACCESS_DENIED, invalidUri, methodNotAllowed, noSuchKey } from './s3-errors.ts';
import { toVisible } from './visible-text.ts';

export interface AnswerContext {
  readonly site: SiteConfig;
  /** The stage's address for a visitor who reached this machine by `host`. */
  apiUrl(host: string): string;
  /** Where the page of such a visitor may ask for tokens, if it may. */
  signInUrl?(host: string): string | undefined;
  readonly readEtag: ReadEtag;
}

type KeyTarget = Extract<Target, { kind: 'key' }>;

/** Decides as a website endpoint does, in its order: method, key, folder, error document, built-in page. */
export async function answerSiteRequest(request: SiteRequest, context: AnswerContext): Promise<SiteAnswer> {
  const { site } = context;
  const target = resolveUrl(request.url, site.indexDocument);
  if (target.kind === 'malformed') {
    const path = toVisible(target.path);
    return refuse(request, invalidUri(target.path), () => explain('site-malformed-path', { path }));
  }
  if (request.method === 'OPTIONS') return refusePreflight(request, site);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    const facts = { method: request.method, path: toVisible(target.path) };
    return refuse(request, methodNotAllowed(request.method), () => explain('site-method-not-allowed', facts));
  }
  if (target.key === PAGE_CONFIG_KEY) return answerPageConfig(request, context);
  const found = await findObject(site.root, target.key);
  if (found.kind === 'object') return answerObject(request, found.object, context);
  if (await isFolder(site, target)) return redirectToFolder(request, target.path);
  return answerMissing(request, target, found, context);
}

function answerPageConfig(request: SiteRequest, { apiUrl, signInUrl }: AnswerContext): SiteAnswer {
  const host = readHostName(request.headers.host);
  const text = renderPageConfig(apiUrl(host), signInUrl?.(host));
  return {
    status: 200,
    headers: { 'content-type': 'text/javascript', 'cache-control': 'no-store' },
    body: { kind: 'text', text },
  };
}

async function answerObject(request: SiteRequest, object: SiteObject, context: AnswerContext): Promise<SiteAnswer> {
  const validators = { etag: await context.readEtag(object), modified: object.stats.mtimeMs };
  const headers = toObjectHeaders(object, validators);
  const condition = checkConditions(request.headers, validators);
  if (condition.kind === 'failed') {
    return refusePrecondition(request, condition.header, { ...validators, file: toFileName(context.site, object.key) });
  }
  if (condition.kind === 'not-modified') {
    const { 'content-type': _, ...kept } = headers;
    return { status: 304, headers: kept, body: { kind: 'none' } };
  }
  const asked = isRangeFresh(request.headers['if-range']?.toString(), validators) ? request.headers.range : undefined;
  const range = readRange(asked, object.size);
  if (range.kind === 'whole') return { status: 200, headers, body: { kind: 'object', object } };
  if (range.kind === 'unsatisfiable') {
    return refuseRange(request, asked ?? '', toFileName(context.site, object.key), object.size);
  }
  const { start, end } = range;
  return {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${start}-${end}/${object.size}` },
    body: { kind: 'object', object, range: { start, end } },
  };
}

function toObjectHeaders(object: SiteObject, { etag, modified }: Validators): Record<string, string> {
  return {
    'last-modified': new Date(modified).toUTCString(),
    etag,
    'accept-ranges': 'bytes',
    'content-type': guessContentType(object.key),
  };
}

/** `docs` when there is `docs/index.html`; the query is dropped, as S3 does. */
async function isFolder(site: SiteConfig, { folder, key }: KeyTarget): Promise<boolean> {
  return !folder && (await findObject(site.root, `${key}/${site.indexDocument}`)).kind === 'object';
}

/**
 * No such object: 404 where the bucket may be listed by everyone, else 403, with the error document if there is one.
 * Whatever else keeps a file from the visitor looks the same from outside.
 */
async function answerMissing(
  request: SiteRequest,
  { key }: KeyTarget,
  missing: Missing,
  { site, readEtag }: AnswerContext,
): Promise<SiteAnswer> {
  const toError = (absent: string): S3Error => (site.publicList ? noSuchKey(absent) : ACCESS_DENIED);
  const error = toError(key);
  const document = await findErrorDocument(site);
  const explanation = () =>
    explainMissing(site, { key, status: error.status, missing, errorDocument: document?.kind === 'object' });
  if (document?.kind !== 'object') {
    return refuse(request, error, explanation, document && toError(site.errorDocument ?? ''));
  }
  const { object } = document;
  const validators = { etag: await readEtag(object), modified: object.stats.mtimeMs };
  return {
    status: error.status,
    headers: { ...toErrorHeaders(error), ...toObjectHeaders(object, validators) },
    body: { kind: 'object', object },
    explain: explanation,
  };
}

async function findErrorDocument({ root, errorDocument }: SiteConfig): Promise<Lookup | undefined> {
  return errorDocument === undefined ? undefined : findObject(root, errorDocument);
}
