import { basename, resolve } from 'node:path';
import type { Access } from './access.ts';
import { checkProject } from './check/check-project.ts';
import { warnOfReservations } from './check/concurrency.ts';
import { checkCustomDomains } from './check/custom-domains.ts';
import { checkSchema } from './check-schema.ts';
import { type EnvVars, readEnvVars } from './env-vars.ts';
import type { Locator } from './locate.ts';
import { readAccess } from './normalize/access.ts';
import { readCustomDomains } from './normalize/custom-domains.ts';
import { readFunctions } from './normalize/functions.ts';
import { findFunctions } from './normalize/functions-by-name.ts';
import { readIamUsers } from './normalize/iam-users.ts';
import { type ImportOpenApi, readOpenApi } from './normalize/open-api.ts';
import type { FindPolicyFaults } from './normalize/policies.ts';
import type { Reading } from './normalize/reading.ts';
import { readRestApi } from './normalize/rest-api.ts';
import { readServiceEndpoints } from './normalize/service-endpoints.ts';
import { readSite } from './normalize/site.ts';
import { parseJson } from './parse-json.ts';
import { createReport, type Problem } from './problem.ts';
import { readConfigText } from './read-config.ts';
import type { Project, RestApi } from './types.ts';
import { type BesideDocument, withDocument } from './with-document.ts';
import type { WrittenProject } from './written.ts';

/** Where a configuration comes from: a file, or a value with the content of one. */
export type LoadInput = {
  /** Folder that relative paths start from. */
  readonly root: string;
  /** The variables of the .env file; those that begin with AWS_ENDPOINT_URL say where services are. */
  readonly env?: Readonly<Record<string, string>>;
  /** A file in the shape of SAM's --env-vars, or its content: it counts before a function's `environment`. */
  readonly envVars?: string | EnvVars;
  /** Base URLs of AWS services, beside those of the configuration. */
  readonly serviceEndpoints?: Readonly<Record<string, string>>;
  /** API keys and usage plans beside those of the configuration. */
  readonly access?: Pick<Access, 'apiKeys' | 'usagePlans'>;
  /** Reads the document that `openapi` names. */
  readonly importOpenApi?: ImportOpenApi;
  /** Says what is wrong with policy documents. */
  readonly findPolicyFaults?: FindPolicyFaults;
  /** Stands in the place of all that routes.json says of the API; then there need be no routes.json. */
  readonly document?: BesideDocument;
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

  const { value, locator } = parsed;
  const content = input.document === undefined ? value : withDocument(value, input.document, locator);
  const written: WrittenProject = checkSchema(content, locator, report);
  const start = { file: source.name, line: 1, column: 1 };
  const { env = {}, findPolicyFaults } = input;
  const overrides = readEnvVars(input.envVars, root, report);
  if (overrides.file !== undefined) inputs.add(overrides.file);
  const reading = { root, start, locator, report, env, findPolicyFaults, overrides, inputs, texts: [source.text] };
  const project = await readProject(written, input, reading);
  return { ...(!report.failed() && { project }), problems: report.problems(), inputs: [...inputs] };
}

type Functions = Project['functions'];

async function readProject(written: WrittenProject, input: LoadInput, reading: Reading): Promise<Project> {
  const configured = readFunctions(written, reading);
  const site = readSite(written, reading);
  const serviceEndpoints = readServiceEndpoints(written, input, reading.report);
  const access = withKeys(readAccess(written, reading), input.access);
  const iamUsers = readIamUsers(written, reading);
  const api = await readApi(written, input, reading);
  const apis = api ? [api] : [];
  const functions = api && written.openapi !== undefined ? withFound(api, configured, reading) : configured;
  checkProject(apis, written.openapi !== undefined, {
    functions,
    access,
    iamUsers,
    foundByName: written.openapi !== undefined,
    serviceEndpoints,
    locator: reading.locator,
    report: reading.report,
    wrote: (section, name) => wrote(reading.locator, section, name),
  });
  const customDomains = readCustomDomains(written, reading);
  const { locator, report } = reading;
  checkCustomDomains(customDomains, apis, { report, wrote: (section, name) => wrote(locator, section, name) });
  const { accountConcurrency } = written;
  warnOfReservations(functions, accountConcurrency, reading.report);
  reading.overrides.check(functions);
  return {
    root: reading.root,
    apis,
    access,
    ...(iamUsers.length > 0 && { iamUsers }),
    functions,
    ...(accountConcurrency !== undefined && { accountConcurrency }),
    ...(site && { site }),
    ...(customDomains && { customDomains }),
    serviceEndpoints,
    inputs: [...reading.inputs],
  };
}

/** An OpenAPI document names functions and can't say where they are: those that nobody configured are found by name. */
function withFound(api: RestApi, configured: Functions, reading: Reading): Functions {
  const { found, inputs } = findFunctions(api, reading.root, new Set(configured.keys()));
  for (const file of inputs) reading.inputs.add(file);
  return new Map([...configured, ...found]);
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

function withKeys(access: Access, more: LoadInput['access']): Access {
  if (!more) return access;
  const { apiKeys, usagePlans } = more;
  return { ...access, apiKeys: [...access.apiKeys, ...apiKeys], usagePlans: [...access.usagePlans, ...usagePlans] };
}

function wrote(locator: Locator, section: string, name: string): boolean {
  return locator.pointer(`/${section}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`) !== undefined;
}
