import type { Colors } from '../../terminal/colors.ts';
import type { ResourceChange } from './change-set.ts';

/** Wider names push their own line out, and no other. */
const WIDEST = 48;

/** Width of a column of logical ids. */
export function idWidth(logicalIds: readonly string[]): number {
  return Math.min(WIDEST, Math.max(0, ...logicalIds.map((id) => id.length)));
}

/** `AWS::Lambda::Function` as people say it. */
export function shortType(type: string): string {
  return type.replace(/^AWS::/, '');
}

/** What would change in a stack, a line for each resource. */
export function renderChanges(changes: readonly ResourceChange[], c: Colors): string[] {
  const signs = { add: c.green('+'), change: c.yellow('~'), replace: c.yellow('±'), remove: c.red('-') };
  const width = idWidth(changes.map(({ logicalId }) => logicalId));
  return changes.map(({ action, logicalId, type }) => {
    const anew = action === 'replace' ? `  ${c.yellow('made anew')}` : '';
    return `  ${signs[action]} ${logicalId.padEnd(width)}  ${c.dim(shortType(type))}${anew}`;
  });
}
