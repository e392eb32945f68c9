/**
 * A value as GetExport writes JSON: two blanks a level, ` : ` behind a name, lists on the line where they begin, no
 * line break at the end (the default printer of Jackson, seen in public exports).
 */
export function toJsonText(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) {
    return value.length === 0 ? '[ ]' : `[ ${value.map((item) => toJsonText(item, indent)).join(', ')} ]`;
  }
  const inner = `${indent}  `;
  const members = Object.entries(value).map(
    ([name, member]) => `${inner}${JSON.stringify(name)} : ${toJsonText(member, inner)}`,
  );
  return members.length === 0 ? '{ }' : `{\n${members.join(',\n')}\n${indent}}`;
}
