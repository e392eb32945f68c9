/**
 * Puts statements in front of a bundle without moving a line, so that its source map still fits; behind what has to
 * come first, a hashbang and "use strict".
 */
export function beforeFirstLine(text: string, code: string): string {
  const [head = ''] = /^(?:#!.*\n)?(?:"use strict";\n)?/.exec(text) ?? [];
  return head + code + text.slice(head.length);
}
