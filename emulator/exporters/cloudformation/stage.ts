import type { Stage } from '../../config/types.ts';
import { filled } from '../filled.ts';
import { accessLog } from './access-log.ts';
import { isLocal } from './environment.ts';
import { shortHash } from './logical-names.ts';
import { methodSettings } from './method-settings.ts';
import { joinParts, type TemplatePart } from './part.ts';
import { inOwnAccount, mapTexts, ref, sub } from './substitute.ts';

/**
 * A deployment of the API and the stage that serves it. CloudFormation never makes a deployment anew that is in the
 * stack: its logical id has a hash of the API, so that another content is another deployment.
 */
export function stagePart(stage: Stage, restApi: unknown): TemplatePart {
  const { name, description, variables, cacheCluster } = stage;
  const deployment = `Deployment${shortHash(JSON.stringify(restApi))}`;
  const { settings, notes } = methodSettings(stage);
  const log = accessLog(stage);
  const own = {
    resources: {
      [deployment]: { Type: 'AWS::ApiGateway::Deployment', Properties: { RestApiId: ref('RestApi') } },
      Stage: {
        Type: 'AWS::ApiGateway::Stage',
        ...log.attributes,
        Properties: {
          RestApiId: ref('RestApi'),
          StageName: name,
          DeploymentId: ref(deployment),
          ...filled({
            Description: description,
            Variables: mapTexts(variables, inOwnAccount),
            MethodSettings: settings,
          }),
          ...(cacheCluster && { CacheClusterEnabled: true, CacheClusterSize: cacheCluster.size }),
          ...log.stage,
        },
      },
    },
    outputs: {
      InvokeUrl: {
        Description: `Address of the stage ${name}`,
        Value: sub('https://${RestApi}.execute-api.${AWS::Region}.${AWS::URLSuffix}/${Stage}'),
      },
    },
    notes: [...notes, ...variableNotes(stage), ...canaryNotes(stage)],
  };
  return joinParts([log, own]);
}

/** Of the variables of a stage: what can't be reached from AWS. */
export function variableNotes({ variables }: Stage): string[] {
  const local = Object.entries(variables).filter(([, value]) => isLocal(value));
  return local.map(([name]) => `The stage variable ${name} is an address of this machine, which AWS can't reach.`);
}

/** A canary is a second deployment, which one document can't hold. */
function canaryNotes({ name, canarySettings }: Stage): string[] {
  return canarySettings === undefined
    ? []
    : [`The canary of the stage ${name} is left out: it serves another deployment, and a template has one.`];
}
