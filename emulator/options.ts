import type { Server } from 'node:http';
import type { EnvVars } from './config/env-vars.ts';
import type { Project } from './config/types.ts';
import type { PatchOperation } from './deployments/update-stage.ts';
import type { EmulatorEventListener } from './events.ts';
import type { Description } from './exporters/describe.ts';
import type { ExportedApi, ExportInput } from './exporters/openapi.ts';
import type { TestInvokeInput, TestInvokeResult } from './gateway/test-invoke/test-invoke.ts';
import type { TokenInput } from './issuer/issue-token.ts';
import type { FunctionLogReader } from './shared/function-logs.ts';
import type { FunctionRuntime } from './shared/function-runtime.ts';

/**
 * What `createEmulator` takes. Exactly one of `root`, `config` and `openapi` says what to rehearse; `root: '.'` when
 * none is given.
 */
export interface EmulatorOptions {
  /** Folder of a project: its routes.json is read, and `watch` follows it. */
  readonly root?: string;
  /** The content of a routes.json. Relative paths in it start from `root`, or from the current folder. */
  readonly config?: object;
  /**
   * An OpenAPI 3.0 or Swagger 2.0 document with x-amazon-apigateway extensions: a value, or JSON or YAML text. It is taken
   * as AWS's import takes it: what isn't there or isn't run here is told as a `problem`, and a call that needs it
   * answers as AWS would. A document that routes.json names is read strictly, as routes.json is.
   */
  readonly openapi?: object | string;
  /**
   * A file with such a document, which stands in the place of the API in the routes.json of `root` and is read as
   * strictly. Functions, site and the like are those of routes.json, if there is one; `watch` follows both.
   */
  readonly document?: {
    readonly file: string;
    /** The stage to serve; its variables are those in routes.json. @default 'v1' */
    readonly stage?: string;
  };
  /** As ImportRestApi takes them. */
  readonly importParameters?: { readonly basepath?: 'ignore' | 'prepend' | 'split' };
  /** With `openapi`: the stage to serve. */
  readonly stage?: StageOptions;
  /** With `openapi`: its functions, by name. */
  readonly functions?: Readonly<Record<string, FunctionOptions>>;
  readonly apiKeys?: readonly ApiKeyOptions[];
  readonly usagePlans?: readonly UsagePlanOptions[];
  /** Base URLs of AWS services, by service name; `*` is every other one: `{ s3: 'http://127.0.0.1:4566' }`. */
  readonly serviceEndpoints?: Readonly<Record<string, string>>;
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** Port of the stages; 0: any free one. @default 0 */
  readonly port?: number;
  /** Port of the site; 0: any free one; false: no site. @default false */
  readonly sitePort?: number | false;
  /** Port of the Lambda API; 0: any free one; false: none. @default false */
  readonly controlPort?: number | false;
  /**
   * Port on which the stages answer over HTTPS as well; 0: any free one; false: none. The certificate is made in the
   * project's `.offstage/` folder. @default false
   */
  readonly httpsPort?: number | false;
  /**
   * Port of the inspector, for debuggers of the functions, on loopback; 0: any free one; false: none. While a debugger
   * is attached, time-outs stand still. @default false
   */
  readonly inspectPort?: number | false;
  /** Run the functions on the main thread, for debugging: without limits and isolation. @default false */
  readonly inline?: boolean;
  /** A port in use is an error; without it the next free one is taken. @default false */
  readonly strictPort?: boolean;
  /** Follow the files of the project while it runs. @default false */
  readonly watch?: boolean;
  /**
   * With `root`: stages that `offstage deployment` has pinned serve their deployments, as `offstage dev` does it; without
   * it every stage follows the files, as tests of them want it. @default false
   */
  readonly pinnedStages?: boolean;
  /**
   * The .env file's variables: they fill `${NAME}` in a function's `environment` and are never handed over whole.
   * AWS_ENDPOINT_URL_SERVICE and AWS_ENDPOINT_URL among them say where AWS services are, after `serviceEndpoints`.
   */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * A file in the shape of SAM's --env-vars (`{"Parameters": {…}, "FUNCTION": {…}}`), or its content: values for
   * variables that functions declare. A file is followed with `watch`.
   */
  readonly envVars?: string | EnvVars;
  /**
   * Functions get the credentials that an SDK finds for you: AWS_ACCESS_KEY_ID and the like, AWS_PROFILE, the shared
   * files. Without it they get keys that open nothing. @default false
   */
  readonly awsCredentials?: boolean;
  /**
   * Every method counts as one without authorization: nobody is asked who they are, and `$context.authorizer` is
   * empty. API keys, throttles and the resource policy still hold. routes.json can't say this. @default false
   */
  readonly disableAuthorizer?: boolean;
  /**
   * The IP address that requests count as coming from, for resource policies that ask for one and for
   * `$context.identity.sourceIp`; without it that of the connection.
   */
  readonly sourceIp?: string;
  /** Tell `function-log` events of what Lambda writes into the logs, too. @default false */
  readonly platformLogs?: boolean;
  /** Every call of a function gets a new execution environment. @default false */
  readonly cold?: boolean;
  /**
   * Milliseconds that an event (an asynchronous invocation) waits before its second and its third attempt; a throttled
   * one waits the first of them, and twice as long each time. On AWS: 60,000 and 120,000. @default [1000, 2000]
   */
  readonly retryDelays?: readonly [number, number];
  /** With `openapi`: invocations of all functions that may be under way at the same time. */
  readonly accountConcurrency?: number;
  /** What happens is told here; the emulator itself prints nothing. */
  readonly onEvent?: EmulatorEventListener;
  /** Says what is so anyway: nothing is printed. */
  readonly logLevel?: 'silent';
}

