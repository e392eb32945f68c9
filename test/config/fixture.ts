import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type LoadResult, loadProject } from '../../emulator/config/load.ts';
import type { Problem } from '../../emulator/config/problem.ts';
import type { Method, RestApi } from '../../emulator/config/types.ts';

/** Writes a small project into a folder of its own, which goes when the test ends. Values that aren't texts become JSON. */
export function writeProject(files: Readonly<Record<string, unknown>>): string {
  const root = mkdtempSync(join(tmpdir(), 'offstage-config-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }
  return root;
}

/** Loads a configuration that stands alone: `hello` is a function that is there. */
export async function load(
  config: Readonly<Record<string, unknown>>,
  files: Record<string, unknown> = {},
): Promise<LoadResult> {
  const root = writeProject({
    'hello.js': 'exports.handler = async () => ({});',
    'routes.json': { stages: { v1: {} }, functions: { hello: { handler: 'hello.handler' } }, ...config },
    ...files,
  });
  return loadProject({ root });
}

/** The API of a configuration that has no error. */
export async function loadApi(config: Readonly<Record<string, unknown>>): Promise<RestApi> {
  const { project, problems } = await load(config);
  const [api] = project?.apis ?? [];
  if (!api) throw new Error(problems.map(({ explanation }) => explanation.what).join('\n'));
  return api;
}

/** A method of a configuration with this one resource. */
export async function loadMethod(path: string, name: Method['httpMethod'], resource: object): Promise<Method> {
  const api = await loadApi({ resources: { [path]: resource } });
  const method = api.resources.find((one) => one.path === path)?.methods.get(name);
  if (!method) throw new Error(`There is no ${name} ${path}.`);
  return method;
}

/** What was found about one method of `/pets/{id}` and the rest of its configuration. */
export async function problemsOf(method: object, rest: object = {}): Promise<readonly Problem[]> {
  return (await load({ resources: { '/pets/{id}': { GET: method } }, ...rest })).problems;
}

/** `error config-unknown-function` for each problem. */
export function codes(problems: readonly Problem[]): string[] {
  return problems.map(({ severity, explanation }) => `${severity} ${explanation.code}`);
}

/** The one problem that there is, as text: place, what, remedy. */
export function only(problems: readonly Problem[]): {
  code: string;
  place: string;
  what: string;
  remedy: string;
  detail: string;
} {
  const [problem] = problems;
  if (!problem || problems.length !== 1) throw new Error(`Expected one problem, found: ${codes(problems).join(', ')}.`);
  const { code, what, remedy, source, detail = '' } = problem.explanation;
  return { code, place: source ? `${source.line}:${source.column}` : '', what, remedy, detail };
}
