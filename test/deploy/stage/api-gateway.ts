import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { Stage } from '../../../emulator/config/types.ts';
import { type Aws, connectAws } from '../../../emulator/deploy/aws.ts';
import { describeStage } from '../../../emulator/deployments/describe-stage.ts';
import { StageRefusal } from '../../../emulator/deployments/refusal.ts';
import { type PatchOperation, updateStage } from '../../../emulator/deployments/update-stage.ts';
import { createLogger, type Logger } from '../../../emulator/terminal/logger.ts';
import { type AwsAnswer, type AwsCall, startAwsStandIn } from '../../helpers/aws-stand-in.ts';

export const API = 'api1234567';
const source = { file: 'routes.json', line: 1, column: 1 };

interface AccessLog {
  readonly destinationArn?: string;
  readonly format?: string;
}

interface PlanStage {
  readonly apiId: string;
  readonly stage: string;
  throttle?: Record<string, Record<string, number>>;
}

/** One of the API's stages; what Offstage's own UpdateStage doesn't know of stands beside it. */
export interface StandInStage {
  stage: Stage;
  accessLogSettings?: AccessLog;
}

/** API Gateway's deployments, stages and usage plans over HTTP. Its UpdateStage is Offstage's own, which was recorded. */
export interface ApiGateway {
  readonly aws: Aws;
  readonly stages: Map<string, StandInStage>;
  readonly deployments: Map<string, { readonly description?: string }>;
  readonly plans: Map<string, { readonly name: string; apiStages: PlanStage[] }>;
  /** What came, in its order, without what only read: `POST /deployments {…}`. */
  readonly changes: () => readonly (readonly [call: string, body: unknown])[];
  readonly calls: readonly AwsCall[];
  /** Answers of the next calls that fit: `[PATCH /stages/v1, 409, ConflictException]`. 200 lets one through. */
  readonly faults: (readonly [call: string, status: number, type: string])[];
  readonly report: Logger;
  readonly printed: () => string;
  readonly close: () => Promise<void>;
}

/** Puts a stage there. */
export function stageOnAws(settings: Partial<Stage> = {}): StandInStage {
  return { stage: { name: 'v1', deploymentId: 'old001', variables: {}, source, ...settings } };
}

