#!/usr/bin/env node
import { Command, Option } from 'commander';
import { createLogger, type Logger } from '../terminal/logger.ts';
import type { CommandSpec } from './command-spec.ts';
import { GROUPS } from './deployment-commands.ts';
import { COMMANDS } from './options.ts';
import { readPackageInfo } from './package-info.ts';

// As on Lambda, for every function; before anything has asked for the time.
process.env.TZ = 'UTC';

const logger = createLogger({ stdout: process.stdout, stderr: process.stderr, env: process.env });
process.on('exit', () => logger.flush());

try {
  await buildProgram(logger).parseAsync();
} catch (error) {
  const { reportFailure } = await import('./failure.ts');
  reportFailure(error, logger, process.cwd());
  process.exitCode = 1;
  // Whatever a failed start has left open must not keep the process.
  setTimeout(() => process.exit(), 1_000).unref();
}

function buildProgram(logger: Logger): Command {
  const program = new Command('offstage')
    .description(
      'Rehearses an Amazon API Gateway stage on your laptop: the API, its functions, and the site that calls them.',
    )
    .version(readPackageInfo().version, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .showHelpAfterError('Run `offstage --help` to see what there is.')
    .configureOutput({
      writeOut: (text) => logger.print(text.trimEnd()),
      writeErr: (text) => logger.error(text.trimEnd()),
      getOutHasColors: () => logger.colors.isColorSupported,
      getErrHasColors: () => logger.colors.isColorSupported,
    });
  for (const spec of COMMANDS) addCommand(program, spec, logger);
  return program;
}

/** `deployment` of `deployment create`: made when its first command comes. */
function groupOf(program: Command, names: readonly string[]): Command {
  const [name] = names;
  if (name === undefined) return program;
  const known = program.commands.find((command) => command.name() === name);
  return (
    known ??
    program
      .command(name)
      .summary(GROUPS[name] ?? '')
      .description(GROUPS[name] ?? '')
      .helpOption('-h, --help', 'print this help')
      .helpCommand(false)
      .showHelpAfterError(`Run \`offstage ${name} --help\` to see what there is.`)
  );
}

function addCommand(program: Command, spec: CommandSpec, logger: Logger): void {
  const { name, summary, options, run } = spec;
  const words = name.split(' ');
  const command = groupOf(program, words.slice(0, -1))
    .command(words.at(-1) ?? name)
    .description(summary)
    .helpOption('-h, --help', 'print this help')
    .showHelpAfterError(`Run \`offstage ${name} --help\` to see what there is.`);
  for (const argument of spec.arguments) command.argument(argument.name, argument.description, argument.default);
  for (const { flags, description, default: value, read } of options) {
    const option = new Option(flags, description).default(value);
    if (read !== undefined) option.argParser(read);
    command.addOption(option);
  }
  // Commander hands over the arguments, then the options, then itself.
  command.action((...given: unknown[]) => run(command.opts(), logger, ...(given.slice(0, -2) as string[])));
}
