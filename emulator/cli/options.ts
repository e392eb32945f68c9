import type { CommandSpec, OptionSpec } from './command-spec.ts';
import type { DevOptions } from './commands/dev.ts';
import type { ExportOptions } from './commands/export.ts';
import type { ImportOptions } from './commands/import.ts';
import type { InvokeOptions } from './commands/invoke.ts';
import type { LogsOptions } from './commands/logs.ts';
import type { ParityOptions } from './commands/parity.ts';
import type { RenderOptions } from './commands/render.ts';
import type { TestMethodOptions } from './commands/test-method.ts';
import type { TokenOptions } from './commands/token.ts';
import type { UsageOptions } from './commands/usage.ts';
import { DEPLOY_COMMANDS } from './deploy-commands.ts';
import { DEPLOYMENT_COMMANDS } from './deployment-commands.ts';
import { FOLDER, FOLDER_OPTION } from './folder-option.ts';
import {
  collect,
  collectClaim,
  collectWords,
  readBasePathMode,
  readDuration,
  readFormat,
  readIpAddress,
  readPort,
  readSeconds,
  readStageName,
  readTokenUse,
} from './option-values.ts';
import { EVENT_OPTIONS, optionFlag } from './sample-events/event-options.ts';
import type { EventValues } from './sample-events/types.ts';

const BASEPATH: OptionSpec = {
  flags: '--basepath <mode>',
  description: "what becomes of an OpenAPI document's base path: ignore, prepend or split (default: ignore)",
  read: readBasePathMode,
};

