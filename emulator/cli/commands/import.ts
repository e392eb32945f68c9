import { existsSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { loadProject } from '../../config/load.ts';
import { findFunctions } from '../../config/normalize/functions-by-name.ts';
import type { Problem } from '../../config/problem.ts';
import type { FunctionConfig, RestApi } from '../../config/types.ts';
import { type Explanation, explain } from '../../errors/explanation.ts';
import { OffstageError } from '../../errors/offstage-error.ts';
import type { LeftOut } from '../../exporters/routes-json/fit.ts';
import { writeRoutes } from '../../exporters/routes-json/write.ts';
import type { BasePathMode } from '../../importers/base-path.ts';
import { importOpenApi } from '../../importers/openapi.ts';
import { refusalOf } from '../../importers/refusal.ts';
import { usedStageVariables } from '../../importers/stage-variables.ts';
import { renderImportReport } from '../../terminal/import-report.ts';
import type { Logger } from '../../terminal/logger.ts';
import { maskText } from '../../terminal/mask.ts';
import { readProjectEnv } from '../project-folder.ts';

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
  const text = readText(document);
  checkTarget(document, out, options);
  const env = await readProjectEnv(root);
  const { basepath, stage, failOnWarnings } = options;
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
  writeWhole(out, written.text);
  const loaded = await loadProject({ root, file: basename(out), env });

  const report = {
    document,
    out,
    api,
    functions: found.size,
    changed: [...notesOf(api, stage, found, root), ...notes],
    notTaken: [...problems, ...written.leftOut.map(notTaken)],
    toFillIn: [
      ...loaded.problems.filter(({ severity }) => severity === 'error'),
      ...usedStageVariables(api).map((used) => stageVariable(used, stage)),
    ],
  };
  const style = { colors: logger.colors, root: process.cwd(), width: logger.width(), mask: maskText };
  logger.print(renderImportReport(report, style));
}

function notesOf(
  api: RestApi,
  stage: string,
  functions: ReadonlyMap<string, FunctionConfig>,
  root: string,
): Explanation[] {
  return [
    ...(api.name === '' ? [explain('import-name-missing', { name: basename(root) }, { source: api.source })] : []),
    explain('import-stage-added', { stage }),
    ...[...functions.values()].map(({ name, handler }) => explain('import-function-found', { name, handler })),
  ];
}

function notTaken({ where, fields, features, source }: LeftOut): Problem {
  return { severity: 'warning', explanation: explain('import-not-taken', { where, fields, features }, { source }) };
}

function stageVariable({ name, source }: ReturnType<typeof usedStageVariables>[number], stage: string): Problem {
  return { severity: 'warning', explanation: explain('import-stage-variable', { name, stage }, { source }) };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new OffstageError(explain('cli-file-unreadable', { file, reason: (error as Error).message }), error);
  }
}

function checkTarget(document: string, out: string, { force }: ImportOptions): void {
  if (!existsSync(out)) return;
  if (realpathSync(out) === realpathSync(document)) {
    throw new OffstageError(explain('import-onto-itself', { file: out }));
  }
  if (!force) throw new OffstageError(explain('import-file-exists', { file: out }));
}

/** Whoever reads the file meanwhile (a running `dev`) sees the old text or the new one. */
function writeWhole(out: string, text: string): void {
  const draft = join(dirname(out), `.${basename(out)}.${process.pid}`);
  try {
    writeFileSync(draft, text, { flag: 'wx' });
    renameSync(draft, out);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new OffstageError(explain('import-unwritable', { file: out, reason: (error as Error).message }), error);
  }
}
