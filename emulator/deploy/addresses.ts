import type { Aws } from './aws.ts';
import { REST_API } from './plan.ts';
import type { StackState } from './stack/read-stack.ts';

/** The invoke URL of a stage. What stands in the place of AWS has no host name for each API. */
export function stageAddress({ endpointUrl }: Pick<Aws, 'endpointUrl'>, stack: StackState, stageName: string): string {
  if (endpointUrl === undefined) return `${stack.outputs.get('ApiUrl')}/${stageName}`;
  return `${endpointUrl}/_aws/execute-api/${stack.physicalIds.get(REST_API)}/${stageName}`;
}
