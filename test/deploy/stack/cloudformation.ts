import { vi } from 'vitest';
import { type Aws, connectAws } from '../../../emulator/deploy/aws.ts';
import { createLogger, type Logger } from '../../../emulator/terminal/logger.ts';
import { type AwsAnswer, type AwsCall, startAwsStandIn } from '../../helpers/aws-stand-in.ts';

/** A stack as the test has put it there. */
export interface Stack {
  status: string;
  reason?: string;
  outputs?: Record<string, string>;
  parameters?: Record<string, string>;
  /** Logical id → type. */
  resources?: Record<string, string>;
}

/** `[logical id, type, status, reason]`; the stack's own event has its name and no type. */
export type Event = readonly [logicalId: string, type: string, status: string, reason?: string];

export interface Script {
  /** What a change set becomes, look by look; the last one stays. */
  changeSet: { status: string; reason?: string }[];
  /** `[action, logical id, type, is it made anew?]` */
  changes: (readonly [action: string, logicalId: string, type: string, replacement?: string])[];
  /** Events of an execution or a deletion, look by look, and the stack as it is then. */
  events: Event[][];
  after: Stack | undefined;
  /** Change sets of others. */
  others: string[];
  /** The bucket in the stack `pets-code`, which is there then. */
  codeBucket: string | undefined;
  /** What else than Offstage made the stack. */
  description: string;
  /** The same of the stack `pets-code`. */
  codeDescription: string;
  /** Answers calls of other services. */
  answer: (call: AwsCall) => AwsAnswer;
  /** Answers in the place of an action's own, once each. */
  faults: (readonly [action: string, status: number, code: string, message: string])[];
}

/** CloudFormation with one stack over HTTP: it does what the script says. */
export interface CloudFormation {
  readonly url: string;
  readonly aws: Aws;
  stack: Stack | undefined;
  readonly script: Script;
  readonly calls: readonly AwsCall[];
  /** The actions that change something, in their order. */
  readonly changes: () => readonly string[];
  readonly report: Logger;
  readonly printed: () => string;
  readonly close: () => Promise<void>;
}

const CODE_ID = 'arn:aws:cloudformation:us-east-1:111122223333:stack/pets-code/2e1d0b';
const ID = 'arn:aws:cloudformation:us-east-1:111122223333:stack/pets/1f0c9a';
const PAGE = 2;

/** Starts it, with a client of it that finds no developer's credentials. */
export async function startCloudFormation(): Promise<CloudFormation> {
  for (const [name, value] of Object.entries(NOBODY)) vi.stubEnv(name, value);
  const script: Script = {
    changeSet: [{ status: 'CREATE_IN_PROGRESS' }, { status: 'CREATE_COMPLETE' }],
    changes: [],
    events: [],
    after: undefined,
    others: [],
    codeBucket: undefined,
    description: 'pets, deployed by Offstage',
    codeDescription: 'Zip files of functions, put here by Offstage',
    answer: ({ path }) => failure(404, 'NotFound', path),
    faults: [],
  };
  const happened: Event[] = [];
  let toCome: Event[][] = [];
  let looks = 0;
  const state: { stack: Stack | undefined } = { stack: undefined };

  const answers: Readonly<Record<string, (form: URLSearchParams) => string | AwsAnswer>> = {
    DescribeStacks: (form) => {
      const isOfCode = form.get('StackName')?.includes('pets-code') ?? false;
      const stack = isOfCode ? codeStack() : state.stack;
      const description = isOfCode ? script.codeDescription : script.description;
      return stack === undefined ? missing() : `<Stacks>${stackXml(stack, description)}</Stacks>`;
    },
    ListStackResources: (form) => page('StackResourceSummaries', resourcesXml(state.stack), form),
    DescribeStackEvents: (form) => {
      if (!form.has('NextToken')) happened.push(...(toCome.shift() ?? []));
      if (isRunning && toCome.length === 0) state.stack = script.after;
      return page('StackEvents', happened.map(eventXml).reverse(), form);
    },
    CreateChangeSet: () => {
      looks = 0;
      state.stack ??= { status: 'REVIEW_IN_PROGRESS' };
      return `<Id>${ID}/changes</Id><StackId>${ID}</StackId>`;
    },
    DescribeChangeSet: (form) => {
      const { status, reason = '' } = script.changeSet[Math.min(looks++, script.changeSet.length - 1)] ?? {
        status: '',
      };
      const head = `<ChangeSetId>${ID}/changes</ChangeSetId><StackId>${ID}</StackId><Status>${status}</Status><StatusReason>${reason}</StatusReason>`;
      return head + page('Changes', script.changes.map(changeXml), form);
    },
    ExecuteChangeSet: () => run(),
    DeleteStack: () => run(),
    DeleteChangeSet: () => '',
    ListChangeSets: () =>
      `<Summaries>${members(script.others.map((id) => `<ChangeSetId>${id}</ChangeSetId>`))}</Summaries>`,
  };
  const codeStack = (): Stack | undefined =>
    script.codeBucket === undefined
      ? undefined
      : { status: 'CREATE_COMPLETE', outputs: { CodeBucket: script.codeBucket } };
  let isRunning = false;
  function run(): string {
    isRunning = true;
    toCome = [...script.events];
    // An announced stack goes at once.
    if (script.events.length === 0) state.stack = script.after;
    return '';
  }

  // The stack of the code is made at once.
  const codeAnswers: typeof answers = {
    ...answers,
    CreateChangeSet: () => `<Id>${CODE_ID}/changes</Id><StackId>${CODE_ID}</StackId>`,
    DescribeChangeSet: () => '<Status>CREATE_COMPLETE</Status>',
    ListStackResources: () => '',
    DescribeStackEvents: () => {
      const isMade = script.codeBucket !== undefined;
      const made = eventXml(['pets-code', '', 'CREATE_COMPLETE'], 0).replaceAll(ID, CODE_ID);
      return `<StackEvents>${members(isMade ? [made] : [])}</StackEvents>`;
    },
    ExecuteChangeSet: () => {
      script.codeBucket = 'pets-code-made';
      return '';
    },
  };

  const server = await startAwsStandIn((call) => {
    const { action = '', form } = call;
    if (action === '') return script.answer(call);
    const fault = script.faults.findIndex(([of]) => of === action);
    const [[, status, code, message] = []] = fault === -1 ? [] : script.faults.splice(fault, 1);
    if (status !== undefined && code !== undefined) return failure(status, code, message ?? '');
    const isOfCode = /pets-code/.test(form.get('StackName') ?? '');
    const answer = (isOfCode ? codeAnswers : answers)[action]?.(form) ?? failure(400, 'InvalidAction', action);
    return typeof answer === 'string' ? xml(action, answer) : answer;
  });
  const aws = await connectAws({ endpointUrl: server.url, region: 'us-east-1' });
  let text = '';
  const stream = { write: (written: string) => (text += written) };
  return {
    url: server.url,
    aws,
    get stack() {
      return state.stack;
    },
    set stack(stack: Stack | undefined) {
      state.stack = stack;
    },
    script,
    calls: server.calls,
    changes: () =>
      server.calls.flatMap(({ action = '' }) => (action === '' || /^(Describe|List)/.test(action) ? [] : [action])),
    report: createLogger({ stdout: stream, stderr: stream, env: {} }),
    printed: () => text,
    close: async () => {
      aws.close();
      await server.close();
      vi.unstubAllEnvs();
    },
  };
}

