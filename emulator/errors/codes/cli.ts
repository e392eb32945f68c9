import type { CodeTable } from '../define.ts';

export interface CliFacts {
  'cli-no-such-folder': { readonly folder: string };
  'cli-file-unreadable': { readonly file: string; readonly reason: string };
  'cli-unknown-stage': { readonly stage: string; readonly stages: readonly string[]; readonly nearest?: string };
  'cli-init-not-empty': { readonly folder: string; readonly found: readonly string[] };
  'cli-init-no-folder': { readonly folder: string; readonly reason: string };
  'cli-already-running': { readonly pid: number; readonly url: string };
  'cli-state-unwritable': { readonly file: string; readonly reason: string };
  'cli-browser-missing': { readonly url: string; readonly reason: string };
  'cli-render-no-json': { readonly reason: string; readonly line: number; readonly column: number };
  'cli-render-values': {
    readonly flag: string;
    readonly given: string;
    readonly reason: string;
    readonly example: string;
  };
  'cli-internal-error': { readonly message: string };
}

export const CLI_CODES: CodeTable<CliFacts> = {
  'cli-no-such-folder': {
    fault: 'user',
    what: ({ folder }) => `There is no folder ${folder}.`,
    remedy: () =>
      'Give the folder of a project (the one with routes.json in it), or run the command there without one.',
  },
  'cli-file-unreadable': {
    fault: 'user',
    what: ({ file, reason }) => `${file} can't be read: ${reason}.`,
    remedy: () => 'Make it a file that exists and that you may read.',
  },
  'cli-unknown-stage': {
    fault: 'user',
    what: ({ stage, stages, nearest }) =>
      `No API here has a stage ${JSON.stringify(stage)}; ${
        stages.length === 0
          ? 'there is none at all'
          : `there is ${stages.map((name) => JSON.stringify(name)).join(', ')}`
      }.${nearest === undefined ? '' : ` Did you mean ${JSON.stringify(nearest)}?`}`,
    remedy: ({ stage }) =>
      `Name one of them after --stage, or add ${JSON.stringify(stage)} to "stages" in routes.json.`,
  },
  'cli-init-not-empty': {
    fault: 'user',
    what: ({ folder, found }) =>
      `${folder} is not empty: it holds ${found.slice(0, 3).join(', ')}${found.length > 3 ? ` and ${found.length - 3} more` : ''}.`,
    remedy: () => 'Name a folder that is empty or does not exist yet, for example `offstage init my-api`.',
  },
  'cli-init-no-folder': {
    fault: 'user',
    what: ({ folder, reason }) => `A project can't be made in ${folder}: ${reason}.`,
    remedy: () => 'Name a folder that you may write to, for example `offstage init my-api`.',
  },
  'cli-already-running': {
    fault: 'user',
    what: ({ pid, url }) => `Another \`offstage dev\` (process ${pid}) already runs this project at ${url}.`,
    remedy: () => 'Other commands talk to that one. End it if you meant to start over.',
  },
  'cli-state-unwritable': {
    fault: 'user',
    what: ({ file, reason }) => `${file} can't be written: ${reason}.`,
    remedy: () => 'Everything is served all the same; only other commands will not find this run.',
  },
  'cli-browser-missing': {
    fault: 'user',
    what: ({ reason }) => `No browser could be started: ${reason}.`,
    remedy: ({ url }) => `Open ${url} yourself.`,
  },
  'cli-render-no-json': {
    fault: 'user',
    what: ({ reason, line, column }) =>
      `The result begins like JSON and is none: ${reason}, line ${line}, column ${column} of the result.`,
    remedy: () => 'A Lambda function takes nothing but JSON: mend the template where it writes this line.',
  },
  'cli-render-values': {
    fault: 'user',
    what: ({ flag, given, reason }) => `${flag} ${given}: ${reason}.`,
    remedy: ({ flag, example }) =>
      `Give a JSON object, a file that holds one, or ${flag} ${example}, as often as you like.`,
  },
  'cli-internal-error': {
    fault: 'system',
    what: ({ message }) => `Offstage made a mistake of its own: ${message}`,
    remedy: () => 'Please report it with the lines above and what you did before.',
  },
};
