import type { CodeTable } from '../define.ts';

export interface CliFacts {
  'cli-no-such-folder': { readonly folder: string };
  'cli-file-unreadable': { readonly file: string; readonly reason: string };
  'cli-one-standard-input': Record<never, never>;
  'cli-unknown-stage': { readonly stage: string; readonly stages: readonly string[]; readonly nearest?: string };
  'cli-which-stage': { readonly stages: readonly string[] };
  'cli-unknown-api': { readonly api: string; readonly apis: readonly string[]; readonly nearest?: string };
  'cli-which-api': { readonly apis: readonly string[] };
  'cli-file-exists': { readonly file: string };
  'cli-file-unwritable': { readonly file: string; readonly reason: string };
  'cli-unknown-extensions': { readonly word: string; readonly words: readonly string[]; readonly nearest?: string };
  'cli-option-of-openapi': { readonly option: string };
  'cli-unknown-method': { readonly method: string; readonly methods: readonly string[]; readonly nearest?: string };
  'cli-bad-header': { readonly given: string };
  'cli-init-not-empty': { readonly folder: string; readonly found: readonly string[] };
  'cli-init-no-folder': { readonly folder: string; readonly reason: string };
  'cli-already-running': { readonly pid: number; readonly url: string };
  'cli-state-unwritable': { readonly file: string; readonly reason: string };
  'cli-browser-missing': { readonly url: string; readonly reason: string };
  'cli-invoke-refused': { readonly message: string };
  'cli-no-running-dev': { readonly folder: string };
  'cli-unknown-function': {
    readonly functionName: string;
    readonly functions: readonly string[];
    readonly nearest?: string;
  };
  'cli-unknown-event': { readonly event: string; readonly known: readonly string[]; readonly nearest?: string };
  'cli-event-option': { readonly option: string; readonly event: string; readonly takes: readonly string[] };
  'cli-event-value': { readonly option: string; readonly value: string; readonly reason: string };
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
  'cli-one-standard-input': {
    fault: 'user',
    what: () => 'Template and body are both to come from the standard input, which holds one of them.',
    remedy: () => 'Give one of them as a file: offstage render TEMPLATE --body -, or offstage render - --body FILE.',
  },
  'cli-unknown-stage': {
    fault: 'user',
    what: ({ stage, stages, nearest }) =>
      `No API here has a stage ${JSON.stringify(stage)}; ${
        stages.length === 0 ? 'there is none at all' : `there is ${listOf(stages)}`
      }.${didYouMean(nearest)}`,
    remedy: ({ stage }) =>
      `Name one of them after --stage, or add ${JSON.stringify(stage)} to "stages" in routes.json.`,
  },
  'cli-which-stage': {
    fault: 'user',
    what: ({ stages }) =>
      stages.length === 0 ? 'The API has no stage.' : `The API has ${stages.length} stages: ${listOf(stages)}.`,
    remedy: ({ stages }) =>
      stages.length === 0
        ? 'Add one to "stages" in routes.json, for example "stages": { "v1": {} }.'
        : 'Name one of them after --stage.',
  },
  'cli-unknown-api': {
    fault: 'user',
    what: ({ api, apis, nearest }) =>
      `The project has no API ${JSON.stringify(api)}; there is ${listOf(apis)}.${didYouMean(nearest)}`,
    remedy: () => 'Name one of them, or its id, after --api.',
  },
  'cli-which-api': {
    fault: 'user',
    what: ({ apis }) => `The project has ${apis.length} APIs: ${listOf(apis)}.`,
    remedy: () => 'Name one of them after --api.',
  },
  'cli-file-exists': {
    fault: 'user',
    what: ({ file }) => `${file} exists already, and was left as it is.`,
    remedy: () => 'Write to another file with --out FILE, or overwrite it with --force.',
  },
  'cli-file-unwritable': {
    fault: 'user',
    what: ({ file, reason }) => `${file} can't be written: ${reason}.`,
    remedy: () => 'Name a file in a folder that exists and that you may write to.',
  },
  'cli-unknown-extensions': {
    fault: 'user',
    what: ({ word, words, nearest }) =>
      word === 'postman'
        ? 'The extensions of Postman are not exported; those of AWS are.'
        : `There are no extensions ${JSON.stringify(word)}; there is ${listOf(words)}.${didYouMean(nearest)}`,
    remedy: () => 'Write --extensions apigateway for a document that can be imported again.',
  },
  'cli-option-of-openapi': {
    fault: 'user',
    what: ({ option }) => `${option} is an option of OpenAPI documents, and a CloudFormation template is asked for.`,
    remedy: ({ option }) => `Leave out ${option}, or --format cloudformation.`,
  },
  'cli-unknown-method': {
    fault: 'user',
    what: ({ method, methods, nearest }) =>
      `${JSON.stringify(method)} is no method of API Gateway; there is ${methods.join(', ')}.${didYouMean(nearest)}`,
    remedy: () => 'Write the method first and then the path, for example `offstage test-method GET /pets/7`.',
  },
  'cli-bad-header': {
    fault: 'user',
    what: ({ given }) => `${JSON.stringify(given)} is no header.`,
    remedy: () => 'Write its name, a colon and its value: --header "Accept: application/json".',
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
  'cli-invoke-refused': {
    fault: 'user',
    what: ({ message }) => `Lambda refused the call: ${message}`,
    remedy: () => 'Name a function of routes.json, and give an event that is JSON.',
  },
  'cli-no-running-dev': {
    fault: 'user',
    what: ({ folder }) => `No \`offstage dev\` runs the project in ${folder}.`,
    remedy: () => 'Start it there, or name the folder where it runs with --folder.',
  },
  'cli-unknown-function': {
    fault: 'user',
    what: ({ functionName, functions, nearest }) =>
      `There is no function ${JSON.stringify(functionName)}; there is ${functions.join(', ') || 'none at all'}.${nearest === undefined ? '' : ` Did you mean ${JSON.stringify(nearest)}?`}`,
    remedy: () => 'Name one of the functions in routes.json.',
  },
  'cli-unknown-event': {
    fault: 'user',
    what: ({ event, known, nearest }) =>
      `There is no event ${JSON.stringify(event)}; there is ${known.join(', ')}.${nearest === undefined ? '' : ` Did you mean ${nearest}?`}`,
    remedy: () => 'Run `offstage generate-event` to see them all with their options.',
  },
  'cli-event-option': {
    fault: 'user',
    what: ({ option, event }) => `${option} says nothing about ${event}.`,
    remedy: ({ takes }) => `It takes ${takes.join(', ')}.`,
  },
  'cli-event-value': {
    fault: 'user',
    what: ({ option, value, reason }) => `--${option} ${value}: ${reason}.`,
    remedy: ({ option }) => `Give another --${option}, or leave it away for the default.`,
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

function listOf(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(', ');
}

function didYouMean(nearest: string | undefined): string {
  return nearest === undefined ? '' : ` Did you mean ${JSON.stringify(nearest)}?`;
}
