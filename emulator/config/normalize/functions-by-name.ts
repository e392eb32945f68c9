import { join } from 'node:path';
import { parseIntegrationUri } from '../../shared/aws-names.ts';
import { candidateFiles, isFile } from '../../shared/handler-file.ts';
import { fillStageVariables } from '../../shared/stage-variables.ts';
import type { FunctionConfig, RestApi } from '../types.ts';

const FOLDER = 'functions';

export interface FunctionsByName {
  /** The functions whose file is there, with Lambda's defaults. */
  readonly found: ReadonlyMap<string, FunctionConfig>;
  /** Absolute paths of all files that were looked for. */
  readonly inputs: readonly string[];
}

/**
 * The functions that an API calls, found by their names: `functions/NAME.ts` (or .js, .mjs …, or a folder with an index
 * file) has the function NAME as its export `handler`. Documents name functions, but don't say where their code is.
 */
export function findFunctions(api: RestApi, root: string, configured: ReadonlySet<string>): FunctionsByName {
  const found = new Map<string, FunctionConfig>();
  const inputs: string[] = [];
  for (const name of calledFunctions(api)) {
    if (configured.has(name)) continue;
    const module = join(root, FOLDER, name);
    const files = candidateFiles(module).filter((file) => file !== module);
    inputs.push(...files);
    const file = files.find(isFile);
    if (file !== undefined) found.set(name, functionOf(name, file, root));
  }
  return { found, inputs };
}

/** The names in the uris of integrations and authorizers; a stage variable in one gives a name for each stage. */
export function calledFunctions(api: RestApi): string[] {
  const methods = api.resources.flatMap((resource) => [...resource.methods.values()]);
  const uris = [
    ...methods.map(({ integration }) => integration?.uri),
    ...[...api.authorizers.values()].map(({ authorizerUri }) => authorizerUri),
  ];
  const names = uris.flatMap((uri = '') => {
    const name = parseIntegrationUri(uri)?.functionName;
    if (name === undefined || !name.includes('${')) return name ?? [];
    return api.stages.map(({ variables }) => fillStageVariables(name, variables));
  });
  return [...new Set(names)].filter((name) => /^[A-Za-z0-9_-]{1,64}$/.test(name)).sort();
}

function functionOf(name: string, file: string, root: string): FunctionConfig {
  return {
    name,
    handler: `${FOLDER}/${name}.handler`,
    root,
    runtime: 'nodejs22.x',
    timeout: 3,
    memorySize: 128,
    environment: {},
    source: { file, line: 1, column: 1 },
  };
}