/** The environment of somebody who has credentials for nothing. */
export const NOBODY = {
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_SESSION_TOKEN: '',
  AWS_PROFILE: '',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
} as const;

function xml(action: string, result: string): AwsAnswer {
  const body = `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`;
  return { headers: { 'content-type': 'text/xml' }, body };
}

/** An answer of a service that refuses a call. */
export function failure(status: number, code: string, message: string): AwsAnswer {
  const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
  return { status, headers: { 'content-type': 'text/xml' }, body };
}

function missing(): AwsAnswer {
  return failure(400, 'ValidationError', 'Stack with id pets does not exist');
}

function page(name: string, all: readonly string[], form: URLSearchParams): string {
  const start = Number(form.get('NextToken') ?? 0);
  const next = start + PAGE < all.length ? `<NextToken>${start + PAGE}</NextToken>` : '';
  return `<${name}>${members(all.slice(start, start + PAGE))}</${name}>${next}`;
}

function members(texts: readonly string[]): string {
  return texts.map((text) => `<member>${text}</member>`).join('');
}

function stackXml({ status, reason, outputs = {}, parameters = {} }: Stack, description: string): string {
  const pairs = (of: Record<string, string>, what: string): string =>
    members(
      Object.entries(of).map(([key, value]) => `<${what}Key>${key}</${what}Key><${what}Value>${value}</${what}Value>`),
    );
  return members([
    `<StackId>${ID}</StackId><StackName>pets</StackName><Description>${description}</Description><StackStatus>${status}</StackStatus>
     ${reason === undefined ? '' : `<StackStatusReason>${reason}</StackStatusReason>`}
     <CreationTime>2026-11-23T00:00:00Z</CreationTime>
     <Outputs>${pairs(outputs, 'Output')}</Outputs><Parameters>${pairs(parameters, 'Parameter')}</Parameters>`,
  ]);
}

function resourcesXml(stack: Stack | undefined): string[] {
  return Object.entries(stack?.resources ?? {}).map(
    ([id, type]) =>
      `<LogicalResourceId>${id}</LogicalResourceId><PhysicalResourceId>pets-${id}</PhysicalResourceId><ResourceType>${type}</ResourceType><ResourceStatus>CREATE_COMPLETE</ResourceStatus>`,
  );
}

function eventXml([logicalId, type, status, reason = '']: Event, index: number): string {
  const isStack = type === '';
  return `<EventId>event-${index}</EventId><StackId>${ID}</StackId><StackName>pets</StackName>
    <LogicalResourceId>${logicalId}</LogicalResourceId><PhysicalResourceId>${isStack ? ID : `pets-${logicalId}`}</PhysicalResourceId>
    <ResourceType>${isStack ? 'AWS::CloudFormation::Stack' : type}</ResourceType><ResourceStatus>${status}</ResourceStatus>
    <ResourceStatusReason>${reason}</ResourceStatusReason><Timestamp>2026-11-23T00:00:00Z</Timestamp>`;
}

function changeXml([action, logicalId, type, replacement = 'False']: Script['changes'][number]): string {
  return `<Type>Resource</Type><ResourceChange><Action>${action}</Action><LogicalResourceId>${logicalId}</LogicalResourceId><ResourceType>${type}</ResourceType><Replacement>${replacement}</Replacement></ResourceChange>`;
}
