import { relative, resolve } from 'node:path';
import type { Project } from '../../config/types.ts';
import { explain } from '../../errors/explanation.ts';
import { OffstageError } from '../../errors/offstage-error.ts';
import { suggest } from '../../errors/suggest.ts';
import { cloudFormationTemplate } from '../../exporters/cloudformation/template.ts';
import { toJsonText } from '../../exporters/json-text.ts';
import { EXTENSION_WORDS, exportApi, unknownExtension } from '../../exporters/openapi.ts';
import { toYamlText } from '../../exporters/yaml-text.ts';
import type { Logger } from '../../terminal/logger.ts';
import { chooseApi, chooseStage } from '../choose.ts';
import { readOrFail } from '../read-or-fail.ts';
import { writeResult } from '../write-result.ts';

export interface ExportOptions {
  readonly format: 'openapi' | 'cloudformation';
  readonly swagger?: true;
  readonly yaml?: true;
  readonly extensions?: string;
  readonly stage?: string;
  readonly api?: string;
  readonly out?: string;
  readonly force?: true;
}

/**
 * `offstage export [FOLDER]`: a stage as the document that GetExport gives, or the project as a CloudFormation template.
 * The text alone goes to stdout, or to a file; whatever else there is to say goes to stderr.
 */
export async function exportProject(folder: string, options: ExportOptions, logger: Logger): Promise<void> {
  const { format, yaml = false, force = false } = options;
  checkOptions(options);
  // A template without a stage is about the files, whatever stages serve.
  const pinnedStages = format === 'openapi' || options.stage !== undefined;
  const project = await readOrFail(resolve(folder), logger, { pinnedStages });
  if (project === undefined) return;
  const { body, notes } = (format === 'cloudformation' ? templateOf : documentOf)(project, options);
  const text = yaml ? toYamlText(body) : toJsonText(body);
  if (options.out === undefined) logger.write(text);
  else writeOut(resolve(options.out), text, force, logger);
  for (const note of notes) logger.error(note);
}

interface Exported {
  readonly body: object;
  readonly notes: readonly string[];
}

function documentOf(project: Project, { swagger, extensions, stage, api: named }: ExportOptions): Exported {
  const api = chooseApi(project, named);
  const exportType = swagger ? 'swagger' : 'oas30';
  const { name, deploymentId } = chooseStage(api, stage);
  const { body } = exportApi(project.snapshots?.get(deploymentId) ?? api, name, { exportType, extensions });
  const notes =
    extensions === undefined
      ? [
          'Without --extensions apigateway the document says what the API takes and gives, and nothing of what is behind it.',
        ]
      : [];
  return { body, notes };
}

function templateOf(project: Project, { stage, api: named }: ExportOptions): Exported {
  const api = chooseApi(project, named);
  const chosen = stage === undefined ? undefined : chooseStage(api, stage);
  const { template, notes } = cloudFormationTemplate(project, api, chosen);
  return { body: template, notes };
}

/** Options of one format have no effect on the other. */
function checkOptions({ format, swagger, extensions }: ExportOptions): void {
  if (format === 'cloudformation') {
    const option = swagger ? '--swagger' : extensions === undefined ? undefined : '--extensions';
    if (option !== undefined) throw new OffstageError(explain('cli-option-of-openapi', { option }));
  }
  checkExtensions(extensions);
}

function checkExtensions(extensions = ''): void {
  const word = unknownExtension(extensions);
  if (word === undefined) return;
  const facts = { word, words: EXTENSION_WORDS, nearest: suggest(word, EXTENSION_WORDS) };
  throw new OffstageError(explain('cli-unknown-extensions', facts));
}

function writeOut(file: string, text: string, force: boolean, logger: Logger): void {
  writeResult(file, text, { force });
  const shown = relative(process.cwd(), file);
  logger.error(`${logger.colors.green('✓')} ${shown.startsWith('..') ? file : shown} is written.`);
}
