import { OffstageError } from '../../errors/offstage-error.ts';
import { stableId } from '../../shared/aws-names.ts';
import type { Problem } from '../problem.ts';
import type { RestApi, Stage } from '../types.ts';
import type { WrittenProject } from '../written.ts';
import { keySourceOf, type Reading, readTextFile, sourceOf } from './reading.ts';
import { readStages } from './rest-api.ts';

/**
 * Makes an API of an OpenAPI document, and tells what AWS's import would warn of or refuse and what Offstage doesn't
 * have. Throws an OffstageError for a text that is no such document.
 */
export type ImportOpenApi = (input: {
  readonly document: string;
  /** Absolute path of the document. */
  readonly file: string;
  readonly stages: readonly Stage[];
}) => Promise<{ readonly api: RestApi; readonly problems: readonly Problem[] }>;

/** What the document says itself, and routes.json can't say beside it. */
const IN_DOCUMENT = [
  'name',
  'description',
  'version',
  'resources',
  'models',
  'requestValidators',
  'gatewayResponses',
  'corsOnErrors',
  'binaryMediaTypes',
  'minimumCompressionSize',
  'policy',
  'apiKeySource',
  'authorizers',
  'disableExecuteApiEndpoint',
] as const;

/** The API of the document that stands in the place of `resources`. Undefined when it can't be read. */
export async function readOpenApi(
  input: { readonly path: string; readonly written: WrittenProject; readonly importOpenApi: ImportOpenApi | undefined },
  reading: Reading,
): Promise<RestApi | undefined> {
  const { path, written, importOpenApi } = input;
  const source = sourceOf(reading, written, 'openapi');
  for (const name of IN_DOCUMENT) {
    if (written[name] === undefined) continue;
    reading.report.error('config-beside-openapi', { name, path }, keySourceOf(reading, written, name));
  }
  const read = readTextFile({ path, role: 'the OpenAPI document', source }, reading);
  if (!read) return undefined;
  if (!importOpenApi) {
    reading.report.error('config-not-supported-yet', { name: 'openapi', feature: 'documents here' }, source);
    return undefined;
  }
  const stages = readStages(written, stableId(reading.texts.join('\n'), 6), reading);
  try {
    const { api, problems } = await importOpenApi({ document: read.text, file: read.file, stages });
    reading.report.addAll(problems);
    return { ...api, stages };
  } catch (error) {
    if (!(error instanceof OffstageError)) throw error;
    reading.report.addAll(error.explanations.map((explanation) => ({ severity: 'error', explanation })));
    return undefined;
  }
}
