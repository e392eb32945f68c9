import { fillStageVariables } from './stage-variables.ts';

/** A Cognito user pool, as a provider ARN names it. */
export interface UserPool {
  readonly region: string;
  /** `us-east-1_AbCdEfGhI` */
  readonly id: string;
  /** What stands in `iss` of its tokens; its keys are at `/.well-known/jwks.json` below it. */
  readonly issuer: string;
}

const ARN = /^arn:(aws[\w-]*):cognito-idp:([a-z0-9-]+):\d{12}:userpool\/([A-Za-z0-9_-]+)$/;

/**
 * The pools that an authorizer's `providerARNs` name on a stage: an ARN may hold `${stageVariables.NAME}`, and one that
 * is no user pool's even then trusts nobody.
 */
export function readUserPools(
  providerARNs: readonly string[] = [],
  stageVariables: Readonly<Record<string, string>>,
): UserPool[] {
  return providerARNs.flatMap((written) => {
    const [, partition, region, id] = ARN.exec(fillStageVariables(written, stageVariables)) ?? [];
    if (region === undefined || id === undefined) return [];
    const domain = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
    return [{ region, id, issuer: `https://cognito-idp.${region}.${domain}/${id}` }];
  });
}
