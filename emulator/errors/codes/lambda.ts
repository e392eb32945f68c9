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
  'lambda-missing-module': InFunction & {
    readonly handler: string;
    readonly modulePath: string;
    readonly nearest?: string;
  };
  'lambda-unresolved-import': InFunction & { readonly name: string };
  'lambda-sdk-not-installed': InFunction & { readonly name: string };
  'lambda-syntax': InFunction & { readonly message: string };
  'lambda-module-syntax': InFunction & { readonly file: string; readonly runtime: string };
  'lambda-handler-not-found': InFunction & { readonly errorMessage: string; readonly exportPath: string };
  'lambda-callback-handler': InFunction;
  'lambda-streaming-handler': InFunction;
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
  'lambda-missing-module': {
    fault: 'user',
    what: ({ functionName, handler, modulePath }) =>
      `The handler "${handler}" of function "${functionName}" names a file that isn't there: ${modulePath}.ts (or .js, .mjs, .cjs, .mts, .cts).`,
    remedy: ({ nearest }) =>
      nearest ? `Write "${nearest}", or create the file.` : 'Create the file, or change "handler" to one that exists.',
  },
  'lambda-unresolved-import': {
    fault: 'user',
    what: ({ functionName, name }) => `Function "${functionName}" imports "${name}", which can't be found.`,
    remedy: ({ name }) =>
      name.startsWith('.')
        ? `Create that file, or correct the path "${name}".`
        : `Run: npm install ${packageName(name)}`,
  },
  'lambda-sdk-not-installed': {
    fault: 'user',
    what: ({ functionName, name }) =>
      `Function "${functionName}" imports "${name}". On AWS it is part of the Node.js runtime; here it isn't installed.`,
    remedy: ({ name }) => `Run: npm install --save-dev ${packageName(name)}`,
  },
  'lambda-syntax': {
    fault: 'user',
    what: ({ functionName, message }) => `The code of function "${functionName}" can't be read: ${message}.`,
    remedy: () => 'Mend the line and save: the next request runs the new code.',
  },
  'lambda-module-syntax': {
    fault: 'user',
    what: ({ file, runtime }) =>
      `${file} is written as an ES module, but Lambda's ${runtime} loads it as CommonJS and would refuse it.`,
    remedy: () => 'Rename it to .mjs, or put "type": "module" into the package.json above it.',
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
  'lambda-streaming-handler': {
    fault: 'user',
    what: ({ functionName }) => `The handler of "${functionName}" streams its response, which is not emulated.`,
    remedy: () => 'Export an async handler that returns its answer, without awslambda.streamifyResponse.',
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
};

/** `@scope/name/path` → `@scope/name` */
function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
