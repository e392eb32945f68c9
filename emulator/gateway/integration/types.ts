import type { FunctionAnswer } from '../../shared/function-runtime.ts';
import type { HeaderList } from '../../shared/header-list.ts';

/** What integration request made and integration sends. */
export type IntegrationRequest = LambdaRequest | HttpRequest | MockRequest;

export interface LambdaRequest {
  readonly kind: 'lambda';
  readonly functionName: string;
  readonly qualifier: string | undefined;
  readonly functionArn: string;
  /** The event as JSON text. */
  readonly payload: string;
  readonly invocationType: 'RequestResponse' | 'Event';
  readonly traceId: string;
  /** Mapped headers of the call itself; empty for a proxy integration. */
  readonly headers: HeaderList;
}

export interface HttpRequest {
  readonly kind: 'http';
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderList;
  readonly body: Buffer;
}

export interface MockRequest {
  readonly kind: 'mock';
  readonly statusCode: number;
}

/** What the backend answered. */
export interface IntegrationResult {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Buffer;
  /** Of a function that ran: the runtime's own answer, its payload is the body. */
  readonly lambda?: FunctionAnswer;
}
