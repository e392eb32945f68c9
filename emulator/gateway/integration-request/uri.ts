import { fillStageVariables } from '../../shared/stage-variables.ts';

/**
 * Fills an integration's uri: `{name}` from `integration.request.path.name` first, then `${stageVariables.name}`.
 * A `{name}` without a value stays, an undefined stage variable is empty (recorded: test_uri_interpolation,
 * test_import_with_stage_variables).
 */
export function renderUri(
  uri: string,
  path: ReadonlyMap<string, string>,
  stageVariables: Readonly<Record<string, string>>,
): string {
  const filled =
    path.size === 0
      ? uri
      : uri.replace(/(?<!\$)\{([^{}]+?)\+?\}/g, (placeholder, name: string) => path.get(name) ?? placeholder);
  return fillStageVariables(filled, stageVariables);
}
