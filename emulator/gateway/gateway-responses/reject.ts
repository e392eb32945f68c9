import type { GatewayResponseType } from '../../config/types.ts';
import type { Explanation } from '../../errors/explanation.ts';

/**
 * Thrown by a box that refuses a request: the pipeline answers with the gateway response of this type. `clientMessage`
 * is what the client gets; the explanation is the developer's.
 */
export class GatewayReject extends Error {
  readonly type: GatewayResponseType;
  /** In AWS's words; null where AWS has none (`{"message":null}`). */
  readonly clientMessage: string | null;
  readonly explanation: Explanation;
  /** Instead of the type's default status (INTEGRATION_FAILURE answers 500, 502 or 504 by its cause). */
  readonly status: number | undefined;
  /** Instead of the type's own x-amzn-ErrorType. */
  readonly errorType: string | undefined;
  /** Of a failed body validation: `$context.error.validationErrorString`. */
  readonly validationError: string | undefined;
  /** True once the backend was called: such an answer carries X-Amzn-Trace-Id. */
  readonly afterCall: boolean;
  /** Of a call that the Lambda service itself refused: its status and Lambda's request id. */
  readonly lambda: LambdaRefusal | undefined;

  constructor(
    type: GatewayResponseType,
    clientMessage: string | null,
    explanation: Explanation,
    options: RejectOptions = {},
  ) {
    super(clientMessage ?? type);
    this.name = 'GatewayReject';
    this.type = type;
    this.clientMessage = clientMessage;
    this.explanation = explanation;
    this.status = options.status;
    this.errorType = options.errorType;
    this.validationError = options.validationError;
    this.afterCall = options.afterCall ?? false;
    this.lambda = options.lambda;
  }
}

interface RejectOptions {
  readonly status?: number;
  readonly errorType?: string;
  readonly validationError?: string;
  readonly afterCall?: boolean;
  readonly lambda?: LambdaRefusal;
}

interface LambdaRefusal {
  readonly status: number;
  readonly requestId: string;
}
