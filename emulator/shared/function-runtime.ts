import type { Explanation } from '../errors/explanation.ts';

/**
 * The contract between those who call functions (the gateway, the Lambda API, the command line) and a runtime that
 * runs them. Worker threads are the one implementation; nothing here says so. Payloads are JSON text both ways, as
 * Lambda's contract is.
 */
export interface FunctionRuntime {
  invoke(call: FunctionCall): Promise<FunctionResult>;
}

export interface FunctionCall {
  /** The function's name in routes.json; not an ARN. */
  readonly functionName: string;
  /** `$LATEST` when none is given. */
  readonly qualifier?: string;
  /** The event as JSON text. An empty text is the event `{}`, as the Invoke API has it. */
  readonly payload: string;
  /** `RequestResponse` when none is given. `Event` answers at once, before the function has run. */
  readonly invocationType?: 'RequestResponse' | 'Event' | 'DryRun';
  /** `Root=1-…;Parent=…;Sampled=0`: becomes the function's _X_AMZN_TRACE_ID. */
  readonly traceId?: string;
  /** The decoded X-Amz-Client-Context: JSON text. */
  readonly clientContext?: string;
}

export type FunctionResult = FunctionAnswer | FunctionAccepted | FunctionRefusal;

/** The function ran to an end, well or not: on AWS an Invoke answer with status 200. */
export interface FunctionAnswer {
  readonly kind: 'answer';
  /** Lambda's own request id (context.awsRequestId). */
  readonly requestId: string;
  /** What the function returned, or the error object `{"errorType":…,"errorMessage":…,"trace":[…]}`. */
  readonly payload: string;
  /** The X-Amz-Function-Error header: set when the payload is an error object. */
  readonly functionError?: 'Unhandled';
  /** For the developer, when functionError is set: what happened and at which line of which file. */
  readonly explanation?: Explanation;
  /** Milliseconds in the handler. */
  readonly durationMs: number;
  /** Milliseconds of the init phase when this call started an environment. */
  readonly initDurationMs?: number;
}

/** An Event invocation was taken (202), or a DryRun would have been allowed (204). */
export interface FunctionAccepted {
  readonly kind: 'accepted';
  readonly requestId: string;
  readonly status: 202 | 204;
}

/** The Lambda service refused the call: unknown function (404), event that is no JSON (400), throttled (429). */
export interface FunctionRefusal {
  readonly kind: 'refusal';
  readonly requestId: string;
  readonly status: number;
  /** The x-amzn-ErrorType of the Lambda API, e.g. `ResourceNotFoundException`. */
  readonly errorType: string;
  readonly message: string;
  readonly explanation?: Explanation;
}
