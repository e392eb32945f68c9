import type { Explanation } from '../errors/explanation.ts';
import type { InvocationType } from './invocation-type.ts';

/**
 * The contract between those who call functions (the gateway, the Lambda API, the command line) and a runtime that
 * runs them. Worker threads are the one implementation; nothing here says so. Payloads are JSON text both ways, as
 * Lambda's contract is.
 */
export interface FunctionRuntime {
  /** A handler that streams its response is waited for until the response is complete. */
  invoke(call: FunctionCall): Promise<FunctionResult>;
  /**
   * Lambda's InvokeWithResponseStream: resolves with the response's first bytes, or when there are none to come. The
   * signal says that the caller has gone, which ends the invocation.
   */
  invokeStreaming(call: FunctionCall, signal: AbortSignal): Promise<StreamedResult>;
}

export interface FunctionCall {
  /** The function's name in routes.json; not an ARN. */
  readonly functionName: string;
  /** `$LATEST` when none is given. */
  readonly qualifier?: string;
  /** The event as JSON text. An empty text is the event `{}`, as the Invoke API has it. */
  readonly payload: string;
  /** `RequestResponse` when none is given. `Event` answers at once, before the function has run. */
  readonly invocationType?: InvocationType;
  /** `Root=1-…;Parent=…;Sampled=0`: becomes the function's _X_AMZN_TRACE_ID. */
  readonly traceId?: string;
  /** The decoded X-Amz-Client-Context: JSON text. */
  readonly clientContext?: string;
  /** `Tail`: the answer has the end of the invocation's log. */
  readonly logType?: 'None' | 'Tail';
}

export type FunctionResult = FunctionAnswer | FunctionAccepted | FunctionRefusal;

export type StreamedResult = FunctionStream | FunctionAccepted | FunctionRefusal;

/** A response that is read while the function runs. */
export interface FunctionStream {
  readonly kind: 'stream';
  readonly requestId: string;
  /** `application/octet-stream` when the handler set none; `application/json` of one that doesn't stream. */
  readonly contentType: string;
  /** For one reader, whose pace is the handler's. Ends when the response does, well or not. */
  readonly payload: AsyncIterable<Uint8Array>;
  /** How it ended; its payload is the error object of a failure, else of no interest. Never rejects. */
  readonly ended: Promise<FunctionAnswer>;
}

/** The function ran to an end, well or not: on AWS an Invoke answer with status 200. */
export interface FunctionAnswer {
  readonly kind: 'answer';
  /** Lambda's own request id (context.awsRequestId). */
  readonly requestId: string;
  /** What the function returned or streamed, or the error object `{"errorType":…,"errorMessage":…,"trace":[…]}`. */
  readonly payload: string;
  /** Of a handler that streams: what it wrote, which need be no JSON nor text. */
  readonly streamed?: { readonly bytes: Buffer; readonly contentType: string };
  /** The X-Amz-Function-Error header: set when the payload is an error object. */
  readonly functionError?: 'Unhandled';
  /** For the developer, when functionError is set: what happened and at which line of which file. */
  readonly explanation?: Explanation;
  /** The end of the invocation's log, at most 4 KB, where it was asked for. */
  readonly logTail?: string;
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
  /** Of a throttled call: which limit was reached, as the Lambda API says it. */
  readonly reason?: string;
  readonly explanation?: Explanation;
}
