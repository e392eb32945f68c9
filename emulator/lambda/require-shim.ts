import { beforeFirstLine } from './first-line.ts';

const STAND_IN = 'var __require = ';

/**
 * CommonJS packages inside an ES module call a `require` that ES modules don't have. It is added only where the bundle
 * (`text`) holds esbuild's own stand-in for it (which then keeps the user's names away from `require`), in
 * front of its first line. `from` is a JavaScript expression: the place it looks from.
 */
export function withRequire(text: string, from: string): string {
  if (!text.includes(STAND_IN)) return text;
  const shim = `import{createRequire as __createRequire}from"node:module";const require=__createRequire(${from});`;
  return beforeFirstLine(text, shim);
}
