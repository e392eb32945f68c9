import type { FunctionAnswer } from '../../shared/function-runtime.ts';
import type { HeaderList } from '../../shared/header-list.ts';
import type { InvocationType } from '../../shared/invocation-type.ts';
import type { AnswerStream } from '../answer-stream.ts';

/** What integration request made and integration sends. */
export type IntegrationRequest = LambdaRequest | HttpRequest | MockRequest;

export interface LambdaRequest {
  readonly kind: 'lambda';
  readonly functionName: string;
  readonly qualifier: string | undefined;
  readonly functionArn: string;
  /** The event as JSON text; empty is `{}`, as the Invoke API has it. */
  readonly payload: string;
  readonly invocationType: InvocationType;
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
  /** Of a streamed answer: what comes behind the body, which holds a function's metadata or nothing. */
  readonly stream?: AnswerStream;
}
