import { functionArn } from '../shared/aws-names.ts';
import type { FunctionRefusal } from '../shared/function-runtime.ts';
import type { ThrottleReason } from './concurrency.ts';
import { describeJsonFault } from './json-fault.ts';

/** What the Lambda service answers when it does not run a function at all. */

export function refuseMissing(requestId: string, name: string, qualifier: string): FunctionRefusal {
  return refusal(requestId, 404, 'ResourceNotFoundException', `Function not found: ${functionArn(name)}:${qualifier}`);
}

export function refuseEvent(requestId: string, payload: string): FunctionRefusal {
  return refusal(
    requestId,
    400,
    'InvalidRequestContentException',
    `Could not parse request body into json: Could not parse payload into json: ${describeJsonFault(payload)}`,
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
