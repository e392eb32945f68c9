/** An object without a property of its own; asked without making a list of them. */
export function isEmpty(record: object): boolean {
  for (const name in record) if (Object.hasOwn(record, name)) return false;
  return true;
}
