import type { GatewayResponseType } from '../../config/types.ts';
import type { Explanation } from '../../errors/explanation.ts';

/**
 * Thrown by a box that refuses a request: the pipeline answers with the gateway response of this type. `message` is
 * what the client gets, in AWS's words; the explanation is the developer's.
 */
export class GatewayReject extends Error {
  readonly type: GatewayResponseType;
  readonly explanation: Explanation;
  /** Instead of the type's default status (INTEGRATION_FAILURE answers 500, 502 or 504 by its cause). */
  readonly status: number | undefined;
  /** Of a failed body validation: `$context.error.validationErrorString`. */
  readonly validationError: string | undefined;
  /** True once the backend was called: such an answer carries X-Amzn-Trace-Id. */
  readonly afterCall: boolean;

  constructor(
    type: GatewayResponseType,
    message: string,
    explanation: Explanation,
    options: { status?: number; validationError?: string; afterCall?: boolean } = {},
  ) {
    super(message);
    this.name = 'GatewayReject';
    this.type = type;
    this.explanation = explanation;
    this.status = options.status;
    this.validationError = options.validationError;
    this.afterCall = options.afterCall ?? false;
  }
}
