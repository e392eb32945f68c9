import { basename, resolve } from 'node:path';
import { checkProject } from './check/check-project.ts';
import { checkSchema } from './check-schema.ts';
import type { Locator } from './locate.ts';
import { readFunctions } from './normalize/functions.ts';
import { type ImportOpenApi, readOpenApi } from './normalize/open-api.ts';
import type { Reading } from './normalize/reading.ts';
import { readRestApi } from './normalize/rest-api.ts';
import { readSite } from './normalize/site.ts';
import { parseJson } from './parse-json.ts';
import { createReport, type Problem } from './problem.ts';
import { readConfigText } from './read-config.ts';
import type { Project, RestApi } from './types.ts';
import type { WrittenProject } from './written.ts';

/** Where a configuration comes from: a file, or a value with the content of one. */
export type LoadInput = {
  /** Folder that relative paths start from. */
  readonly root: string;
  /** The variables of the .env file. */
  readonly env?: Readonly<Record<string, string>>;
  /** Base URLs of AWS services, beside those of the configuration. */
  readonly serviceEndpoints?: Readonly<Record<string, string>>;
  /** Reads the document that `openapi` names. */
  readonly importOpenApi?: ImportOpenApi;
} & ({ readonly file?: string } | { readonly config: object });

export interface LoadResult {
  /** Undefined when there is an error among the problems. */
  readonly project?: Project;
  /** All that was found, errors and warnings, in the order of their lines. */
  readonly problems: readonly Problem[];
  /** Absolute paths of all files that were read or looked for: what has to be watched, also after a failure. */
  readonly inputs: readonly string[];
}

/**
 * Reads a project's configuration (routes.json, or a value of that form) and makes the complete, checked value that
 * everything else works with. Never throws for a mistake of the user's: every mistake is a problem with its file, line
 * and column, and all of them are told at once.
 */
export async function loadProject(input: LoadInput): Promise<LoadResult> {
  const root = resolve(input.root);
  const report = createReport();
  const inputs = new Set<string>();
  const source = readConfigText(root, input, report);
  if (source.file !== undefined) inputs.add(source.file);
  const parsed = source.text === undefined ? undefined : parseJson(source.name, source.text, report);
  if (!parsed || source.text === undefined) return { problems: report.problems(), inputs: [...inputs] };

  const written: WrittenProject = checkSchema(parsed.value, parsed.locator, report);
  const start = { file: source.name, line: 1, column: 1 };
  const { env = {} } = input;
  const reading = { root, start, locator: parsed.locator, report, env, inputs, texts: [source.text] };
  const project = await readProject(written, input, reading);
  return { ...(!report.failed() && { project }), problems: report.problems(), inputs: [...inputs] };
}

async function readProject(written: WrittenProject, input: LoadInput, reading: Reading): Promise<Project> {
  const functions = readFunctions(written, reading);
  const site = readSite(written, reading);
  const serviceEndpoints = { ...written.serviceEndpoints, ...input.serviceEndpoints };
  const api = await readApi(written, input, reading);
  const apis = api ? [api] : [];
  checkProject(apis, written.openapi !== undefined, {
    functions,
    serviceEndpoints,
    locator: reading.locator,
    report: reading.report,
    wrote: (section, name) => wrote(reading.locator, section, name),
  });
  return {
    root: reading.root,
    apis,
    functions,
    ...(site && { site }),
    serviceEndpoints,
    inputs: [...reading.inputs],
  };
}

/** The API of the project; undefined where it describes functions or a site alone. */
async function readApi(written: WrittenProject, input: LoadInput, reading: Reading): Promise<RestApi | undefined> {
  const { openapi, resources, stages } = written;
  if (openapi === undefined && resources === undefined && stages === undefined) return undefined;
  if (Object.keys(stages ?? {}).length === 0 && reading.locator.pointer('/stages') === undefined) {
    reading.report.error('config-no-stage', {}, reading.locator.pointer(''));
  }
  if (openapi !== undefined)
    return readOpenApi({ path: openapi, written, importOpenApi: input.importOpenApi }, reading);
  return readRestApi(written, written.name ?? basename(reading.root), reading);
}

function wrote(locator: Locator, section: string, name: string): boolean {
  return locator.pointer(`/${section}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`) !== undefined;
}
