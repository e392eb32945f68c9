import type { Project, RestApi, Stage } from '../config/types.ts';
import { explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';
import { suggest } from '../errors/suggest.ts';

/** The API that `--api` names, or has the id of; without it the only one. @throws OffstageError */
export function chooseApi({ apis }: Project, named: string | undefined): RestApi {
  const names = apis.map(({ name }) => name);
  const [only, another] = apis;
  if (named === undefined) {
    if (only !== undefined && another === undefined) return only;
    throw new OffstageError(explain('cli-which-api', { apis: names }));
  }
  const found = apis.find(({ name, id }) => name === named || id === named);
  if (found !== undefined) return found;
  throw new OffstageError(explain('cli-unknown-api', { api: named, apis: names, nearest: suggest(named, names) }));
}

/** The stage that `--stage` names; without it the only one. @throws OffstageError */
export function chooseStage({ stages }: RestApi, named: string | undefined): Stage {
  const names = stages.map(({ name }) => name);
  const [only, another] = stages;
  if (named === undefined) {
    if (only !== undefined && another === undefined) return only;
    throw new OffstageError(explain('cli-which-stage', { stages: names }));
  }
  const found = stages.find(({ name }) => name === named);
  if (found !== undefined) return found;
  const facts = { stage: named, stages: names, nearest: suggest(named, names) };
  throw new OffstageError(explain('cli-unknown-stage', facts));
}
