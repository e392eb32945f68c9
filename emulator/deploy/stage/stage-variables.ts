import type { Stage } from '../../config/types.ts';
import { inOwnAccount } from '../../exporters/cloudformation/substitute.ts';

/**
 * The stage variables of a stage as they are on AWS. ARNs of the account and region that Offstage writes are ARNs of
 * the stack's: `stackId` is its ARN.
 */
export function variablesOnAws({ variables }: Pick<Stage, 'variables'>, stackId: string): Record<string, string> {
  const [, partition = 'aws', , region = '', account = ''] = stackId.split(':');
  const here: Readonly<Record<string, string>> = { Partition: partition, Region: region, AccountId: account };
  const entries = Object.entries(variables).map(([name, value]) => {
    const written = inOwnAccount(value);
    if (typeof written === 'string') return [name, written];
    return [name, String(written['Fn::Sub']).replace(/\$\{AWS::(\w+)\}/g, (_, word: string) => here[word] ?? '')];
  });
  return Object.fromEntries(entries);
}
