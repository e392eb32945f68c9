import { isTooLarge, ResponseSizeTooLarge } from './runtime-errors.ts';

/**
 * The JSON text of what a handler returned, as the runtime makes it: nothing is `null`, toJSON is honoured.
 * Throws what Lambda answers for a value that is no JSON (BigInt, a cycle) or too large.
 */
export function toResultText(result: unknown): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(result === undefined ? null : result);
  } catch {
    throw new Error('Unable to stringify response body');
  }
  if (text === undefined) throw new Error('Unable to stringify response body');
  if (isTooLarge(text)) throw new ResponseSizeTooLarge();
  return text;
}
