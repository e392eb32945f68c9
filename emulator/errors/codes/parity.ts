import type { CodeTable } from '../define.ts';
import { list, quote } from './wording.ts';

export interface ParityFacts {
  'parity-bad-url': { readonly url: string; readonly reason: string };
  'parity-unreachable': { readonly url: string; readonly reason: string };
  'parity-which-requests': { readonly file: string };
  'parity-two-sources': Record<never, never>;
  'parity-suite-fails': { readonly command: string };
  'parity-no-requests': Record<never, never>;
  'parity-bad-request': { readonly reason: string };
  'parity-unknown-field': { readonly field: string; readonly fields: readonly string[]; readonly nearest?: string };
  'parity-unknown-variable': { readonly name: string };
  'parity-bad-ignore': { readonly given: string; readonly reason: string };
  'parity-record-and-recorded': Record<never, never>;
  'parity-no-recording': { readonly stage: string; readonly file: string };
  'parity-recording-corrupt': { readonly file: string; readonly reason: string };
  'parity-recording-unwritable': { readonly file: string; readonly reason: string };
}

export const PARITY_CODES: CodeTable<ParityFacts> = {
  'parity-bad-url': {
    fault: 'user',
    what: ({ url, reason }) => `${url} is not the address of a stage: ${reason}.`,
    remedy: () => "Write the stage's invoke URL: https://ID.execute-api.REGION.amazonaws.com/STAGE.",
  },
  'parity-unreachable': {
    fault: 'user',
    what: ({ url, reason }) => `The stage at ${url} can't be reached: ${reason}.`,
    remedy: () => 'Check the address and the network. With --recorded the comparison runs on what was recorded before.',
  },
  'parity-which-requests': {
    fault: 'user',
    what: ({ file }) => `Nothing says which requests to compare: there is no ${file}, and no --suite was given.`,
    remedy: () =>
      'Give the command of tests that ask the address in OFFSTAGE_TARGET, --suite "npx vitest run test/api", or write a parity.json: ["GET /pets"].',
  },
  'parity-two-sources': {
    fault: 'user',
    what: () => '--suite and --requests both say which requests to compare.',
    remedy: () => 'Give one of them.',
  },
  'parity-suite-fails': {
    fault: 'user',
    what: ({ command }) => `The suite fails on the emulator already: ${command}.`,
    remedy: () => 'Make it pass here first; what it said stands above. Nothing was asked of the stage.',
  },
  'parity-no-requests': {
    fault: 'user',
    what: () => 'There is no request to compare.',
    remedy: () =>
      'Let the tests ask the address in the variable OFFSTAGE_TARGET: request(process.env.OFFSTAGE_TARGET).get("/pets").',
  },
  'parity-bad-request': {
    fault: 'user',
    what: ({ reason }) => `This is no list of requests: ${reason}.`,
    remedy: () =>
      'Write a list of "GET /pets" and { "method": "POST", "path": "/pets", "headers": { "x-api-key": "${KEY}" }, "body": { "name": "Joey" } }.',
  },
  'parity-unknown-field': {
    fault: 'user',
    what: ({ field, nearest }) =>
      `A request has no field ${quote(field)}.${nearest === undefined ? '' : ` Did you mean ${quote(nearest)}?`}`,
    remedy: ({ fields }) => `It has ${list(fields)}.`,
  },
  'parity-unknown-variable': {
    fault: 'user',
    what: ({ name }) => `The .env file has no variable ${name}.`,
    remedy: ({ name }) => `Add ${name}=… to the .env file beside routes.json.`,
  },
  'parity-bad-ignore': {
    fault: 'user',
    what: ({ given, reason }) => `--ignore ${given}: ${reason}.`,
    remedy: () => "Write --ignore header:NAME, or --ignore 'body:REGULAR EXPRESSION'.",
  },
  'parity-record-and-recorded': {
    fault: 'user',
    what: () => '--record asks the stage, and --recorded does without it.',
    remedy: () => 'Give one of them.',
  },
  'parity-no-recording': {
    fault: 'user',
    what: ({ stage, file }) => `Nothing is recorded of ${stage}: there is no ${file}.`,
    remedy: () => 'Run the comparison once with --record, while the stage can be reached.',
  },
  'parity-recording-corrupt': {
    fault: 'user',
    what: ({ file, reason }) => `The recording ${file} can't be used: ${reason}.`,
    remedy: () => 'Record again with --record: the file is then replaced as a whole.',
  },
  'parity-recording-unwritable': {
    fault: 'user',
    what: ({ file, reason }) => `The recording can't be kept in ${file}: ${reason}.`,
    remedy: () => 'Make the folder one that you may write to; the comparison itself is done.',
  },
};
