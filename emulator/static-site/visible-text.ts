/** What a visitor sent, as a terminal may show it: control characters are percent-encoded. */
export function toVisible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, encodeURIComponent);
}
