import type { Logger } from '../terminal/logger.ts';

/** One option of a command. `--help` and the manual's page are made from these tables. */
export interface OptionSpec {
  /** In commander's notation: `-p, --port <number>`. */
  readonly flags: string;
  readonly description: string;
  readonly default?: string | number | boolean;
  /** Reads the text; of an option that is given several times, with what was read before. */
  readonly read?: (text: string, before: unknown) => unknown;
}

export interface ArgumentSpec {
  /** In commander's notation: `[folder]`. */
  readonly name: string;
  readonly description: string;
  readonly default?: string;
}

export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  readonly arguments: readonly ArgumentSpec[];
  readonly options: readonly OptionSpec[];
  /** Loads what the command needs, then runs it: no command pays for another's code when it starts. */
  readonly run: (options: object, logger: Logger, ...given: string[]) => Promise<void>;
}
