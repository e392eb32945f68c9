import { functionArn } from '../shared/aws-names.ts';
import type { FunctionRefusal } from '../shared/function-runtime.ts';
import type { ThrottleReason } from './concurrency.ts';

/** What the Lambda service answers when it does not run a function at all. */

export function refuseMissing(requestId: string, name: string, qualifier: string): FunctionRefusal {
  return refusal(requestId, 404, 'ResourceNotFoundException', `Function not found: ${functionArn(name)}:${qualifier}`);
}

export function refuseEvent(requestId: string, payload: string): FunctionRefusal {
  return refusal(
    requestId,
    400,
    'InvalidRequestContentException',
    `Could not parse request body into json: Could not parse payload into json: ${describeSyntax(payload)}`,
  );
}

/** `limit` in bytes. */
export function refuseLarge(requestId: string, limit: number): FunctionRefusal {
  return refusal(
    requestId,
    413,
    'RequestTooLargeException',
    `Request must be smaller than ${limit} bytes for the InvokeFunction operation`,
  );
}

/** The words of Lambda's throttle, as seen on AWS. */
export function refuseThrottled(requestId: string, reason: ThrottleReason): FunctionRefusal {
  return { ...refusal(requestId, 429, 'TooManyRequestsException', 'Rate Exceeded.'), reason };
}

/** The emulator is closing. */
export function refuseClosed(requestId: string): FunctionRefusal {
  return refusal(requestId, 500, 'ServiceException', 'Service Exception');
}

function refusal(requestId: string, status: number, errorType: string, message: string): FunctionRefusal {
  return { kind: 'refusal', requestId, status, errorType, message };
}

/** Words it as the JSON parser behind Lambda does, as far as the first character goes. */
function describeSyntax(payload: string): string {
  const start = payload.search(/\S/);
  const word = start < 0 ? undefined : /^[A-Za-z_$][\w$]*/.exec(payload.slice(start))?.[0];
  if (word && !['true', 'false', 'null'].includes(word)) {
    return `Unrecognized token '${word}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n${at(start + word.length + 1)}`;
  }
  const character = payload[start];
  if (start < 0 || character === undefined) return `No content to map due to end-of-input\n${at(0)}`;
  if ('{["-0123456789tfn'.includes(character)) return `Unexpected end-of-input or character\n${at(payload.length + 1)}`;
  return `Unexpected character ('${character}' (code ${character.charCodeAt(0)})): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n${at(start + 1)}`;

  function at(column: number): string {
    return ` at [Source: (byte[])"${payload.slice(0, 500)}"; line: 1, column: ${column}]`;
  }
}
