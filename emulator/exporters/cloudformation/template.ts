import type { Project, RestApi, Stage } from '../../config/types.ts';
import { filled } from '../filled.ts';
import { accessPart } from './access.ts';
import { readCredentials } from './credentials.ts';
import { customDomainsPart } from './custom-domains.ts';
import { functionParts } from './functions.ts';
import { invocationsOf } from './invocations.ts';
import { leftOut } from './left-out.ts';
import { logicalNames } from './logical-names.ts';
import { type JsonObject, joinParts, type TemplatePart } from './part.ts';
import { permissionParts } from './permissions.ts';
import { restApiPart } from './rest-api.ts';
import { sitePart } from './site.ts';
import { stagePart } from './stage.ts';
import { readUserPools } from './user-pools.ts';

export type Template = {
  readonly AWSTemplateFormatVersion: string;
  readonly Description: string;
  readonly Parameters?: JsonObject;
  readonly Conditions?: JsonObject;
  readonly Resources: JsonObject;
  readonly Outputs: JsonObject;
};

export interface CloudFormationTemplate {
  readonly template: Template;
  /** Sentences for the developer: what the template can't say, and what has to be given or done beside it. */
  readonly notes: readonly string[];
}

/**
 * One API of a project, its functions, keys and site as a CloudFormation template; with a stage, also a deployment and
 * that stage: a pinned one with the API that it was deployed with, as it answers here. The same project gives the same text. No secret is in it: what the
 * .env file says, and the values of API keys, are parameters.
 */
export function cloudFormationTemplate(project: Project, ofFiles: RestApi, stage?: Stage): CloudFormationTemplate {
  const snapshot = stage === undefined ? undefined : project.snapshots?.get(stage.deploymentId);
  const api = snapshot ?? ofFiles;
  const functionIds = logicalNames(project.functions.keys());
  const invocations = invocationsOf(api, stage === undefined ? ofFiles.stages : [stage]);
  const credentials = readCredentials(api, invocations, functionIds);
  const userPools = readUserPools(api);
  const restApi = restApiPart(api, { functionIds, roles: credentials.roles, pools: userPools.pools });
  const parts = joinParts([
    userPools,
    restApi,
    functionParts(project.functions, functionIds),
    credentials,
    permissionParts(invocations, functionIds),
    ...(stage === undefined ? [] : [stagePart(stage, restApi.resources)]),
    accessPart(project.access, stage),
    sitePart(project.site),
    customDomainsPart(project, stage),
  ]);
  const template = templateOf(`${api.name}, exported by Offstage`, parts);
  return { template, notes: [...parts.notes, ...leftOut({ project, api: ofFiles, stage, template })] };
}

/** The parts of an API's stack as one document. */
export function templateOf(description: string, parts: Required<TemplatePart>): Template {
  const { parameters, conditions, resources, outputs } = parts;
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: description,
    ...filled({ Parameters: parameters, Conditions: conditions }),
    Resources: resources,
    Outputs: outputs,
  };
}
