import { relative, resolve } from 'node:path';
import { explain } from '../../errors/explanation.ts';
import { OffstageError } from '../../errors/offstage-error.ts';
import { suggest } from '../../errors/suggest.ts';
import { toJsonText } from '../../exporters/json-text.ts';
import { EXTENSION_WORDS, exportApi, unknownExtension } from '../../exporters/openapi.ts';
import { toYamlText } from '../../exporters/yaml-text.ts';
import type { Logger } from '../../terminal/logger.ts';
import { chooseApi, chooseStage } from '../choose.ts';
import { readOrFail } from '../read-or-fail.ts';
import { writeResult } from '../write-result.ts';

export interface ExportOptions {
  readonly swagger?: true;
  readonly yaml?: true;
  readonly extensions?: string;
  readonly stage?: string;
  readonly api?: string;
  readonly out?: string;
  readonly force?: true;
}

/**
 * `offstage export [FOLDER]`: a stage as the document that GetExport gives. The document alone goes to stdout, or to a
 * file; whatever else there is to say goes to stderr.
 */
export async function exportProject(folder: string, options: ExportOptions, logger: Logger): Promise<void> {
  const { swagger = false, yaml = false, extensions, force = false } = options;
  checkExtensions(extensions);
  const project = await readOrFail(resolve(folder), logger);
  if (project === undefined) return;
  const api = chooseApi(project, options.api);
  const stage = chooseStage(api, options.stage);
  const { body } = exportApi(api, stage.name, { exportType: swagger ? 'swagger' : 'oas30', extensions });
  const text = yaml ? toYamlText(body) : toJsonText(body);
  if (options.out === undefined) logger.write(text);
  else writeOut(resolve(options.out), text, force, logger);
  if (extensions === undefined) {
    logger.error(
      'Without --extensions apigateway the document says what the API takes and gives, and nothing of what is behind it.',
    );
  }
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
