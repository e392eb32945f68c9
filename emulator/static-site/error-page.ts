import { STATUS_CODES } from 'node:http';

/** A refusal in S3's words. */
export interface S3Error {
  readonly status: number;
  /** `NoSuchKey` */
  readonly code: string;
  readonly message: string;
  /** Further facts in their order: `[['Key', 'about.html']]`. */
  readonly details: readonly (readonly [name: string, value: string])[];
}

/** The two ids that S3 gives each answer. */
export interface AnswerIds {
  readonly requestId: string;
  readonly hostId: string;
}

/**
 * S3's built-in page for an error, byte for byte as recorded from a website endpoint. `failedDocument` is the error
 * that came of looking for the configured error document, which the page then shows as well.
 */
export function renderErrorPage(error: S3Error, { requestId, hostId }: AnswerIds, failedDocument?: S3Error): string {
  const title = `${error.status} ${reasonPhrase(error.status)}`;
  const facts = [...toFacts(error), ['RequestId', requestId], ['HostId', hostId]] as const;
  const nested = failedDocument
    ? [
        '<h3>An Error Occurred While Attempting to Retrieve a Custom Error Document</h3>',
        ...toList(toFacts(failedDocument)),
      ]
    : [];
  return [
    '<html>',
    `<head><title>${title}</title></head>`,
    '<body>',
    `<h1>${title}</h1>`,
    ...toList(facts),
    ...nested,
    '<hr/>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** The same facts as headers: they come with a custom error document, too. */
export function toErrorHeaders({ code, message, details }: S3Error): Record<string, string> {
  const facts = [['code', code], ['message', message], ...details.map(([name, value]) => [`detail-${name}`, value])];
  return Object.fromEntries(facts.map(([name = '', value = '']) => [`x-amz-error-${name}`, toHeaderText(value)]));
}

/** S3 keeps the name that 416 had in the older HTTP/1.1. */
export function reasonPhrase(status: number): string {
  return status === 416 ? 'Requested Range Not Satisfiable' : (STATUS_CODES[status] ?? '');
}

function toFacts({ code, message, details }: S3Error): (readonly [string, string])[] {
  return [['Code', code], ['Message', message], ...details];
}

function toList(facts: readonly (readonly [string, string])[]): string[] {
  return ['<ul>', ...facts.map(([name, value]) => `<li>${name}: ${escapeHtml(value)}</li>`), '</ul>'];
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);
}

/** A key may hold what a header can't. */
function toHeaderText(text: string): string {
  return text.replace(/[^\x20-\x7e]/gu, (character) => encodeURIComponent(character));
}