/** All commands with their options: parsing, `--help` and docs/commands.md come from here. */
export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'dev',
    summary: 'serve the stages, the functions and the site of a project, and follow its files',
    arguments: [FOLDER],
    options: [
      { flags: '-p, --port <number>', description: 'port of the stages', default: 3000, read: readPort },
      { flags: '--site-port <number>', description: 'port of the site', default: 3001, read: readPort },
      { flags: '--control-port <number>', description: 'port of the Lambda API', default: 3002, read: readPort },
      { flags: '--host [address]', description: 'listen for other machines, too: on every address, or on this one' },
      { flags: '--https [port]', description: 'answer over HTTPS, too (default: 3443)', read: readPort },
      { flags: '--strict-port', description: 'end when a port is in use, instead of taking the next free one' },
      { flags: '--stage <name>', description: 'the stage to show; with --openapi the one to serve (default: v1)' },
      { flags: '--openapi <file>', description: 'serve this OpenAPI document in the place of the API in routes.json' },
      BASEPATH,
      { flags: '--inspect [port]', description: 'let a debugger attach (default: 9229)', read: readPort },
      { flags: '-d, --debug-port <port>', description: "the same, in SAM's words", read: readPort },
      { flags: '--platform-logs', description: "print Lambda's own lines, too: INIT_START, START, END, REPORT" },
      { flags: '--inline', description: 'run functions on the main thread: simple to debug, but without limits' },
      {
        flags: '-n, --env-vars <file>',
        description: "values for variables that functions declare, in the shape of SAM's --env-vars",
      },
      { flags: '--aws-credentials', description: 'give functions your own AWS credentials, instead of none' },
      { flags: '--disable-authorizer', description: 'let everybody call methods that have an authorizer' },
      {
        flags: '--source-ip <address>',
        description: 'the address that requests count as coming from, for resource policies',
        read: readIpAddress,
      },
      { flags: '--cold', description: 'start a new execution environment for every call of a function' },
      { flags: '--open', description: 'open the site in a browser' },
    ],
    run: async (options, logger, folder) => {
      const { dev } = await import('./commands/dev.ts');
      await dev(folder, options as DevOptions, logger);
    },
  },
  {
    name: 'check',
    summary: 'say everything that is wrong with a project, and end with 1 if it would not start',
    arguments: [FOLDER],
    options: [],
    run: async (_options, logger, folder) => {
      const { check } = await import('./commands/beside-dev.ts');
      await check(folder, logger);
    },
  },
  {
    name: 'init',
    summary: 'make a new project that works at once',
    arguments: [{ name: '<folder>', description: 'a folder that is empty or does not exist yet' }],
    options: [],
    run: async (_options, logger, folder) => {
      const { init } = await import('./commands/beside-dev.ts');
      init(folder, logger);
    },
  },
  {
    name: 'import',
    summary: 'write a routes.json from an OpenAPI document, and say what was taken, changed and left out',
    arguments: [{ name: '<file>', description: 'OpenAPI 3.0 or Swagger 2.0 document, JSON or YAML' }],
    options: [
      { flags: '--out <file>', description: 'file to write', default: 'routes.json' },
      { flags: '--force', description: 'overwrite the file if it exists' },
      {
        flags: '--stage <name>',
        description: 'the stage to give the API; a document has none',
        default: 'v1',
        read: readStageName,
      },
      BASEPATH,
      { flags: '--fail-on-warnings', description: "write nothing when AWS's import would warn" },
    ],
    run: async (options, logger, file) => {
      const { importDocument } = await import('./commands/beside-dev.ts');
      await importDocument(file, options as ImportOptions, logger);
    },
  },
  {
    name: 'invoke',
    summary: 'call a function, in the `offstage dev` that runs the project or else on its own',
    arguments: [{ name: '<function>', description: "the function's name in routes.json" }],
    options: [
      { flags: '-e, --event <file>', description: 'file with the event; - is the standard input (default: {})' },
      FOLDER_OPTION,
    ],
    run: async (options, logger, name) => {
      const { invoke } = await import('./commands/beside-dev.ts');
      await invoke(name, options as InvokeOptions, logger);
    },
  },
  {
    name: 'logs',
    summary: 'print the log of a function of a running `offstage dev`, as CloudWatch has it',
    arguments: [{ name: '<function>', description: "the function's name in routes.json" }],
    options: [{ flags: '-f, --follow', description: 'go on with the lines to come' }, FOLDER_OPTION],
    run: async (options, logger, name) => {
      const { showLogs } = await import('./commands/beside-dev.ts');
      await showLogs(name, options as LogsOptions, logger);
    },
  },
  {
    name: 'usage',
    summary: 'show what API keys have used of the usage plans of a running `offstage dev`, or clear it',
    arguments: [{ name: '[name]', description: 'a usage plan or an API key (default: all)' }],
    options: [
      { flags: '--reset', description: 'begin to count anew; without a name, throttles of stages as well' },
      FOLDER_OPTION,
    ],
    run: async (options, logger, name?: string) => {
      const { showUsage } = await import('./commands/beside-dev.ts');
      await showUsage(name, options as UsageOptions, logger);
    },
  },
  {
    name: 'token',
    summary: 'make a token of a Cognito user pool of the project, which only its emulator trusts',
    arguments: [],
    options: [
      { flags: '--sub <name>', description: 'whom it is for: sub and user name', default: 'local' },
      { flags: '--groups <names>', description: 'cognito:groups, admin,staff; repeatable', read: collectWords },
      { flags: '--scope <scopes>', description: 'scopes of an access token; repeatable', read: collectWords },
      {
        flags: '--claim <claim>',
        description: 'another claim, email=alice@example.com, its value JSON or text; repeatable',
        read: collectClaim,
      },
      {
        flags: '--use <kind>',
        description: 'id or access (default: access with --scope, else id)',
        read: readTokenUse,
      },
      { flags: '--client-id <id>', description: 'app client (default: the one that the authorizer asks for)' },
      {
        flags: '--expires-in <time>',
        description: 'seconds, or 15m, 12h, 30d; -60 has expired a minute ago (default: 1h)',
        read: readSeconds,
      },
      { flags: '--authorizer <name>', description: 'the authorizer whose pool it is of (default: the first)' },
      FOLDER_OPTION,
    ],
    run: async (options, logger) => {
      const { printToken } = await import('./commands/beside-dev.ts');
      await printToken(options as TokenOptions, logger);
    },
  },
  {
    name: 'generate-event',
    summary: 'make an event as a service sends it, or list the events there are',
    arguments: [
      { name: '[service]', description: 'apigateway, s3, dynamodb, sqs, sns, eventbridge' },
      { name: '[event]', description: 'aws-proxy, put, …: without it the events of the service are listed' },
    ],
    options: Object.entries(EVENT_OPTIONS).map(([name, description]) => ({
      flags: `${optionFlag(name)} <text>`,
      description,
    })),
    run: async (options, logger, service?: string, event?: string) => {
      const { generateEvent } = await import('./commands/beside-dev.ts');
      generateEvent(service, event, options as EventValues, logger);
    },
  },
  ...DEPLOYMENT_COMMANDS,
  {
    name: 'export',
    summary: 'write a stage as an OpenAPI document, as GetExport gives it, or the project as a CloudFormation template',
    arguments: [FOLDER],
    options: [
      {
        flags: '--format <format>',
        description: 'openapi or cloudformation',
        default: 'openapi',
        read: readFormat,
      },
      { flags: '--swagger', description: 'Swagger 2.0 instead of OpenAPI 3.0' },
      { flags: '--yaml', description: 'YAML instead of JSON' },
      {
        flags: '--extensions <words>',
        description: "AWS's extensions: apigateway (all, so that it can be imported again), integrations, authorizers",
      },
      {
        flags: '--stage <name>',
        description: 'the stage, when the API has several; a template has a deployment and a stage with it alone',
      },
      { flags: '--api <name>', description: 'the API, when the project has several' },
      { flags: '--out <file>', description: 'file to write instead of the standard output' },
      { flags: '--force', description: 'overwrite the file if it exists' },
    ],
    run: async (options, logger, folder) => {
      const { exportProject } = await import('./commands/beside-dev.ts');
      await exportProject(folder, options as ExportOptions, logger);
    },
  },
  {
    name: 'test-method',
    summary: "the console's Test of a method: its answer and its execution log, without authorizers and API keys",
    arguments: [
      { name: '<method>', description: 'GET, POST, …' },
      { name: '<path>', description: 'path with query string, without the stage: /pets/7?x=1' },
    ],
    options: [
      { flags: '-H, --header <header>', description: 'a header, "Accept: text/html"; repeatable', read: collect },
      { flags: '--body <body>', description: 'the body: a file, - for the standard input, or the text itself' },
      {
        flags: '--stage-variables <values>',
        description:
          'stage variables, of which a test has none of its own: table=pets, a JSON object or a file; repeatable',
        read: collect,
      },
      { flags: '--api <name>', description: 'the API, when the project has several' },
      FOLDER_OPTION,
      { flags: '--json', description: "print TestInvokeMethod's answer as the AWS CLI does" },
    ],
    run: async (options, logger, method, path) => {
      const { runMethodTest } = await import('./commands/beside-dev.ts');
      await runMethodTest(method, path, options as TestMethodOptions, logger);
    },
  },
  {
    name: 'parity',
    summary: 'ask the emulator and a real stage for the same things, and show every difference',
    arguments: [
      { name: '<url>', description: 'invoke URL of the stage, https://ID.execute-api.REGION.amazonaws.com/STAGE' },
    ],
    options: [
      {
        flags: '-H, --header <header>',
        description: 'a header for the stage, "x-api-key: …"; repeatable, and in no report',
        read: collect,
      },
      {
        flags: '--suite <command>',
        description: 'tests that ask the address in OFFSTAGE_TARGET: they run on both sides, then their requests do',
      },
      { flags: '--requests <file>', description: 'a list of requests instead (default: parity.json)' },
      { flags: '--stage <name>', description: "the project's stage (default: the name in the URL, or the only one)" },
      { flags: '--api <name>', description: 'the API, when the project has several' },
      {
        flags: '--ignore <what>',
        description: 'what may differ: header:NAME, or body:REGULAR EXPRESSION; repeatable',
        read: collect,
      },
      { flags: '--timeout <seconds>', description: 'how long an answer may take', default: 35, read: readDuration },
      {
        flags: '--slow <seconds>',
        description: 'from when on an answer is called slow',
        default: 2,
        read: readDuration,
      },
      { flags: '--record', description: "keep the stage's answers in .offstage/, without secrets" },
      { flags: '--recorded', description: 'compare with what was kept, without a network' },
      { flags: '--json <file>', description: 'write the report as JSON' },
      { flags: '--html <file>', description: 'write the report as a page' },
      FOLDER_OPTION,
    ],
    run: async (options, logger, url) => {
      const { compareWithStage } = await import('./commands/beside-dev.ts');
      await compareWithStage(url, options as ParityOptions, logger);
    },
  },
  {
    name: 'render',
    summary: 'render a mapping template, and with --trace show the value of each reference in it',
    arguments: [{ name: '<template>', description: 'file of the template; - is the standard input' }],
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
    run: async (options, logger, template) => {
      const { render } = await import('./commands/beside-dev.ts');
      await render(template, options as RenderOptions, logger);
    },
  },
  ...DEPLOY_COMMANDS,
];
