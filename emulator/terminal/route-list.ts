import type { Integration, Method, Project, RestApi } from '../config/types.ts';
import type { Colors, Paint } from './colors.ts';
import { escapeLine } from './escape.ts';
import { maskText } from './mask.ts';

interface RouteRow {
  readonly method: string;
  readonly path: string;
  readonly type: string;
  readonly target: string;
  readonly functionName?: string;
}

/** More would push the addresses off the screen. */
const MOST_ROUTES = 40;

/**
 * The routes of a project, one line each: method, path, integration type, and the function or address that answers.
 * With several APIs each has its name above its routes.
 */
export function renderRouteList(project: Project, c: Colors, paintOf: (functionName: string) => Paint): string {
  const lists = project.apis.map((api) => ({ api, rows: routesOf(api) }));
  const all = lists.flatMap(({ rows }) => rows);
  const pathWidth = Math.max(0, ...all.map(({ path }) => path.length));
  const typeWidth = Math.max(0, ...all.map(({ type }) => type.length));
  return lists
    .flatMap(({ api, rows }) => {
      const shown = rows.slice(0, MOST_ROUTES).map((row) => renderRow(row, { pathWidth, typeWidth, c, paintOf }));
      const rest = rows.length - shown.length;
      return [
        ...(lists.length > 1 ? ['', `  ${c.bold(escapeLine(api.name))}`] : []),
        ...shown,
        ...(rest > 0 ? [c.dim(`  … and ${rest} more`)] : []),
        ...(rows.length === 0 ? [c.dim('  no methods yet')] : []),
      ];
    })
    .join('\n');
}

function renderRow(
  row: RouteRow,
  style: { pathWidth: number; typeWidth: number; c: Colors; paintOf: (functionName: string) => Paint },
): string {
  const { pathWidth, typeWidth, c, paintOf } = style;
  const path = row.path.padEnd(pathWidth);
  const start = `  ${row.method.padEnd(7)}  `;
  const type = row.type.padEnd(typeWidth);
  // A preflight is there for the browser, not for the reader.
  if (row.method === 'OPTIONS' && row.type === 'MOCK')
    return c.dim(`${start}${path}  ${type}  ${row.target}`.trimEnd());
  const target = row.functionName === undefined ? row.target : paintOf(row.functionName)(row.target);
  const coloured = path.replace(/\{[^}]*\}/g, (variable) => c.yellow(variable));
  return `${c.bold(start)}${coloured}  ${c.dim(type)}  ${target}`.trimEnd();
}

function routesOf(api: RestApi): RouteRow[] {
  return api.resources.flatMap((resource) =>
    [...resource.methods.values()].map((method) => ({
      method: method.httpMethod,
      path: escapeLine(resource.path),
      ...targetOf(method),
    })),
  );
}

function targetOf({ integration, httpMethod }: Method): Pick<RouteRow, 'type' | 'target' | 'functionName'> {
  if (integration === undefined) return { type: '-', target: 'no integration' };
  if (integration.type === 'MOCK') return { type: 'MOCK', target: httpMethod === 'OPTIONS' ? 'CORS preflight' : '' };
  const functionName = functionOf(integration);
  const target = escapeLine(functionName ?? maskText(integration.uri ?? ''));
  return { type: integration.type, target, functionName };
}

/** The function's name in a Lambda uri; a name that a stage variable completes is shown as it is written. */
function functionOf({ uri }: Integration): string | undefined {
  return /:lambda:path\/.*:function:([^/]+)\/invocations/.exec(uri ?? '')?.[1];
}
