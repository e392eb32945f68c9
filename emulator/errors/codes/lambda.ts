import type { CodeTable } from '../define.ts';

interface InFunction {
  readonly functionName: string;
}

interface ErrorFacts extends InFunction {
  readonly errorType: string;
  readonly errorMessage: string;
}

export interface LambdaFacts {
  'lambda-unknown-function': { readonly functionName: string; readonly nearest?: string };
  'lambda-malformed-handler': InFunction & { readonly handler: string };
  'lambda-handler-not-found': InFunction & { readonly errorMessage: string; readonly exportPath: string };
  'lambda-callback-handler': InFunction;
  'lambda-streaming-misused': ErrorFacts;
  'lambda-streaming-not-async': InFunction;
  'lambda-stream-not-ended': InFunction & { readonly seconds: string };
  'lambda-stream-too-large': InFunction & { readonly limit: string };
  'lambda-client-left': InFunction;
  'lambda-init-failed': ErrorFacts;
  'lambda-handler-failed': ErrorFacts;
  'lambda-not-serialisable': InFunction;
  'lambda-response-too-large': InFunction;
  'lambda-never-settled': InFunction;
  'lambda-unhandled-rejection': InFunction & { readonly errorMessage: string };
  'lambda-uncaught-exception': ErrorFacts;
  'lambda-timeout': InFunction & { readonly seconds: string };
  'lambda-exit': InFunction & { readonly exitCode: string };
  'lambda-signal': InFunction & { readonly signal: string };
  'lambda-out-of-memory': InFunction & { readonly memorySize: number };
  'lambda-aws-credentials': { readonly from: string; readonly region: string };
  'lambda-no-aws-credentials': { readonly files: readonly string[] };
  'lambda-throttled': InFunction & { readonly reason: string; readonly limit: number };
  'lambda-event-retried': InFunction & {
    readonly requestId: string;
    readonly seconds: number;
    readonly attempt: number;
    readonly attempts: number;
  };
  'lambda-event-discarded': InFunction & { readonly requestId: string; readonly reason: string };
}

