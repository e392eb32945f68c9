import type { CodeTable } from '../define.ts';

export interface DebuggingFacts {
  'lambda-inline': Record<never, never>;
  'inspector-port-in-use': { readonly port: number };
}

export const DEBUGGING_CODES: CodeTable<DebuggingFacts> = {
  'lambda-inline': {
    fault: 'user',
    what: () =>
      'Functions run on the main thread (--inline): nothing ends an endless loop, "memorySize" is no limit, require() loads ES modules if this Node does, and no function is safe from what another does to the process.',
    remedy: () =>
      'Use it for debugging alone. With --inspect and without --inline breakpoints work as well, on threads that behave as on Lambda.',
  },
  'inspector-port-in-use': {
    fault: 'user',
    what: ({ port }) => `Port ${port} of 127.0.0.1, wanted for the inspector, is in use.`,
    remedy: () => 'End the program that has it (another one with --inspect?), or choose another port: --inspect=9230.',
  },
};
