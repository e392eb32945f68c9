import type { Parameter } from '@aws-sdk/client-cloudformation';
import type { Project, RestApi, Stage } from '../config/types.ts';
import type { CanaryInput } from '../deployments/change-stage.ts';
import { explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';
import { type DeployTemplate, deployTemplate } from '../exporters/cloudformation/deploy-template.ts';
import { isLocal } from '../exporters/cloudformation/environment.ts';
import { beyondQuotas } from '../exporters/cloudformation/left-out.ts';
import type { Aws } from './aws.ts';
import { type FunctionPackage, packageFunctions } from './code/package-functions.ts';
import { listSiteFiles } from './site/site-files.ts';
import { readAccountRole } from './stack/account-role.ts';
import { readParameters } from './stack/parameters.ts';
import { isMade, readStack, type StackState } from './stack/read-stack.ts';
import { checkStackIsOurs, checkStackRests } from './stack/stack-condition.ts';
import { type TemplateText, templateText } from './stack/stack-input.ts';
import { checkStageOnAws } from './stage/check-stage.ts';

/** What is to be deployed, and where. */
export interface DeployInput {
  readonly project: Project;
  readonly api: RestApi;
  readonly stage: Stage;
  /** The project's .env file. */
  readonly env: Readonly<Record<string, string>>;
  readonly stackName: string;
  /** `--parameter NAME=value`. */
  readonly given: Readonly<Record<string, string>>;
  /** Makes the deployment the stage's canary. */
  readonly canary?: CanaryInput;
  /** Of the deployment. */
  readonly description?: string;
}

/** What needs no call to AWS. */
export interface Prepared {
  readonly packages: readonly FunctionPackage[];
  readonly template: DeployTemplate;
  readonly text: TemplateText;
}

/** A deploy of which nothing has been done yet. */
export interface Plan extends Prepared {
  readonly input: DeployInput;
  /** The stack as it is. Undefined: there is none. */
  readonly before: StackState | undefined;
  /** Sentences about what a stack of this project doesn't do by itself. */
  readonly notes: readonly string[];
  /** For code, or for a template that is too long to be sent. */
  readonly needsBucket: boolean;
  /** Of the stack, with the bucket for code; undefined: the one that the stack knows. */
  readonly parameters: (bucket: string | undefined) => readonly Parameter[];
}

/** The API's resource in the stack. */
export const REST_API = 'RestApi';
const CODE_BUCKET = 'CodeBucket';

/** Builds the functions and the template, and looks whether the site's files can be sent. @throws OffstageError */
export async function prepare({ project, api }: DeployInput): Promise<Prepared> {
  if (project.site !== undefined) await listSiteFiles(project.site);
  const packages = await packageFunctions(project);
  const template = deployTemplate(project, api);
  const tooMuch = beyondQuotas(template.template);
  if (tooMuch.length > 0) throw new OffstageError(explain('deploy-template-too-large', { reasons: tooMuch }));
  return { packages, template, text: templateText(template.template) };
}

/**
 * Reads what is there and finds a value for each parameter; changes nothing. Throws an OffstageError where it can't be
 * deployed as it is.
 */
export async function makePlan(aws: Aws, input: DeployInput, prepared: Prepared): Promise<Plan> {
  const { stackName, stage, canary, given } = input;
  const { packages, template, text } = prepared;
  const before = await readStack(aws, stackName);
  checkStackRests(before);
  checkStackIsOurs(before);
  const keys = packages.map(({ name, key }) => ({
    ParameterKey: template.codeKeys.get(name) ?? '',
    ParameterValue: key,
  }));
  const parameters = readParameters(template.template.Parameters ?? {}, {
    given,
    own: new Set([CODE_BUCKET, ...keys.map(({ ParameterKey }) => ParameterKey)]),
    project: new Map([
      ...(await readAccountRole(aws, template, isMade(before) ? before : undefined)),
      ...projectValues(input, template),
    ]),
    before: isMade(before) ? before.parameters : new Map(),
  });
  await checkStageOnAws(aws, {
    restApiId: before?.physicalIds.get(REST_API),
    stageName: stage.name,
    isCanary: canary !== undefined,
  });
  return {
    ...prepared,
    input,
    before,
    notes: [...template.notes, ...localValues(input, template)],
    needsBucket: packages.length > 0 || text.key !== undefined,
    parameters: (bucket) =>
      packages.length === 0
        ? parameters
        : [...parameters, { ParameterKey: CODE_BUCKET, ...parameterValue(bucket) }, ...keys],
  };
}

function parameterValue(value: string | undefined): Pick<Parameter, 'ParameterValue' | 'UsePreviousValue'> {
  return value === undefined ? { UsePreviousValue: true } : { ParameterValue: value };
}

/** What of the .env file is good on this machine alone; no value of it is shown. */
function localValues({ env, given }: DeployInput, { environment }: DeployTemplate): string[] {
  return [...environment].flatMap(([variable, parameter]) =>
    isLocal(env[variable] ?? '') && !Object.hasOwn(given, parameter)
      ? [
          `${variable} of the .env file is an address of this machine, which AWS can't reach: --parameter ${parameter}=….`,
        ]
      : [],
  );
}

/** Values that the project's files have: secrets, and the endpoint type where one is said. */
function projectValues({ project, api, env }: DeployInput, template: DeployTemplate): [string, string][] {
  const [endpointType] = api.endpointConfiguration?.types ?? [];
  const keys = new Map(project.access.apiKeys.map(({ name, value }) => [name, value]));
  const found: [string, string | undefined][] = [
    ...[...template.environment].map(([variable, parameter]): [string, string | undefined] => [
      parameter,
      env[variable],
    ]),
    ...[...template.apiKeys].map(([name, parameter]): [string, string | undefined] => [parameter, keys.get(name)]),
    ['EndpointType', endpointType],
  ];
  return found.flatMap(([parameter, value]) => (value === undefined ? [] : [[parameter, value]]));
}
