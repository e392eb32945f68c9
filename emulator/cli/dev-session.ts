import { createEmulator } from '../emulator.ts';
import type { EmulatorEvent, EmulatorEventListener } from '../events.ts';
import type { Emulator, EmulatorOptions } from '../options.ts';
import { renderAddresses, renderBanner, renderWarnings } from '../terminal/banner.ts';
import { createFunctionPaints } from '../terminal/colors.ts';
import { createEventPrinter } from '../terminal/event-printer.ts';
import type { Logger } from '../terminal/logger.ts';
import { renderRouteList } from '../terminal/route-list.ts';
import { type AskedPorts, listAddresses } from './addresses.ts';
import { laxOptions } from './lax-options.ts';
import { runtimeHints } from './runtime-hint.ts';

/** The emulator that one `offstage dev` runs, and what is printed of it. */
export interface DevSession {
  /** Undefined before the start, and after a restart that failed. */
  readonly emulator: () => Emulator | undefined;
  /** Starts it and prints the banner with the routes. Rejects with an OffstageError for a project that can't run. */
  start(): Promise<Emulator>;
  /** Ends it and starts a new one on the same ports: functions are cold again. */
  restart(): Promise<Emulator>;
  close(): Promise<void>;
  /** Prints the addresses and routes once more. */
  showAddresses(): void;
}

export interface SessionOptions {
  readonly emulator: EmulatorOptions & AskedPorts;
  /** Absolute folder that places are shown from. */
  readonly root: string;
  readonly version: string;
  /** Of several stages, the one to show. */
  readonly onlyStage?: string;
  readonly hints: readonly string[];
  readonly logger: Logger;
  /** Rejects what started but is not what was asked for. */
  readonly accept: (emulator: Emulator) => void;
}

/** Makes a session; nothing starts yet. */
export function createDevSession(options: SessionOptions): DevSession {
  const { logger, root } = options;
  const c = logger.colors;
  const warnings = laxOptions(options.emulator);
  let current: Emulator | undefined;
  let ports: AskedPorts = options.emulator;

  async function start(since: number): Promise<Emulator> {
    // What is told while it starts belongs below the banner.
    const early: EmulatorEvent[] = [];
    let listener: EmulatorEventListener = (event) => void early.push(event);
    const emulator = await createEmulator({ ...options.emulator, ...ports, onEvent: (event) => listener(event) });
    try {
      options.accept(emulator);
    } catch (error) {
      await emulator.close();
      throw error;
    }
    current = emulator;

    const { functions } = emulator.project;
    const paintOf = createFunctionPaints(functions.keys(), c);
    const addresses = listAddresses(emulator, options.emulator, options.onlyStage);
    const hints = [...runtimeHints(functions, process.versions.node), ...options.hints];
    const readyMs = performance.now() - since;
    logger.print(renderBanner({ version: options.version, readyMs, addresses, warnings, hints }, c));
    logger.print(`\n${renderRouteList(emulator.project, c, paintOf)}\n`);

    listener = createEventPrinter({ logger, root, paintOf, functionNames: [...functions.keys()] });
    for (const event of early) listener(event);
    return emulator;
  }

  async function close(): Promise<void> {
    const emulator = current;
    current = undefined;
    await emulator?.close();
  }

  return {
    emulator: () => current,
    // performance.now() counts from the start of the process: what a person waited, Node's own start included.
    start: () => start(0),
    async restart() {
      const since = performance.now();
      if (current !== undefined) ports = takenPorts(current, ports);
      await close();
      return await start(since);
    },
    close,
    showAddresses() {
      if (current === undefined) return;
      const paintOf = createFunctionPaints(current.project.functions.keys(), c);
      const addresses = renderAddresses(listAddresses(current, options.emulator, options.onlyStage), c);
      logger.print(
        ['', ...addresses, ...renderWarnings(warnings, c), '', renderRouteList(current.project, c, paintOf), ''].join(
          '\n',
        ),
      );
    },
  };
}

/** A restart keeps the ports that were taken: pages that are open still find them. */
function takenPorts({ url, siteUrl, controlUrl, httpsUrl }: Emulator, asked: AskedPorts): AskedPorts {
  const portOf = (address: string | undefined, otherwise: number): number =>
    address === undefined ? otherwise : Number(new URL(address).port);
  return {
    port: portOf(url, asked.port),
    sitePort: portOf(siteUrl, asked.sitePort),
    controlPort: portOf(controlUrl, asked.controlPort),
    ...(httpsUrl !== undefined && { httpsPort: Number(new URL(httpsUrl).port) }),
  };
}
