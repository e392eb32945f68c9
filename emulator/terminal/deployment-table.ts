import type { Stage } from '../config/types.ts';
import type { Colors } from './colors.ts';
import { escapeLine } from './escape.ts';

/** A deployment as the table shows it; `corrupt` says why it can't be used. */
type Row =
  | { readonly id: string; readonly createdDate: string; readonly description?: string }
  | { readonly id: string; readonly corrupt: string };

interface Served {
  readonly stage: Stage;
  /** It follows the files. */
  readonly isLive: boolean;
}

/** The deployments of a project, one a line, with the stages that serve them; below them the stages that are live. */
export function renderDeployments(rows: readonly Row[], stages: readonly Served[], c: Colors): string {
  const pinned = stages.filter(({ isLive }) => !isLive).map(({ stage }) => stage);
  const lines = rows.map((row) => {
    const uses = pinned.flatMap((stage) => usesOf(stage, row.id)).join(', ');
    if ('corrupt' in row) return `  ${c.red(row.id)}  can't be used: ${row.corrupt}${uses && `  ${uses}`}`;
    const { id, createdDate, description = '' } = row;
    const date = createdDate.slice(0, 19).replace('T', ' ');
    return `  ${c.bold(id)}  ${c.dim(date)}  ${uses === '' ? '' : `${c.green(uses)}  `}${escapeLine(description)}`.trimEnd();
  });
  const live = stages
    .filter(({ isLive }) => isLive)
    .map(({ stage }) => `  ${stage.name} is live: it follows the files.`);
  return [...(rows.length === 0 ? ['  No deployments yet.'] : lines), ...live].join('\n');
}

function usesOf({ name, deploymentId, canarySettings }: Stage, id: string): string[] {
  const canary = canarySettings?.deploymentId === id ? [`canary of ${name} (${canarySettings.percentTraffic} %)`] : [];
  return deploymentId === id ? [name, ...canary] : canary;
}
