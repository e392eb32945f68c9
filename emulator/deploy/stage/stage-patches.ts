import type { PatchOperation, Stage as StageOnAws } from '@aws-sdk/client-api-gateway';
import type { Stage } from '../../config/types.ts';
import { methodSettingPatches, nameOf } from './method-setting-patches.ts';

/** What a stage is to be on AWS. */
export interface WantedStage {
  readonly stage: Stage;
  /** As AWS has them: see `variablesOnAws`. */
  readonly variables: Readonly<Record<string, string>>;
  /** Of a stage with an access log. */
  readonly accessLogGroupArn?: string;
}

/**
 * The operations of UpdateStage that make a stage on AWS what the files say; empty when it is so already.
 * What the files have no words for (tracing, logs, a client certificate, a web ACL) stays as it is. Which operations a
 * path takes is the API Reference's page "Patch operations". Terraform's aws_api_gateway_stage, whose tests run on AWS,
 * showed what that page denies or leaves open: a variable is removed by its name, a description by an empty text, and an
 * access log comes with both its values in one call.
 */
export function stagePatches(
  { stage, variables, accessLogGroupArn }: WantedStage,
  onAws: StageOnAws,
): PatchOperation[] {
  const { description = '', cacheCluster, accessLogSettings, methodSettings } = stage;
  const before = onAws.accessLogSettings ?? {};
  const log = accessLogSettings && { arn: withoutStreams(accessLogGroupArn), format: accessLogSettings.format };
  return [
    ...replace('/description', onAws.description ?? '', description),
    ...variablePatches(variables, onAws.variables),
    ...replace('/cacheClusterEnabled', String(hasCache(onAws)), String(cacheCluster !== undefined)),
    ...(cacheCluster === undefined ? [] : replace('/cacheClusterSize', sizeOf(onAws), cacheCluster.size)),
    ...methodSettingPatches(methodSettings, onAws.methodSettings),
    ...(log === undefined
      ? []
      : [
          ...replace('/accessLogSettings/destinationArn', withoutStreams(before.destinationArn), log.arn),
          ...replace('/accessLogSettings/format', before.format?.replace(/\r?\n$/, ''), log.format),
        ]),
    ...(log === undefined && before.format !== undefined
      ? [{ op: 'remove' as const, path: '/accessLogSettings' }]
      : []),
  ];
}

function replace(path: string, before: string | undefined, wanted: string | undefined): PatchOperation[] {
  return before === wanted || wanted === undefined ? [] : [{ op: 'replace', path, value: wanted }];
}

function variablePatches(
  wanted: Readonly<Record<string, string>>,
  onAws: Readonly<Record<string, string>> = {},
): PatchOperation[] {
  const gone = Object.keys(onAws).filter((name) => !Object.hasOwn(wanted, name));
  return [
    ...changedVariables(wanted, onAws).flatMap(([name, value]) => replace(`/variables/${name}`, undefined, value)),
    ...gone.map((name) => ({ op: 'remove' as const, path: `/variables/${name}` })),
  ];
}

/** The variables that are other ones on AWS, or aren't there. */
export function changedVariables(
  wanted: Readonly<Record<string, string>>,
  onAws: Readonly<Record<string, string>> = {},
): [name: string, value: string][] {
  return Object.entries(wanted).filter(([name, value]) => !Object.hasOwn(onAws, name) || onAws[name] !== value);
}

/** Taking a cache away takes AWS minutes, in which it still answers that there is one (Terraform's aws_api_gateway_stage). */
function hasCache({ cacheClusterEnabled = false, cacheClusterStatus }: StageOnAws): boolean {
  return cacheClusterEnabled && cacheClusterStatus !== 'DELETE_IN_PROGRESS';
}

/** The size that AWS answers for a stage without a cache means nothing. */
function sizeOf(onAws: StageOnAws): string | undefined {
  return hasCache(onAws) ? onAws.cacheClusterSize : undefined;
}

/** CloudFormation's ARN of a log group ends with that of all its streams, AWS's answer doesn't. */
function withoutStreams(arn: string | undefined): string | undefined {
  return arn?.replace(/:\*$/, '');
}

/** Does it remove all settings of a method, as `/~1pets/GET` does? */
export function isMethodRemoval({ op, path = '' }: PatchOperation): boolean {
  return op === 'remove' && /^\/[^/]+\/(?:\*|[A-Z]+)$/.test(path) && !path.startsWith('/variables/');
}

/** What operations change, in words for people, each once: `variable greeting`, `settings of /pets/GET`. */
export function describePatches(operations: readonly PatchOperation[]): string[] {
  return [...new Set(operations.map(describe))];
}

function describe({ op, path = '' }: PatchOperation): string {
  const removed = op === 'remove' ? ' (removed)' : '';
  const [, first = '', second = ''] = path.split('/');
  if (first === 'variables') return `variable ${second}${removed}`;
  if (first === 'description') return 'description';
  if (first === 'accessLogSettings') return `access log${removed}`;
  if (first.startsWith('cacheCluster')) return 'cache cluster';
  return `settings of ${nameOf(`${first}/${second}`)}${removed}`;
}
