import { expect } from 'vitest';
import type { Project, RestApi } from '../../../emulator/config/types.ts';
import { cloudFormationTemplate } from '../../../emulator/exporters/cloudformation/template.ts';
import { readProject } from '../../../emulator/read-project.ts';
import { projectFolder } from '../../helpers/emulator.ts';

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

export interface Exported {
  readonly resources: Readonly<Record<string, Resource>>;
  readonly parameters: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly notes: readonly string[];
  readonly text: string;
}

interface Routes {
  readonly functions?: Readonly<Record<string, object>>;
  readonly [field: string]: unknown;
}

const mock = { integration: { type: 'MOCK', requestTemplates: { 'application/json': '{"statusCode": 200}' } } };

/** The least that has a method. */
export const small: Routes & { readonly resources: { readonly '/pets': object } } = {
  name: 'small',
  stages: { v1: {} },
  resources: { '/pets': { GET: mock } },
};

/** A project of a routes.json; the file of a function is `functions/NAME.js`. */
export async function projectOf(routes: Routes, env: Readonly<Record<string, string>> = {}): Promise<Project> {
  const names = Object.keys(routes.functions ?? {});
  const functions = names.map((name) => [name, { handler: `functions/${name}.handler`, ...routes.functions?.[name] }]);
  const root = await projectFolder({
    'routes.json': { ...routes, functions: Object.fromEntries(functions) },
    'site/index.html': '<p>',
    ...Object.fromEntries(names.map((name) => [`functions/${name}.js`, 'exports.handler = async () => ({});'])),
  });
  const { project, problems } = await readProject({ root, env });
  if (project === undefined) throw new Error(problems.map(({ explanation }) => explanation.what).join('\n'));
  return project;
}

/** What the template of a routes.json has in it, with a stage or without one. */
export async function exported(
  routes: Routes,
  { stage, env }: { readonly stage?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Exported> {
  return exportedOf(await projectOf(routes, env), stage);
}

export function exportedOf(project: Project, stageName?: string): Exported {
  const [api] = project.apis;
  if (api === undefined) throw new Error('The project has no API.');
  const { template, notes } = cloudFormationTemplate(project, api, stageOf(api, stageName));
  const { Resources, Parameters = {} } = template as {
    Resources: Exported['resources'];
    Parameters?: Exported['parameters'];
  };
  expectWhole(template);
  return { resources: Resources, parameters: Parameters, notes, text: JSON.stringify(template) };
}

function stageOf(api: RestApi, name: string | undefined): RestApi['stages'][number] | undefined {
  const stage = api.stages.find((one) => one.name === name);
  if (name !== undefined && stage === undefined) throw new Error(`The API has no stage ${name}.`);
  return stage;
}

/**
 * Every reference leads to something in the template, and none of them back to where it is from; names are ones that
 * CloudFormation takes, and nothing is null.
 */
export function expectWhole(template: Readonly<Record<string, unknown>>): void {
  const section = (name: string): string[] => Object.keys(template[name] ?? {});
  const ids = [...section('Parameters'), ...section('Resources')];
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^[A-Za-z0-9]{1,255}$/.test(id))).toEqual([]);
  const text = JSON.stringify(template);
  expect(text).not.toMatch(/:null[,}]|[[,]null[,\]]/);
  const referenced = referencesIn(text);
  expect(referenced.filter((id) => !id.startsWith('AWS::') && !ids.includes(id))).toEqual([]);
  const conditions = [...text.matchAll(/"(?:Condition":"|Fn::If":\[")([^"]+)"/g)].map(([, id = '']) => id);
  expect(conditions.filter((id) => !section('Conditions').includes(id))).toEqual([]);
  expect(inCircles(template)).toEqual([]);
}

function referencesIn(text: string): string[] {
  return [
    ...[...text.matchAll(/\{"Ref":"([^"]+)"\}/g)].map(([, id = '']) => id),
    ...[...text.matchAll(/\{"Fn::GetAtt":\["([^"]+)"/g)].map(([, id = '']) => id),
    ...[...text.matchAll(/"DependsOn":"([^"]+)"/g)].map(([, id = '']) => id),
    ...[...text.matchAll(/\{"Fn::Sub":("(?:[^"\\]|\\.)*")\}/g)].flatMap(([, sub = '""']) =>
      [...JSON.parse(sub).matchAll(/\$\{([^!}.]+)[^}]*\}/g)].map(([, id = '']) => id),
    ),
  ];
}

/** The resources that need themselves, or one another: CloudFormation makes none before those that it needs. */
function inCircles({ Resources }: Readonly<Record<string, unknown>>): string[] {
  const left = new Map(Object.entries(Resources ?? {}).map(([id, one]) => [id, referencesIn(JSON.stringify(one))]));
  for (;;) {
    const ready = [...left].filter(([, needs]) => !needs.some((id) => left.has(id)));
    if (ready.length === 0) return [...left.keys()];
    for (const [id] of ready) left.delete(id);
  }
}

/** The resources of a type, by their logical ids. */
export function ofType({ resources }: Exported, type: string): Readonly<Record<string, Resource['Properties']>> {
  const found = Object.entries(resources).filter(([, resource]) => resource.Type === type);
  return Object.fromEntries(found.map(([id, { Properties }]) => [id, Properties]));
}
