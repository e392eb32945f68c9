import type { SourceRef } from '../../errors/source-ref.ts';
import { suggest } from '../../errors/suggest.ts';
import { fillStageVariables } from '../../shared/stage-variables.ts';
import type { RestApi, Stage } from '../types.ts';
import type { ProjectCheck } from './project-check.ts';

/** A function that an integration or an authorizer names has to be there, in each stage whose variable is in its name. */
export function checkFunctionReference(name: string, api: RestApi, check: ReferenceCheck): void {
  if (!name.includes('${')) {
    checkFunctionName(name, undefined, check);
    return;
  }
  for (const stage of api.stages) {
    const unset = unsetVariable(name, stage);
    if (unset === undefined) checkFunctionName(fillStageVariables(name, stage.variables), stage, check);
    else check.report.error('config-stage-variable-unset', { name: unset, of: name, stage: stage.name }, check.at);
  }
}

function unsetVariable(text: string, { variables }: Stage): string | undefined {
  const names = [...text.matchAll(/\$\{stageVariables\.([^}]*)\}/g)].map(([, name = '']) => name);
  return names.find((name) => !Object.hasOwn(variables, name));
}

function checkFunctionName(
  name: string,
  stage: Stage | undefined,
  { functions, foundByName, report, at, wrote }: ReferenceCheck,
): void {
  if (functions.has(name) || wrote('functions', name)) return;
  const known = [...functions.keys()];
  const nearest = suggest(name, known);
  report.error(
    'config-unknown-function',
    { name, known, foundByName, ...(nearest !== undefined && { nearest }), ...(stage && { stage: stage.name }) },
    at,
  );
}

type ReferenceCheck = ProjectCheck & { readonly at: SourceRef };
