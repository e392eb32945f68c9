import type { Project, RestApi } from '../../config/types.ts';
import { accessPart, keyValueParameter, usagePlanResource } from './access.ts';
import { accessLogs } from './access-log.ts';
import { readCredentials } from './credentials.ts';
import { customDomainsPart } from './custom-domains.ts';
import { environmentParameters } from './environment.ts';
import { codeKeyParameter, functionParts } from './functions.ts';
import { invocationsOf } from './invocations.ts';
import { leftOutOfDeploy } from './left-out.ts';
import { logicalNames } from './logical-names.ts';
import { joinParts } from './part.ts';
import { permissionParts } from './permissions.ts';
import { restApiPart } from './rest-api.ts';
import { sitePart } from './site.ts';
import { sub } from './substitute.ts';
import { type CloudFormationTemplate, templateOf } from './template.ts';
import { readUserPools } from './user-pools.ts';

/** The template of a stack whose stages are made beside it, and where in the stack a deploy finds what it needs. */
export interface DeployTemplate extends CloudFormationTemplate {
  /** Function → the parameter for the key of its zip file. */
  readonly codeKeys: ReadonlyMap<string, string>;
  /** Variable of the .env file → the parameter for its value, a secret. */
  readonly environment: ReadonlyMap<string, string>;
  /** Name of an API key → the parameter for its value, a secret. */
  readonly apiKeys: ReadonlyMap<string, string>;
  /** Usage plan → its resource. */
  readonly usagePlans: ReadonlyMap<string, string>;
  /** Stage with an access log → the output with the ARN of its log group. */
  readonly accessLogs: ReadonlyMap<string, string>;
}

/**
 * An API of the files with all that belongs to it but deployments and stages, which are events and no resources: the
 * same stack whichever stage is deployed next, with the log groups of them all. The output `ApiUrl` is what invoke URLs
 * begin with.
 */
export function deployTemplate(project: Project, api: RestApi): DeployTemplate {
  const { functions, access, site } = project;
  const functionIds = logicalNames(functions.keys());
  const invocations = invocationsOf(api, api.stages);
  const credentials = readCredentials(api, invocations, functionIds);
  const { notes: _given, ...userPools } = readUserPools(api);
  const { notes: _opened, ...keysAndPlans } = accessPart(access, undefined);
  const { notes: _uploaded, ...siteBucket } = sitePart(site);
  const logs = accessLogs(api.stages);
  const parts = joinParts([
    userPools,
    restApiPart(api, { functionIds, roles: credentials.roles, pools: userPools.pools }),
    { outputs: { ApiUrl: { Description: 'What the addresses of stages begin with', Value: sub(API_URL) } } },
    functionParts(functions, functionIds),
    credentials,
    permissionParts(invocations, functionIds),
    logs,
    keysAndPlans,
    siteBucket,
    customDomainsPart(project, undefined),
  ]);
  const template = templateOf(`${api.name}, deployed by Offstage`, parts);
  const keyIds = logicalNames(access.apiKeys.map(({ name }) => name));
  const planIds = logicalNames(access.usagePlans.map(({ name }) => name));
  return {
    template,
    notes: [...parts.notes, ...leftOutOfDeploy(project, template)],
    codeKeys: mapValues(functionIds, codeKeyParameter),
    environment: environmentParameters([...functions.values()]),
    apiKeys: mapValues(keyIds, keyValueParameter),
    usagePlans: mapValues(planIds, usagePlanResource),
    accessLogs: logs.outputOf,
  };
}

const API_URL = 'https://${RestApi}.execute-api.${AWS::Region}.${AWS::URLSuffix}';

function mapValues(map: ReadonlyMap<string, string>, to: (value: string) => string): ReadonlyMap<string, string> {
  return new Map([...map].map(([key, value]) => [key, to(value)]));
}
