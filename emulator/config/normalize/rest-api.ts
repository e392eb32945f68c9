import { stableId } from '../../shared/aws-names.ts';
import type { RestApi, Stage } from '../types.ts';
import type { WrittenProject } from '../written.ts';
import { readAccessLog } from './access-log.ts';
import { readAuthorizers } from './authorizers.ts';
import { readGatewayResponses } from './gateway-responses.ts';
import { readMethodSettings } from './method-settings.ts';
import { readModels } from './models.ts';
import { readResourcePolicy } from './policies.ts';
import { keySourceOf, type Reading } from './reading.ts';
import { readRequestValidators } from './request-validators.ts';
import { readResources } from './resources.ts';

/** The REST API that routes.json describes, with all that the console would have made beside it. */
export function readRestApi(written: WrittenProject, name: string, reading: Reading): RestApi {
  const { apiKeySource = 'HEADER', description, version, binaryMediaTypes = [], minimumCompressionSize } = written;
  const apiId = stableId(`api ${name}`, 10);
  const policy = readResourcePolicy(written, apiId, reading);
  const { validators, names } = readRequestValidators(written, reading);
  const api = {
    kind: 'rest' as const,
    id: apiId,
    name,
    ...(description !== undefined && { description }),
    ...(version !== undefined && { version }),
    apiKeySource,
    binaryMediaTypes,
    ...(minimumCompressionSize !== undefined && { minimumCompressionSize }),
    disableExecuteApiEndpoint: written.disableExecuteApiEndpoint ?? false,
    ...(policy && { policy }),
    resources: readResources(written, { apiId, validators: names }, reading),
    models: readModels(written, apiId, reading),
    requestValidators: validators,
    authorizers: readAuthorizers(written, reading),
    gatewayResponses: readGatewayResponses(written, reading),
    warnings: [],
    source: reading.start,
  };
  return { ...api, stages: readStages(written, stableId(reading.texts.join('\n'), 6), reading) };
}

/** The stages; each file that was read counts for their deployment's id, so that another content is another deployment. */
export function readStages({ stages = {}, site }: WrittenProject, deploymentId: string, reading: Reading): Stage[] {
  return Object.entries(stages).map(([name, { description, variables = {}, methodSettings, ...stage }]) => ({
    name,
    ...(description !== undefined && { description }),
    deploymentId,
    variables,
    ...(methodSettings !== undefined && { methodSettings: readMethodSettings(methodSettings, reading) }),
    ...(stage.cacheClusterEnabled && { cacheCluster: { size: stage.cacheClusterSize ?? '0.5' } }),
    ...(stage.accessLogSettings && { accessLogSettings: readAccessLog(stage.accessLogSettings, site, reading) }),
    source: keySourceOf(reading, stages, name),
  }));
}
