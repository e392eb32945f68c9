import type { EventMessage, InitMessage } from '../protocol.ts';

/** What every context has of its own; the one of a streaming handler has nothing more. */
export interface StreamingContext {
  callbackWaitsForEmptyEventLoop: boolean;
}

export interface CallbackContext extends StreamingContext {
  readonly succeed: (result?: unknown) => void;
  readonly fail: (error?: unknown) => void;
  readonly done: (error?: unknown, result?: unknown) => void;
}

/** Makes the context object of each event: the properties of the Node runtime's InvokeContext.js, in its order. */
export function createContextMaker(
  init: InitMessage,
): (event: EventMessage, own: CallbackContext | StreamingContext) => object {
  const fixed = {
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
  };
  return ({ requestId, traceId, qualifier, clientContext }, own) => {
    if (traceId) process.env._X_AMZN_TRACE_ID = traceId;
    else delete process.env._X_AMZN_TRACE_ID;
    const deadline = Date.now() + init.timeoutMs;
    return Object.assign(own, fixed, {
      clientContext: clientContext === undefined ? undefined : parseClientContext(clientContext),
      identity: undefined,
      invokedFunctionArn: qualifier ? `${init.functionArn}:${qualifier}` : init.functionArn,
      awsRequestId: requestId,
      tenantId: undefined,
      getRemainingTimeInMillis: () => (Atomics.load(init.debuggers, 0) > 0 ? init.timeoutMs : deadline - Date.now()),
    });
  };
}

function parseClientContext(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`Cannot parse ClientContext as json: ${error}`);
  }
}
