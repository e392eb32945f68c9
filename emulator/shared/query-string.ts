/**
 * The parameters of a query string in order, decoded as a form is: `+` is a blank, escapes are UTF-8. A semicolon
 * separates as `&` does (Developer Guide, known issues of REST APIs). An escape that is none stays as it is.
 */
export function parseQuery(query: string): [name: string, value: string][] {
  if (query === '') return [];
  const parameters: [string, string][] = [];
  for (const piece of query.split(/[&;]/)) {
    if (piece === '') continue;
    const equals = piece.indexOf('=');
    parameters.push(
      equals === -1
        ? [decodeForm(piece), '']
        : [decodeForm(piece.slice(0, equals)), decodeForm(piece.slice(equals + 1))],
    );
  }
  return parameters;
}

function decodeForm(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return decodeLeniently(spaced);
  }
}

/** Decodes the runs of escapes that are UTF-8 and leaves the others. */
function decodeLeniently(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}
