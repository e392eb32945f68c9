import { InvalidArgumentError } from 'commander';
import type { Logger } from '../terminal/logger.ts';
import type { DevOptions } from './commands/dev.ts';
import type { RenderOptions } from './commands/render.ts';

/** One option of a command. `--help` and the manual's page are made from these tables. */
export interface OptionSpec {
  /** In commander's notation: `-p, --port <number>`. */
  readonly flags: string;
  readonly description: string;
  readonly default?: string | number | boolean;
  /** Reads the text; of an option that is given several times, with what was read before. */
  readonly read?: (text: string, before: unknown) => unknown;
}

export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  /** In commander's notation: `[folder]`. */
  readonly argument?: { readonly name: string; readonly description: string; readonly default?: string };
  readonly options: readonly OptionSpec[];
  /** Loads what the command needs, then runs it: no command pays for another's code when it starts. */
  readonly run: (argument: string, options: object, logger: Logger) => Promise<void>;
}

const FOLDER = { name: '[folder]', description: 'folder of the project, with routes.json in it', default: '.' };

export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'dev',
    summary: 'serve the stages, the functions and the site of a project, and follow its files',
    argument: FOLDER,
    options: [
      { flags: '-p, --port <number>', description: 'port of the stages', default: 3000, read: readPort },
      { flags: '--site-port <number>', description: 'port of the site', default: 3001, read: readPort },
      { flags: '--control-port <number>', description: 'port of the Lambda API', default: 3002, read: readPort },
      { flags: '--host [address]', description: 'listen for other machines, too: on every address, or on this one' },
      { flags: '--strict-port', description: 'end when a port is in use, instead of taking the next free one' },
      { flags: '--stage <name>', description: 'the stage to show; with --openapi the one to serve (default: v1)' },
      { flags: '--openapi <file>', description: 'serve this OpenAPI document instead of routes.json' },
      { flags: '--open', description: 'open the site in a browser' },
    ],
    run: async (folder, options, logger) => {
      const { dev } = await import('./commands/dev.ts');
      await dev(folder, options as DevOptions, logger);
    },
  },
  {
    name: 'check',
    summary: 'say everything that is wrong with a project, and end with 1 if it would not start',
    argument: FOLDER,
    options: [],
    run: async (folder, _options, logger) => {
      const { check } = await import('./commands/check.ts');
      await check(folder, logger);
    },
  },
  {
    name: 'init',
    summary: 'make a new project that works at once',
    argument: { name: '<folder>', description: 'a folder that is empty or does not exist yet' },
    options: [],
    run: async (folder, _options, logger) => {
      const { init } = await import('./commands/init.ts');
      init(folder, logger);
    },
  },
  {
    name: 'render',
    summary: 'render a mapping template, and with --trace show the value of each reference in it',
    argument: { name: '<template>', description: 'file of the template; - is the standard input' },
    options: [
      { flags: '--body <file>', description: 'the body that $input reads; - is the standard input' },
      {
        flags: '--params <values>',
        description: 'the parameters of $input.params: path.id=7, a JSON object or a file that holds one; repeatable',
        read: collect,
      },
      {
        flags: '--context <values>',
        description: 'more of $context, in the same forms: identity.sourceIp=192.0.2.1; repeatable',
        read: collect,
      },
      {
        flags: '--stage-variables <values>',
        description: '$stageVariables, in the same forms: table=pets; repeatable',
        read: collect,
      },
      { flags: '--trace', description: 'show each reference with its place and its value (on stderr)' },
    ],
    run: async (template, options, logger) => {
      const { render } = await import('./commands/render.ts');
      render(template, options as RenderOptions, logger);
    },
  },
];

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new InvalidArgumentError('A port is a number from 0 to 65535; 0 takes any free one.');
  }
  return port;
}

function collect(text: string, before: unknown): readonly string[] {
  return [...((before as readonly string[] | undefined) ?? []), text];
}
