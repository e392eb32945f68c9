import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { loadProject } from '../../config/load.ts';
import { findFunctions } from '../../config/normalize/functions-by-name.ts';
import type { Problem } from '../../config/problem.ts';
import type { FunctionConfig, RestApi } from '../../config/types.ts';
import { type Explanation, explain } from '../../errors/explanation.ts';
import { OffstageError } from '../../errors/offstage-error.ts';
import { shortPolicy } from '../../exporters/policy.ts';
import type { LeftOut } from '../../exporters/routes-json/fit.ts';
import { writeRoutes } from '../../exporters/routes-json/write.ts';
import type { BasePathMode } from '../../importers/base-path.ts';
import { importOpenApi } from '../../importers/openapi.ts';
import { refusalOf } from '../../importers/refusal.ts';
import { usedStageVariables } from '../../importers/stage-variables.ts';
import { renderImportReport } from '../../terminal/import-report.ts';
import type { Logger } from '../../terminal/logger.ts';
import { problemStyle } from '../problem-output.ts';
import { readProjectEnv } from '../project-folder.ts';
import { readText } from '../read-text.ts';
import { writeResult } from '../write-result.ts';

export interface ImportOptions {
  readonly out: string;
  readonly stage: string;
  readonly force?: true;
  readonly basepath?: BasePathMode;
  readonly failOnWarnings?: true;
}

const SCHEMA = './node_modules/offstage/emulator/config/routes.schema.json';

/**
 * `offstage import FILE`: an OpenAPI document → routes.json, and what was taken, changed, left out and has to be filled
 * in by hand. Throws, and writes nothing, when AWS's import would refuse the document.
 */
export async function importDocument(file: string, options: ImportOptions, logger: Logger): Promise<void> {
  const [document, out] = [resolve(file), resolve(options.out)];
  const root = dirname(out);
  const text = await readText(document);
  checkTarget(document, out);
  const env = await readProjectEnv(root);
  const { basepath, stage, failOnWarnings, force = false } = options;
  const { api, problems, notes } = await importOpenApi({
    document: text,
    file: document,
    basepath,
    stages: [{ name: stage }],
  });
  const refusal = refusalOf(problems, failOnWarnings);
  if (refusal !== undefined) throw refusal;

  const { found } = findFunctions(api, root, new Set());
  const schema = existsSync(join(root, SCHEMA)) ? SCHEMA : undefined;
  const written = writeRoutes({ api, functions: found, schema });
  writeResult(out, written.text, { force });
  const loaded = await loadProject({ root, file: basename(out), env });

  const report = {
    document,
    out,
    api,
    functions: found.size,
    changed: [...notesOf(api, stage, found, root), ...notes],
    notTaken: [...problems, ...written.leftOut.map(notTaken)],
    toFillIn: [
      ...loaded.problems.filter(isToFillIn),
      ...usedStageVariables(api).map((used) => stageVariable(used, stage)),
    ],
  };
  logger.print(renderImportReport(report, problemStyle(logger)));
}

function notesOf(
  api: RestApi,
  stage: string,
  functions: ReadonlyMap<string, FunctionConfig>,
  root: string,
): Explanation[] {
  const { policy } = api;
  const hasLongArns = policy && JSON.stringify(shortPolicy(policy)) !== JSON.stringify(policy.document);
  return [
    ...(hasLongArns ? [explain('import-policy-arns', {}, { source: policy.source })] : []),
    ...(api.name === '' ? [explain('import-name-missing', { name: basename(root) }, { source: api.source })] : []),
    explain('import-stage-added', { stage }),
    ...[...functions.values()].map(({ name, handler }) => explain('import-function-found', { name, handler })),
  ];
}

function notTaken({ where, fields, features, source }: LeftOut): Problem {
  return { severity: 'warning', explanation: explain('import-not-taken', { where, fields, features }, { source }) };
}

/** What keeps the project from starting, and the API keys, which no document has. */
function isToFillIn({ severity, explanation }: Problem): boolean {
  return severity === 'error' || explanation.code === 'config-no-key-opens';
}

function stageVariable({ name, source }: ReturnType<typeof usedStageVariables>[number], stage: string): Problem {
  return { severity: 'warning', explanation: explain('import-stage-variable', { name, stage }, { source }) };
}

/** `--force` overwrites whatever there is, but for the document. */
function checkTarget(document: string, out: string): void {
  if (existsSync(out) && realpathSync(out) === realpathSync(document)) {
    throw new OffstageError(explain('import-onto-itself', { file: out }));
  }
}
