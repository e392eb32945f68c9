/** The essence of a Content-Type or of the first entry of an Accept header: `text/html; charset=utf-8` → `text/html`. */
export function mediaTypeOf(value: string): string {
  const comma = value.indexOf(',');
  const first = comma === -1 ? value : value.slice(0, comma);
  const semicolon = first.indexOf(';');
  return (semicolon === -1 ? first : first.slice(0, semicolon)).trim().toLowerCase();
}