export interface StageOptions {
  readonly name: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** A second deployment on the stage: `openapi` is its API. */
  readonly canary?: {
    /** 0 to 100. */
    readonly percentTraffic: number;
    readonly stageVariableOverrides?: Readonly<Record<string, string>>;
    readonly useStageCache?: boolean;
    readonly openapi: object | string;
  };
}

export interface FunctionOptions {
  /** Absolute path of the module without its extension, a dot, the export. */
  readonly handler: string;
  readonly runtime?: string;
  /** Seconds. */
  readonly timeout?: number;
  /** MB. */
  readonly memorySize?: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** Invocations that may be under way at the same time; 0: every one is throttled. */
  readonly reservedConcurrency?: number;
}

export interface ApiKeyOptions {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly enabled: boolean;
}

export interface UsagePlanOptions {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  /** `throttle`: of single methods, by `/pets/{id}/GET`. */
  readonly apiStages: readonly {
    readonly stage: string;
    readonly throttle?: Readonly<Record<string, { readonly rateLimit: number; readonly burstLimit: number }>>;
  }[];
  /** Ids of API keys. */
  readonly keys: readonly string[];
  readonly throttle?: { readonly rateLimit: number; readonly burstLimit: number };
  readonly quota?: { readonly limit: number; readonly offset: number; readonly period: 'DAY' | 'WEEK' | 'MONTH' };
}

export interface UpdateStageInput {
  readonly stageName?: string;
  readonly patchOperations: readonly PatchOperation[];
}

/** A running emulator. */
export interface Emulator {
  /** The server of the stages, for supertest. */
  readonly server: Server;
  /** `http://127.0.0.1:3000`, no slash at the end; a stage answers below `${url}/${stage}`. */
  readonly url: string;
  /** Where the site and the Lambda API listen, when they do. */
  readonly siteUrl?: string;
  readonly controlUrl?: string;
  /** `https://127.0.0.1:3443`, with `httpsPort`: what answers at `url`, over TLS. */
  readonly httpsUrl?: string;
  /** With `httpsPort`: the file with the certificate of the authority that a client of `httpsUrl` has to trust. */
  readonly certificateAuthority?: string;
  /** `ws://127.0.0.1:9229/<id>`, with `inspectPort`. */
  readonly inspectorUrl?: string;
  /** The configuration in force; another value after each reload. */
  readonly project: Project;
  /** The functions, callable without a gateway. */
  readonly functions: FunctionRuntime;
  /** What the functions wrote, and what Lambda writes around it (START, END, REPORT), as far back as it is kept. */
  readonly logs: FunctionLogReader;
  /**
   * A token of one of the project's user pools, which only this project's emulator trusts: for tests of methods behind a
   * Cognito authorizer. Rejects with an OffstageError when no authorizer names a pool.
   */
  issueToken(input: TokenInput): Promise<string>;
  /** The console's Test of one method, as TestInvokeMethod: with the execution log. Rejects with NotFoundException. */
  testInvokeMethod(input: TestInvokeInput): Promise<TestInvokeResult>;
  /** What the GetX calls of API Gateway's control plane answer about the first API, ids replaced by names. */
  describeApi(): Description;
  /**
   * UpdateStage, by default of the first stage: its traffic to a canary, its variables, its deployment. It counts from
   * the next request on, for this emulator alone. Rejects with AWS's BadRequestException or NotFoundException, and with an
   * OffstageError for a setting that is not run here.
   */
  updateStage(input: UpdateStageInput): Promise<Readonly<Record<string, unknown>>>;
  /** The first stage as an OpenAPI or Swagger document, as GetExport gives it. */
  exportApi(input: ExportInput): ExportedApi;
  /** Gives the ports back and ends every thread, watcher and socket that was started. */
  close(): Promise<void>;
}