/** Starts it, with a client of it that finds no developer's credentials. */
export async function startApiGateway(): Promise<ApiGateway> {
  const home = mkdtempSync(join(tmpdir(), 'offstage-aws-'));
  const env = {
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_CONFIG_FILE: join(home, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(home, 'credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const stages: ApiGateway['stages'] = new Map();
  const deployments: ApiGateway['deployments'] = new Map();
  const plans: ApiGateway['plans'] = new Map();
  const faults: ApiGateway['faults'] = [];
  const state = { stages, deployments, plans };
  const standIn = await startAwsStandIn((call) => {
    const index = faults.findIndex(([fit]) => fit === nameOf(call));
    const [fault] = index < 0 ? [] : faults.splice(index, 1);
    if (fault && fault[1] !== 200) return refused(fault[1], fault[2], 'A planted fault.');
    try {
      return answer(call, state);
    } catch (error) {
      if (!(error instanceof StageRefusal)) throw error;
      return refused(error.statusCode, error.name, error.message);
    }
  });
  const aws = await connectAws({ region: 'eu-central-1', endpointUrl: standIn.url });
  let text = '';
  const stream = { write: (more: string) => (text += more) };
  return {
    ...{ aws, stages, deployments, plans, faults, calls: standIn.calls },
    changes: () =>
      standIn.calls
        .filter(({ method }) => method !== 'GET')
        .map((call) => [nameOf(call), call.body.length === 0 ? undefined : JSON.parse(call.body.toString())]),
    report: createLogger({ stdout: stream, stderr: stream, env: {} }),
    printed: () => text,
    close: async () => {
      aws.close();
      await standIn.close();
      rmSync(home, { recursive: true });
      vi.unstubAllEnvs();
    },
  };
}

type State = Pick<ApiGateway, 'stages' | 'deployments' | 'plans'>;

/** `PATCH /stages/v1`: without the API. */
function nameOf({ method, path }: AwsCall): string {
  return `${method} ${path.replace(`/restapis/${API}`, '')}`;
}

function answer(call: AwsCall, state: State): AwsAnswer {
  const { method, path, query } = call;
  const [kind = '', id = ''] = path
    .replace(`/restapis/${API}`, '')
    .split('/')
    .filter((part) => part !== '');
  const body = () => JSON.parse(call.body.toString());
  if (kind === 'usageplans') {
    if (id === '')
      return page(
        [...state.plans].map(([planId, plan]) => ({ id: planId, ...plan })),
        query,
      );
    const plan = state.plans.get(id);
    if (plan === undefined) throw new StageRefusal('NotFoundException', 'Invalid Usage Plan ID specified');
    if (method === 'PATCH') plan.apiStages = patchPlan(plan.apiStages, body().patchOperations, state);
    return json({ id, ...plan });
  }
  if (kind === 'deployments') {
    if (method === 'POST') return json(createDeployment(body(), state), 201);
    if (method === 'DELETE') {
      if ([...state.stages.values()].some(({ stage }) => stage.deploymentId === id)) {
        const message = 'Active stages pointing to this deployment must be moved or deleted';
        throw new StageRefusal('BadRequestException', message);
      }
      state.deployments.delete(id);
      return { status: 202 };
    }
    return page(
      [...state.deployments].map(([one, { description }]) => deploymentOf(one, description)),
      query,
    );
  }
  if (id === '') return json({ item: [...state.stages.values()].map(written) });
  const found = state.stages.get(id);
  if (found === undefined) throw new StageRefusal('NotFoundException', 'Invalid stage identifier specified');
  if (method === 'PATCH') state.stages.set(id, patchStage(found, body().patchOperations, state));
  return json(written(state.stages.get(id) ?? found));
}

/** Two of a list, so that whoever wants all has to ask again. */
function page(items: readonly object[], query: URLSearchParams): AwsAnswer {
  const start = Number(query.get('position') ?? 0);
  const end = start + 2;
  return json({ item: items.slice(start, end), ...(end < items.length && { position: String(end) }) });
}

function deploymentOf(id: string, description: string | undefined): object {
  return { id, createdDate: 1_760_000_000, ...(description !== undefined && { description }) };
}

function written({ stage, accessLogSettings }: StandInStage): object {
  return { ...describeStage(stage), ...(accessLogSettings && { accessLogSettings }) };
}

function createDeployment(
  request: Readonly<Record<string, never>> & {
    readonly stageName?: string;
    readonly description?: string;
    readonly stageDescription?: string;
    readonly variables?: Record<string, string>;
    readonly canarySettings?: { readonly percentTraffic: number; readonly useStageCache: boolean };
  },
  { stages, deployments }: State,
): object {
  const { stageName, description, stageDescription, variables = {}, canarySettings } = request;
  const id = `new${String(deployments.size).padStart(3, '0')}`;
  deployments.set(id, { ...(description !== undefined && { description }) });
  const found = stages.get(stageName ?? '');
  if (stageName !== undefined && canarySettings !== undefined) {
    if (found === undefined) {
      const message = `Invalid deployment content specified.Stage ${stageName} must already be created before making a canary release deployment`;
      throw new StageRefusal('BadRequestException', message);
    }
    stages.set(stageName, {
      ...found,
      stage: { ...found.stage, canarySettings: { ...canarySettings, deploymentId: id } },
    });
  } else if (stageName !== undefined) {
    const made = {
      name: stageName,
      variables,
      ...(stageDescription !== undefined && { description: stageDescription }),
    };
    stages.set(stageName, stageOnAws({ ...found?.stage, ...made, deploymentId: id }));
  }
  return deploymentOf(id, description);
}

/** What serverless-api-gateway-caching found that AWS takes, and AWS's words for more of them. */
const MOST_OPERATIONS = 80;
const TOO_MANY = 'Update size too large. Try updating stage in multiple UpdateStage operations';

/** All operations or none, as AWS takes them. Access logs are what Offstage's own UpdateStage refuses. */
function patchStage(
  { stage, accessLogSettings }: StandInStage,
  operations: readonly PatchOperation[],
  { deployments }: State,
): StandInStage {
  if (operations.length > MOST_OPERATIONS) throw new StageRefusal('BadRequestException', TOO_MANY);
  const isLog = ({ path }: PatchOperation): boolean => path.startsWith('/accessLogSettings');
  let log: AccessLog | undefined = accessLogSettings;
  for (const { op, path, value = '' } of operations.filter(isLog)) {
    const field = path.slice('/accessLogSettings/'.length);
    if (op === 'remove' && field === '') log = undefined;
    else if (op !== 'replace' || !['destinationArn', 'format'].includes(field)) {
      throw new StageRefusal('BadRequestException', `Invalid ${op} operation with path: ${path}`);
    } else if (value === '') throw new StageRefusal('BadRequestException', 'Access Log value must not be empty');
    else log = { ...log, [field]: value };
  }
  const others = operations.filter((operation) => !isLog(operation));
  const patched = updateStage(stage, others, (id) => deployments.has(id));
  return { stage: patched, ...(log && { accessLogSettings: log }) };
}

/**
 * What the API Reference's page "Patch operations" says of UpdateUsagePlan. A method stands behind `/throttle/` as it is
 * named in the plan, with its slashes: so Terraform writes it, whose tests run on AWS.
 */
function patchPlan(
  before: readonly PlanStage[],
  operations: readonly PatchOperation[],
  { stages }: State,
): PlanStage[] {
  let plan = structuredClone([...before]);
  for (const { op, path, value = '' } of operations) {
    const [, stageId, method, limit = ''] = /^\/apiStages\/([^/]+)\/throttle(?:\/(.+)\/(\w+))?$/.exec(path) ?? [];
    const [apiId = '', stage = ''] = (stageId ?? value).split(':');
    const found = plan.find((one) => one.apiId === apiId && one.stage === stage);
    if (path === '/apiStages' && op === 'add' && apiId === API && stages.has(stage) && !found)
      plan.push({ apiId, stage });
    else if (path === '/apiStages' && op === 'remove' && found) plan = plan.filter((one) => one !== found);
    else if (found && op === 'replace' && method !== undefined && ['rateLimit', 'burstLimit'].includes(limit)) {
      found.throttle = { ...found.throttle, [method]: { ...found.throttle?.[method], [limit]: Number(value) } };
    } else if (found && op === 'remove' && stageId !== undefined && method === undefined) delete found.throttle;
    else throw new StageRefusal('BadRequestException', `Invalid patch path  '${path}' specified for op '${op}'`);
  }
  return plan;
}

function json(value: object, status = 200): AwsAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

function refused(status: number, type: string, message: string): AwsAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': type },
    body: JSON.stringify({ message }),
  };
}
