import type { IncomingHttpHeaders } from 'node:http';
import type { SiteConfig } from '../config/types.ts';
import { type Explanation, explain } from '../errors/explanation.ts';
import type { Validators } from './conditions.ts';
import { type AnswerIds, reasonPhrase, renderErrorPage, type S3Error, toErrorHeaders } from './error-page.ts';
import type { SiteObject } from './find-object.ts';
import {
  corsNotAllowed,
  corsNotEnabled,
  incompletePreflight,
  invalidRange,
  preconditionFailed,
  RESOURCE_FOUND,
} from './s3-errors.ts';
import { toVisible } from './visible-text.ts';

export interface SiteRequest {
  readonly method: string;
  /** As it stands in the request line. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly ids: AnswerIds;
}

/** What goes back, but for the headers that every answer has. */
export interface SiteAnswer {
  readonly status: number;
  /** The reason phrase, where it is not the usual one of the status. */
  readonly reason?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body:
    | { readonly kind: 'none' }
    | { readonly kind: 'text'; readonly text: string; readonly chunked?: boolean }
    /** `end` is inclusive; without a range the whole object is sent. */
    | { readonly kind: 'object'; readonly object: SiteObject; readonly range?: { start: number; end: number } };
  /** Called when the answer is out and somebody listens. */
  readonly explain?: () => Explanation | Promise<Explanation>;
}

/** S3's built-in page, with the error's facts as headers, too. */
export function refuse(
  { ids }: SiteRequest,
  error: S3Error,
  explanation?: () => Explanation | Promise<Explanation>,
  failedDocument?: S3Error,
): SiteAnswer {
  return {
    status: error.status,
    reason: reasonPhrase(error.status),
    headers: { ...toErrorHeaders(error), 'content-type': 'text/html; charset=utf-8' },
    body: { kind: 'text', text: renderErrorPage(error, ids, failedDocument) },
    explain: explanation,
  };
}

/** 302 to the folder; `path` as it was sent. Recorded with an older reason phrase than today's, and in chunks. */
export function redirectToFolder({ ids }: SiteRequest, path: string): SiteAnswer {
  return {
    status: RESOURCE_FOUND.status,
    reason: 'Moved Temporarily',
    headers: { ...toErrorHeaders(RESOURCE_FOUND), 'content-type': 'text/html; charset=utf-8', location: `${path}/` },
    body: { kind: 'text', text: renderErrorPage(RESOURCE_FOUND, ids), chunked: true },
  };
}

/** A preflight that no rule of the bucket fits; those that one fits were answered before. */
export function refusePreflight(request: SiteRequest, { cors, source }: SiteConfig): SiteAnswer {
  const origin = readHeader(request, 'origin');
  const method = readHeader(request, 'access-control-request-method');
  const headers = readHeader(request, 'access-control-request-headers');
  if (cors.length === 0) {
    const error = corsNotEnabled(method ?? 'OPTIONS');
    return refuse(request, error, () => explain('site-cors-not-enabled', { origin }, { source }));
  }
  if (origin === undefined || method === undefined) {
    const lacks = origin === undefined ? 'Origin' : 'Access-Control-Request-Method';
    return refuse(request, incompletePreflight(lacks), () => explain('site-cors-incomplete', { lacks }));
  }
  const facts = { origin, method, headers };
  return refuse(request, corsNotAllowed(method), () => explain('site-cors-not-allowed', facts, { source }));
}

/** 412: the object is not, or no longer, the one that was meant. */
export function refusePrecondition(
  request: SiteRequest,
  header: 'If-Match' | 'If-Unmodified-Since',
  { file, etag, modified }: Validators & { readonly file: string },
): SiteAnswer {
  const sent = readHeader(request, header.toLowerCase()) ?? '';
  const facts = { file, header, sent, etag, lastModified: new Date(modified).toUTCString() };
  return refuse(request, preconditionFailed(header), () => explain('site-precondition-failed', facts));
}

/** 416: the range begins behind the last byte. */
export function refuseRange(request: SiteRequest, range: string, file: string, size: number): SiteAnswer {
  const answer = refuse(request, invalidRange(range, size), () =>
    explain('site-invalid-range', { file, range: toVisible(range), size }),
  );
  return { ...answer, headers: { ...answer.headers, 'content-range': `bytes */${size}` } };
}

function readHeader({ headers }: SiteRequest, name: string): string | undefined {
  const value = headers[name]?.toString();
  return value === undefined ? undefined : toVisible(value);
}
