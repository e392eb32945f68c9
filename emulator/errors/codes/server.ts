import type { CodeTable } from '../define.ts';

export interface ServerFacts {
  'server-missing-service': { readonly service: string; readonly variable: string };
  'server-port-in-use': { port: number; host: string; purpose: string; reason: string };
  'server-cannot-listen': { port: number; host: string; purpose: string; reason: string };
}

export const SERVER_CODES: CodeTable<ServerFacts> = {
  'server-missing-service': {
    fault: 'user',
    what: ({ service }) =>
      `A function called the AWS service ${service}, which has no endpoint here: the call was refused and did not leave this machine.`,
    remedy: ({ service, variable }) =>
      `Add "serviceEndpoints": { "${service}": "http://127.0.0.1:PORT" } with the address of a local ${service}, or set ${variable}; with --aws-credentials the call goes to AWS.`,
  },
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
