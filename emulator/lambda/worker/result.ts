import { LARGEST_RESULT } from '../protocol.ts';
import { ResponseSizeTooLarge } from './runtime-errors.ts';

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
  // A UTF-16 unit takes three bytes at most: counting is for texts that could be too large.
  if (text.length * 3 > LARGEST_RESULT && Buffer.byteLength(text) > LARGEST_RESULT) {
    throw new ResponseSizeTooLarge(
      `Response payload size exceeded maximum allowed payload size (${LARGEST_RESULT} bytes).`,
    );
  }
  return text;
}
