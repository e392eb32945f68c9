/**
 * Fills an integration's uri: `{name}` from `integration.request.path.name`, `${stageVariables.name}` from the stage.
 * A `{name}` without a value stays, an undefined stage variable is empty (recorded: test_uri_interpolation,
 * test_import_with_stage_variables). What was filled in is not looked through again: a client that sends
 * `${stageVariables.secret}` gets nothing for it.
 */
export function renderUri(
  uri: string,
  path: ReadonlyMap<string, string>,
  stageVariables: Readonly<Record<string, string>>,
): string {
  if (!uri.includes('{')) return uri;
  return uri.replace(PLACEHOLDER, (placeholder, variable: string | undefined, name: string | undefined) => {
    if (name !== undefined) return path.get(name) ?? placeholder;
    return variable !== undefined && Object.hasOwn(stageVariables, variable) ? (stageVariables[variable] ?? '') : '';
  });
}

const PLACEHOLDER = /\$\{stageVariables\.([^}]*)\}|(?<!\$)\{([^{}]+?)\+?\}/g;
