import { resolve } from 'node:path';
import { type Explanation, explain } from '../../errors/explanation.ts';
import { OffstageError } from '../../errors/offstage-error.ts';
import { suggest } from '../../errors/suggest.ts';
import type { BasePathMode } from '../../importers/base-path.ts';
import type { Emulator, EmulatorOptions } from '../../options.ts';
import type { Logger } from '../../terminal/logger.ts';
import { renderProblem } from '../../terminal/problems.ts';
import { listenToKeys, renderShortcuts, type Shortcut } from '../../terminal/shortcuts.ts';
import { type AskedPorts, EVERY_ADDRESS, pageAddress } from '../addresses.ts';
import { devFilePath, findRunningDev, writeDevFile } from '../dev-file.ts';
import { createDevSession, type DevSession } from '../dev-session.ts';
import { reportFailure } from '../failure.ts';
import { failureReason } from '../failure-reason.ts';
import { openBrowser } from '../open-browser.ts';
import { readPackageInfo } from '../package-info.ts';
import { problemStyle } from '../problem-output.ts';
import { readProjectEnv } from '../project-folder.ts';
import { readText } from '../read-text.ts';
import { stopOnSignals } from '../stop-signals.ts';

export interface DevOptions extends AskedPorts {
  /** `true`: every address. */
  readonly host?: string | true;
  readonly strictPort?: true;
  readonly stage?: string;
  readonly openapi?: string;
  readonly basepath?: BasePathMode;
  /** `true`: the usual port. */
  readonly https?: number | true;
  readonly open?: true;
  /** Path of a file, from the current folder. */
  readonly envVars?: string;
  readonly awsCredentials?: true;
  readonly disableAuthorizer?: true;
  readonly sourceIp?: string;
  readonly cold?: true;
  /** `true`: the usual port. */
  readonly inspect?: number | true;
  readonly debugPort?: number;
  readonly inline?: true;
  readonly platformLogs?: true;
}

/** Where debuggers look for an inspector. */
const INSPECT_PORT = 9229;

/** Three thousand and the port of HTTPS, in the manner of its neighbours. */
const HTTPS_PORT = 3443;

/**
 * `offstage dev`: serves a project and follows its files until Ctrl-C. What can wait until everything listens (the
 * keys, the browser, `.offstage/dev.json`) waits.
 */
export async function dev(folder: string, options: DevOptions, logger: Logger): Promise<void> {
  const root = resolve(folder);
  let giveBackKeys = (): void => {};
  let removeDevFile = (): void => {};
  let session: DevSession | undefined;
  const { stop } = stopOnSignals(async () => {
    giveBackKeys();
    removeDevFile();
    await session?.close();
  });
  const keys = process.stdin.isTTY === true && logger.interactive;
  session = createDevSession({
    emulator: await readEmulatorOptions(root, options),
    root,
    version: readPackageInfo().version,
    onlyStage: options.stage,
    hints: [
      ...(options.host === undefined ? ['use --host to reach it from other machines'] : []),
      ...(keys ? ['press h for the keys, q to quit'] : []),
    ],
    logger,
    accept: (emulator) => checkStage(emulator, options.stage),
  });
  const emulator = await session.start();

  // From here on a mistake of ours is told, and what still works goes on.
  const survive = (error: unknown): void => reportFailure(error, logger, root);
  process.on('uncaughtException', survive);
  process.on('unhandledRejection', survive);

  const note = (explanation: Explanation): void => {
    logger.print(`${renderProblem({ severity: 'warning', explanation }, problemStyle(logger, root))}\n`);
  };
  const open = (): void => {
    const running = session.emulator();
    if (running === undefined) return;
    const url = pageAddress(running);
    openBrowser(url, { platform: process.platform, env: process.env }).catch((error: Error) =>
      note(explain('cli-browser-missing', { url, reason: error.message })),
    );
  };
  const announceRun = async (running: Emulator): Promise<void> => {
    removeDevFile();
    removeDevFile = await announce(root, running, note);
  };
  const restart = async (): Promise<void> => {
    try {
      await announceRun(await session.restart());
    } catch (error) {
      reportFailure(error, logger, root);
    }
  };
  if (keys) {
    giveBackKeys = listenToKeys({
      keyboard: process.stdin,
      shortcuts: shortcutsOf({ session, logger, restart, open, stop }),
      interrupt: stop,
      // The whole group: the shell gets its terminal back only when npm, which started us, stops as well.
      suspend: () => process.kill(0, 'SIGTSTP'),
      enter: () => logger.print(''),
    });
  }
  await announceRun(emulator);
  if (options.open) open();
}

