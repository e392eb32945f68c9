import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { RestApi, Stage } from '../../config/types.ts';
import { createEmulator } from '../../emulator.ts';
import { explain } from '../../errors/explanation.ts';
import { OffstageError } from '../../errors/offstage-error.ts';
import type { EmulatorEvent } from '../../events.ts';
import { trustedPools } from '../../issuer/project-pools.ts';
import type { Emulator } from '../../options.ts';
import { addressesOf } from '../../parity/addresses.ts';
import { RETRY_DELAYS } from '../../parity/ask.ts';
import { renderHtml } from '../../parity/html.ts';
import { readIgnored } from '../../parity/ignored.ts';
import { readRecording, writeRecording } from '../../parity/recording.ts';
import { readRequestList } from '../../parity/request-list.ts';
import { type ParityInput, runParity } from '../../parity/run-parity.ts';
import { readStageUrl, stageNameIn } from '../../parity/stage-url.ts';
import { renderTable } from '../../parity/table.ts';
import type { ParityReport } from '../../parity/types.ts';
import { systemClock } from '../../shared/clock.ts';
import type { HeaderList } from '../../shared/header-list.ts';
import type { Logger } from '../../terminal/logger.ts';
import { chooseApi, chooseStage } from '../choose.ts';
import { tellProblems } from '../problem-output.ts';
import { readProjectEnv } from '../project-folder.ts';
import { readText } from '../read-text.ts';
import { readHeaders } from '../request-values.ts';
import { runSuite } from '../run-suite.ts';
import { writeResult } from '../write-result.ts';

export interface ParityOptions {
  readonly header?: readonly string[];
  readonly suite?: string;
  readonly requests?: string;
  readonly stage?: string;
  readonly api?: string;
  readonly ignore?: readonly string[];
  /** Seconds. */
  readonly timeout: number;
  readonly slow: number;
  readonly record?: true;
  readonly recorded?: true;
  /** Files. */
  readonly json?: string;
  readonly html?: string;
  readonly folder: string;
}

const LIST = 'parity.json';
/** Characters of what is no header. */
const LEAST_SHOWN = 4;

/**
 * `offstage parity URL`: asks the project's emulator and a stage for the same things and shows every difference. The
 * table goes to stdout, what is going on to stderr; the exit status is 1 when something differs.
 */
export async function compareWithStage(url: string, options: ParityOptions, logger: Logger): Promise<void> {
  const root = resolve(options.folder);
  const stageUrl = readStageUrl(url);
  const given = readGiven(options.header ?? []);
  const ignored = readIgnored(options.ignore ?? []);
  if (options.record && options.recorded) throw new OffstageError(explain('parity-record-and-recorded', {}));
  const recording = options.recorded ? readRecording(root, stageUrl) : undefined;
  const env = await readProjectEnv(root);
  const source = await readSource(root, options, env);
  const onEvent = (event: EmulatorEvent): void => {
    if (event.kind === 'problem') {
      tellProblems(
        event.explanations.map((explanation) => ({ severity: event.severity, explanation })),
        logger,
        root,
      );
    }
  };
  const emulator = await createEmulator({ root, env, controlPort: 0, onEvent });
  try {
    const { api, stage } = chooseSide(emulator, stageUrl, options);
    const emulatorUrl = `${emulator.url}/${stage.name}`;
    const report = await runParity({
      emulatorUrl,
      stageUrl,
      stageName: stage.name,
      source: source ?? (await suiteOf(options.suite ?? '', root, emulator)),
      given,
      ...(recording && { recording }),
      addresses: addressesOf(emulatorUrl, stageUrl, api.id),
      ignored,
      timeoutMs: options.timeout * 1_000,
      slowMs: options.slow * 1_000,
      retryDelays: RETRY_DELAYS,
      clock: systemClock,
      tell: (sentence) => logger.error(logger.colors.dim(sentence)),
    });
    finish(report, root, options, logger);
  } finally {
    await emulator.close();
  }
}

/** The list of requests; undefined: a suite was given. @throws OffstageError */
async function readSource(
  root: string,
  { suite, requests }: ParityOptions,
  env: Readonly<Record<string, string>>,
): Promise<ParityInput['source'] | undefined> {
  if (suite !== undefined && requests !== undefined) throw new OffstageError(explain('parity-two-sources', {}));
  if (suite !== undefined) return undefined;
  const file = resolve(requests ?? join(root, LIST));
  if (requests === undefined && !existsSync(file)) {
    throw new OffstageError(explain('parity-which-requests', { file: LIST }));
  }
  return { kind: 'list', ...readRequestList(file, await readText(file), env) };
}

async function suiteOf(command: string, folder: string, emulator: Emulator): Promise<ParityInput['source']> {
  const signedIn = trustedPools(emulator.project).length > 0;
  const token = signedIn ? await emulator.issueToken({ sub: 'parity' }) : undefined;
  return { kind: 'suite', command, run: (target) => runSuite(command, { folder, target, token }) };
}

/** The stage of the project that `--stage` names, or the address, or the only one. @throws OffstageError */
function chooseSide({ project }: Emulator, stageUrl: string, options: ParityOptions): { api: RestApi; stage: Stage } {
  const api = chooseApi(project, options.api);
  const named = stageNameIn(stageUrl);
  const same = api.stages.find(({ name }) => name === named)?.name;
  return { api, stage: chooseStage(api, options.stage ?? same) };
}

function readGiven(headers: readonly string[]): HeaderList {
  return headers.flatMap((text) => {
    try {
      return Object.entries(readHeaders([text])).map(([name, [value = '']]): readonly [string, string] => [
        name,
        value,
      ]);
    } catch {
      // A key with its colon forgotten must not be printed.
      throw new OffstageError(explain('cli-bad-header', { given: `${text.slice(0, LEAST_SHOWN)}…` }));
    }
  });
}

function finish(report: ParityReport, root: string, options: ParityOptions, logger: Logger): void {
  const { json, html, record } = options;
  logger.print(renderTable(report, logger.colors));
  if (report.summary.different > 0 || report.suite?.stage === 'failed') process.exitCode = 1;
  if (json !== undefined) writeResult(resolve(json), `${JSON.stringify(report, undefined, 2)}\n`, { force: true });
  if (html !== undefined) writeResult(resolve(html), renderHtml(report), { force: true });
  if (!record) return;
  const { comparedAt, ...rest } = report;
  const { file, count } = writeRecording(root, { ...rest, recordedAt: comparedAt });
  logger.error(`${logger.colors.green('✓')} ${count} answers are kept in ${file}.`);
}
