import { explain } from '../errors/explanation.ts';
import type { SourceRef } from '../errors/source-ref.ts';
import { DocumentNode } from './document-node.ts';
import { ImportRefusal } from './refusal.ts';

/** Deeper than any document that was written by people or tools, and shallow enough for every walk of the import. */
const DEEPEST = 200;

/** AWS's limit for a definition. */
const MOST_CHARACTERS = 6 * 1024 * 1024;

/**
 * Opens an OpenAPI document: a value, or JSON or YAML text, whose nodes then know their line and column. Throws
 * ImportRefusal (`Invalid OpenAPI input.`, 400) for what is no OpenAPI 3.0 or Swagger 2.0 document at all.
 */
export async function readDocument(document: object | string, file: string | undefined): Promise<DocumentNode> {
  const start: SourceRef = { file: file ?? 'openapi', line: 1, column: 1 };
  const root = typeof document === 'string' ? await readText(document, start) : readValue(document, start);
  if (isDeeperThan(root.value, DEEPEST)) throw refuse('it is nested too deeply, or contains itself', start);
  if (!root.isObject()) throw refuse('it is no object', start);
  if (!isSwagger(root) && !isOpenApi3(root)) {
    throw refuse('its "openapi" is not 3.0.x, and its "swagger" is not 2.0', root.get('openapi')?.source ?? start);
  }
  return root;
}

/** Swagger 2.0 keeps models in `definitions`, content types in `consumes` and `produces`. */
export function isSwagger(root: DocumentNode): boolean {
  return root.get('swagger')?.text()?.trim().replace(/^2$/, '2.0') === '2.0';
}

function isOpenApi3(root: DocumentNode): boolean {
  return /^3\.0(\.|$)/.test(root.get('openapi')?.text()?.trim() ?? '');
}

/** JSON is tried first; the parsers that know places are loaded only here, where a project has such a document. */
async function readText(written: string, start: SourceRef): Promise<DocumentNode> {
  const text = written.replace(/^\uFEFF/, '');
  if (text.length > MOST_CHARACTERS) throw refuse('it is larger than 6 MB', start);
  const json = parsedByJson(text);
  if (json !== undefined && isDeeperThan(json.value, DEEPEST)) throw refuse('it is nested too deeply', start);
  const parsed =
    json === undefined
      ? (await import('./yaml-text.ts')).parseYaml(text, start.file, DEEPEST)
      : (await import('./json-text.ts')).parseJsonText(text, start.file);
  if ('reason' in parsed) throw refuse(parsed.reason, parsed.source);
  return DocumentNode.root(parsed.value, parsed.places);
}

function parsedByJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** A copy through JSON: what the caller does to the value later, and what isn't JSON in it, doesn't reach us. */
function readValue(value: object, start: SourceRef): DocumentNode {
  try {
    return DocumentNode.root(JSON.parse(JSON.stringify(value)), { root: start, of: () => undefined });
  } catch (error) {
    throw refuse(`it is no JSON value (${error instanceof Error ? error.message.split('\n')[0] : error})`, start);
  }
}

function refuse(reason: string, source: SourceRef): ImportRefusal {
  return new ImportRefusal('Invalid OpenAPI input.', explain('import-unreadable', { reason }, { source }));
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((child) => isDeeperThan(child, levels - 1));
}