async function readEmulatorOptions(root: string, options: DevOptions): Promise<EmulatorOptions & AskedPorts> {
  const env = await readProjectEnv(root);
  const { port, sitePort, controlPort, host, strictPort, stage, openapi, basepath } = options;
  // One that isn't there is an answer to what was typed, not a mistake in a file.
  if (openapi !== undefined) await readText(resolve(openapi));
  return {
    root,
    ...(openapi !== undefined && { document: { file: openapi, stage } }),
    importParameters: { basepath },
    port,
    sitePort,
    controlPort,
    host: host === true ? EVERY_ADDRESS : host,
    strictPort,
    httpsPort: options.https === true ? HTTPS_PORT : (options.https ?? false),
    inspectPort: inspectPort(options),
    envVars: options.envVars === undefined ? undefined : resolve(options.envVars),
    awsCredentials: options.awsCredentials,
    disableAuthorizer: options.disableAuthorizer,
    sourceIp: options.sourceIp,
    cold: options.cold,
    inline: options.inline,
    platformLogs: options.platformLogs,
    watch: true,
    pinnedStages: true,
    env,
  };
}

function inspectPort({ inspect, debugPort }: DevOptions): number | false {
  if (inspect === undefined) return debugPort ?? false;
  return inspect === true ? (debugPort ?? INSPECT_PORT) : inspect;
}

function shortcutsOf(parts: {
  session: DevSession;
  logger: Logger;
  restart: () => Promise<void>;
  open: () => void;
  stop: () => void;
}): Shortcut[] {
  const { session, logger, restart, open, stop } = parts;
  let restarting: Promise<void> | undefined;
  const restartOnce = (): void => {
    restarting ??= restart().finally(() => (restarting = undefined));
  };
  const shortcuts: Shortcut[] = [
    { key: 'r', description: 'restart, with cold functions', action: restartOnce },
    { key: 'u', description: 'show the addresses and routes', action: () => session.showAddresses() },
    { key: 'o', description: 'open the site in a browser', action: open },
    { key: 'c', description: 'clear the screen', action: () => logger.clear() },
    { key: 'q', description: 'quit', action: stop },
  ];
  const help = (): void => logger.print(renderShortcuts(shortcuts, logger.colors));
  return [...shortcuts, { key: 'h', description: 'show the keys', action: help }];
}

/** Lets other commands find this run. Gives the function that takes that back. */
async function announce(
  root: string,
  { url, siteUrl, controlUrl }: Emulator,
  note: (explanation: Explanation) => void,
): Promise<() => void> {
  const other = await findRunningDev(root);
  if (other !== undefined) {
    note(explain('cli-already-running', { pid: other.pid, url: other.url }));
    return () => {};
  }
  try {
    return writeDevFile(root, { url, siteUrl, controlUrl });
  } catch (error) {
    note(explain('cli-state-unwritable', { file: devFilePath(root), reason: failureReason(error) }));
    return () => {};
  }
}

function checkStage({ project }: Emulator, stage: string | undefined): void {
  const stages = [...new Set(project.apis.flatMap((api) => api.stages.map(({ name }) => name)))];
  if (stage === undefined || stages.includes(stage)) return;
  throw new OffstageError(explain('cli-unknown-stage', { stage, stages, nearest: suggest(stage, stages) }));
}