export const LAMBDA_CODES: CodeTable<LambdaFacts> = {
  'lambda-unknown-function': {
    fault: 'user',
    what: ({ functionName }) => `There is no function "${functionName}".`,
    remedy: ({ functionName, nearest }) =>
      nearest
        ? `Write "${nearest}", or add "${functionName}" to "functions".`
        : `Add "${functionName}" to "functions".`,
  },
  'lambda-malformed-handler': {
    fault: 'user',
    what: ({ functionName, handler }) =>
      `The handler "${handler}" of function "${functionName}" is no file and export.`,
    remedy: () => 'Write the file without its extension, a dot and the export, without "..": "functions/pets.handler".',
  },
  'lambda-handler-not-found': {
    fault: 'user',
    what: ({ functionName, errorMessage }) => `Function "${functionName}" has no handler: ${errorMessage}.`,
    remedy: ({ exportPath }) => `Export a function named "${exportPath}" from the file, or change "handler".`,
  },
  'lambda-callback-handler': {
    fault: 'user',
    what: ({ functionName }) => `The handler of "${functionName}" takes a callback, which nodejs24.x has no more.`,
    remedy: () => 'Make the handler async and return its answer.',
  },
  'lambda-streaming-misused': {
    fault: 'user',
    what: ({ functionName, errorMessage }) => `Function "${functionName}" can't stream its response: ${errorMessage}`,
    remedy: () =>
      'Give awslambda.streamifyResponse an async handler, and call setContentType or HttpResponseStream.from before the first write.',
  },
  'lambda-streaming-not-async': {
    fault: 'user',
    what: ({ functionName }) => `The streaming handler of "${functionName}" returned no promise.`,
    remedy: () => 'Make it async: awslambda.streamifyResponse(async (event, responseStream, context) => { … }).',
  },
  'lambda-stream-not-ended': {
    fault: 'user',
    what: ({ functionName, seconds }) =>
      `The handler of "${functionName}" returned without ending its response stream, so the invocation went on until its time-out of ${seconds} seconds.`,
    remedy: () => 'Call responseStream.end() when everything is written, or write with pipeline(), which ends it.',
  },
  'lambda-stream-too-large': {
    fault: 'user',
    what: ({ functionName, limit }) =>
      `Function "${functionName}" streamed more than the ${limit} that Lambda allows here; the response was cut off.`,
    remedy: () =>
      'Stream less, or an address from which the rest can be fetched. A caller that waits for the whole answer gets 6 MB at most, one that reads a stream 200 MB.',
  },
  'lambda-client-left': {
    fault: 'user',
    what: ({ functionName }) =>
      `The client left before the streamed response of function "${functionName}" was complete, so its invocation was ended, with its environment.`,
    remedy: () =>
      'Nothing has to be done. On AWS the function runs on to its end, or to its time-out, and that is billed: keep its timeout short.',
  },
  'lambda-init-failed': {
    fault: 'user',
    what: ({ functionName, errorType, errorMessage }) =>
      `Function "${functionName}" could not be loaded: its module threw ${errorType}: ${errorMessage}`,
    remedy: () => 'Mend what the module does outside of its handler: it runs once when an environment starts.',
  },
  'lambda-handler-failed': {
    fault: 'user',
    what: ({ functionName, errorType, errorMessage }) =>
      `Function "${functionName}" threw ${errorType}: ${errorMessage}`,
    remedy: () => 'Mend the line, or catch the error in the handler and return an answer for it.',
  },
  'lambda-not-serialisable': {
    fault: 'user',
    what: ({ functionName }) =>
      `Function "${functionName}" returned a value that is no JSON: it holds a BigInt, refers to itself, or is a function.`,
    remedy: () => 'Return plain objects, lists, strings, numbers, booleans and null.',
  },
  'lambda-response-too-large': {
    fault: 'user',
    what: ({ functionName }) => `Function "${functionName}" returned more than the 6 MB that Lambda allows.`,
    remedy: () => 'Return less, in pages for example, or an address from which the rest can be fetched.',
  },
  'lambda-never-settled': {
    fault: 'user',
    what: ({ functionName }) =>
      `The handler of "${functionName}" is async, but its promise never settled and nothing was left to wait for.`,
    remedy: () => 'Look for an await on a promise whose resolve or reject is never called.',
  },
  'lambda-unhandled-rejection': {
    fault: 'user',
    what: ({ functionName, errorMessage }) =>
      `In function "${functionName}" a promise was rejected and nobody handled it: ${errorMessage}. Its environment was ended.`,
    remedy: () => 'Await the promise inside the handler, or add a catch to it.',
  },
  'lambda-uncaught-exception': {
    fault: 'user',
    what: ({ functionName, errorType, errorMessage }) =>
      `In function "${functionName}" ${errorType}: ${errorMessage} was thrown outside of the handler's own call. Its environment was ended.`,
    remedy: () => 'Catch errors in timers and event listeners, or use promises that the handler awaits.',
  },
  'lambda-timeout': {
    fault: 'user',
    what: ({ functionName, seconds }) =>
      `Function "${functionName}" was ended after ${seconds} seconds, its time-out. Its next call starts a new environment.`,
    remedy: () =>
      'Look for a loop that doesn\'t end or a wait that takes too long, or raise "timeout" of the function.',
  },
  'lambda-exit': {
    fault: 'user',
    what: ({ functionName, exitCode }) => `Function "${functionName}" ended its process with code ${exitCode}.`,
    remedy: () => 'Return an answer or throw an error instead of calling process.exit().',
  },
  'lambda-signal': {
    fault: 'user',
    what: ({ functionName, signal }) => `Function "${functionName}" ended its own process (signal: ${signal}).`,
    remedy: () => 'Return an answer or throw an error instead of ending the process.',
  },
  'lambda-out-of-memory': {
    fault: 'user',
    what: ({ functionName, memorySize }) =>
      `Function "${functionName}" used up its ${memorySize} MB of memory and was ended.`,
    remedy: () => 'Look for data that grows without end, or raise "memorySize" of the function.',
  },
  'lambda-aws-credentials': {
    fault: 'user',
    what: ({ from, region }) =>
      `Functions run with your own AWS credentials, those of ${from}, in ${region}: what they change on AWS is changed.`,
    remedy: () => 'Leave out --aws-credentials (awsCredentials) when they need nothing of AWS.',
  },
  'lambda-no-aws-credentials': {
    fault: 'user',
    what: ({ files }) =>
      `Functions were to have your own AWS credentials, and none were found: neither in variables (AWS_ACCESS_KEY_ID, AWS_PROFILE) nor in ${files.join(' or ')}.`,
    remedy: () => 'Run: aws configure (or aws sso login), or leave out --aws-credentials (awsCredentials).',
  },
  'lambda-throttled': {
    fault: 'user',
    what: ({ functionName, reason, limit }) =>
      reason === 'ReservedFunctionConcurrentInvocationLimitExceeded'
        ? `Lambda throttled function "${functionName}": its reserved concurrency is ${limit}, and ${limit === 0 ? 'that means never' : 'so many invocations are under way'}.`
        : `Lambda throttled function "${functionName}": the ${limit} invocations that "accountConcurrency" leaves for functions without a reservation are under way.`,
    remedy: ({ reason }) =>
      reason === 'ReservedFunctionConcurrentInvocationLimitExceeded'
        ? 'Raise "reservedConcurrency" of the function, or let its callers try again later.'
        : 'Raise "accountConcurrency", lower reservations, or let callers try again later.',
  },
  'lambda-event-retried': {
    fault: 'user',
    what: ({ functionName, requestId, seconds, attempt, attempts }) =>
      `The event ${requestId} of function "${functionName}" is tried again in ${seconds} s: attempt ${attempt} of ${attempts}.`,
    remedy: () =>
      'A function has to bear the same event twice, because Lambda tries again what may have half happened. On AWS the waits are one and two minutes.',
  },
  'lambda-event-discarded': {
    fault: 'user',
    what: ({ functionName, requestId, reason }) =>
      `The event ${requestId} of function "${functionName}" was discarded: ${reason}.`,
    remedy: () =>
      'On AWS a dead-letter queue or an on-failure destination would get it; here it is gone. Send it again.',
  },
};

/** `@scope/name/path` → `@scope/name` */
