import type { Project, RestApi, Stage } from '../../config/types.ts';
import { ACCOUNT_ID } from '../../shared/aws-names.ts';
import type { JsonObject } from './part.ts';

/** CloudFormation's quotas for one template, and the size from which on it has to be uploaded to a bucket. */
const MOST_RESOURCES = 500;
const MOST_PARAMETERS = 200;
const UPLOAD_BYTES = 51_200;
const MOST_BYTES = 1_000_000;

interface Input {
  readonly project: Project;
  /** As the files have it. */
  readonly api: RestApi;
  readonly stage: Stage | undefined;
  readonly template: { readonly Parameters?: unknown; readonly Resources: JsonObject };
}

/** What of a project no template of one stack can say, and where a template goes beyond CloudFormation's quotas. */
export function leftOut(input: Input): string[] {
  return [
    ...stagesLeftOut(input),
    ...settingsLeftOut(input.project),
    ...beyondQuotas(input.template),
    ...toUpload(input.template),
    ...accountLeft(input.template),
  ];
}

/** The same of a template that is deployed: its stages come by themselves, and it is put into a bucket where it has to be. */
export function leftOutOfDeploy(project: Project, template: Input['template']): string[] {
  return [...settingsLeftOut(project), ...accountLeft(template)];
}

function stagesLeftOut({ project, api, stage }: Pick<Input, 'project' | 'api' | 'stage'>): string[] {
  const { stages, resources } = api;
  if (stage === undefined) {
    return ['The template has no deployment and no stage, so that nothing can be called: --stage NAME adds both.'];
  }
  const others = stages.filter(({ name }) => name !== stage.name).map(({ name }) => name);
  const isPinned = project.snapshots?.has(stage.deploymentId) ?? false;
  return [
    ...(isPinned
      ? [
          `The stage ${stage.name} is pinned: the template has its deployment ${stage.deploymentId}, not the files' API.`,
        ]
      : []),
    ...(others.length === 0
      ? []
      : [`The template has the stage ${stage.name} and not ${others.join(', ')}: a template has one deployment.`]),
    ...(resources.every(({ methods }) => methods.size === 0)
      ? ['The API has no methods: AWS refuses to deploy it.']
      : []),
  ];
}

function settingsLeftOut({
  access,
  accountConcurrency,
  iamUsers = [],
  serviceEndpoints,
  functions,
}: Project): string[] {
  const old = [...functions.values()].filter(({ runtime }) => runtime === 'nodejs20.x').map(({ name }) => name);
  return [
    ...(access.accountThrottle === undefined
      ? []
      : ['accountThrottle is left out: it is a quota of the account, not of a stack.']),
    ...(accountConcurrency === undefined
      ? []
      : ['accountConcurrency is left out: it is a quota of the account, not of a stack.']),
    ...(iamUsers.length === 0
      ? []
      : ['iamUsers are left out: their credentials are good on this machine alone. On AWS a role or user calls.']),
    ...(Object.keys(serviceEndpoints).length === 0
      ? []
      : ["serviceEndpoints are left out: on AWS an integration calls the account's own service."]),
    ...(old.length === 0 ? [] : [`AWS no longer updates nodejs20.x, the runtime of ${old.join(', ')}.`]),
  ];
}

/** Why CloudFormation will refuse a template for its size. */
export function beyondQuotas(template: { readonly Parameters?: unknown; readonly Resources: JsonObject }): string[] {
  const resources = Object.keys(template.Resources).length;
  const parameters = Object.keys(template.Parameters ?? {}).length;
  const bytes = Buffer.byteLength(JSON.stringify(template));
  return [
    ...(resources > MOST_RESOURCES ? [`The template has ${resources} resources; CloudFormation takes 500.`] : []),
    ...(parameters > MOST_PARAMETERS ? [`The template has ${parameters} parameters; CloudFormation takes 200.`] : []),
    ...(bytes > MOST_BYTES ? ['The template is larger than the 1 MB that CloudFormation takes.'] : []),
  ];
}

function toUpload(template: object): string[] {
  const bytes = Buffer.byteLength(JSON.stringify(template));
  return bytes > UPLOAD_BYTES && bytes <= MOST_BYTES
    ? ['The template is larger than 51,200 bytes: CloudFormation takes it from a bucket only.']
    : [];
}

/** Where the account that Offstage writes stands in no ARN (a queue's URL), it can't be known what it stands for. */
function accountLeft(template: object): string[] {
  const found: string[] = [];
  const look = (value: unknown, path: string): void => {
    if (typeof value === 'string' && value.includes(ACCOUNT_ID)) found.push(path);
    if (typeof value !== 'object' || value === null) return;
    for (const [name, member] of Object.entries(value)) look(member, `${path}/${name}`);
  };
  look(template, '');
  return found.map((path) => `The account ${ACCOUNT_ID}, which isn't yours, is left as it is at ${path}.`);
}
