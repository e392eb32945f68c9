/** JSON.stringify of a text. Most texts need no escapes, and seeing that is a third of the cost of the call. */
export function jsonText(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** Printable ASCII but `"` and `\`. */
const PLAIN = /^[ !#-[\]-~]*$/;
