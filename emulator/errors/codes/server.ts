import type { CodeTable } from '../define.ts';

export interface ServerFacts {
  'server-port-in-use': { port: number; host: string; purpose: string; reason: string };
  'server-cannot-listen': { port: number; host: string; purpose: string; reason: string };
}

export const SERVER_CODES: CodeTable<ServerFacts> = {
  'server-port-in-use': {
    fault: 'user',
    what: ({ port, host, purpose }) => `Port ${port} of ${host}, wanted for ${purpose}, is in use.`,
    remedy: () =>
      'End the program that has it, choose another port, or leave out --strict-port to take the next free one.',
  },
  'server-cannot-listen': {
    fault: 'user',
    what: ({ port, host, purpose, reason }) => `Can't listen on ${host}:${port} for ${purpose}: ${reason}.`,
    remedy: () => 'Choose a --host that is an address of this machine, and a port between 1024 and 65535.',
  },
};
