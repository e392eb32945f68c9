import type { ArgumentSpec, OptionSpec } from './command-spec.ts';

/** Where the project is, for commands whose argument it is. */
export const FOLDER: ArgumentSpec = {
  name: '[folder]',
  description: 'folder of the project, with routes.json in it',
  default: '.',
};

/** The same, for commands whose argument is something else. */
export const FOLDER_OPTION: OptionSpec = {
  flags: '--folder <folder>',
  description: FOLDER.description,
  default: '.',
};
