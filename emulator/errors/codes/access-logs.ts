import type { CodeTable } from '../define.ts';
import { quote } from './wording.ts';

/** What can be wrong with a stage's access log. */
export interface AccessLogFacts {
  'config-access-log-lines': { readonly format: string };
  'config-access-log-request-id': { readonly format: string };
  'config-access-log-variable': { readonly variable: string; readonly nearest?: string };
  'config-access-log-no-context': { readonly reference: string };
  'config-access-log-destination': {
    readonly destination: string;
    readonly fault: 'folder' | 'input' | 'site';
  };
  'access-log-unwritable': { readonly file: string; readonly reason: string };
  'access-log-too-slow': { readonly file: string; readonly lines: number };
}

export const ACCESS_LOG_CODES: CodeTable<AccessLogFacts> = {
  'config-access-log-lines': {
    fault: 'user',
    what: ({ format }) =>
      `The format of the access log has a line break in it. AWS says: BadRequestException: Access Log format must be single line, new line character is allowed only at end of the format: '${format}'`,
    remedy: () => 'Write the format in one line.',
  },
  'config-access-log-request-id': {
    fault: 'user',
    what: ({ format }) =>
      `The format of the access log has no request id. AWS says: BadRequestException: Access Log format must include either $context.requestId or $context.extendedRequestId : '${format}'`,
    remedy: () => 'Add $context.requestId or $context.extendedRequestId to it.',
  },
  'config-access-log-variable': {
    fault: 'user',
    what: ({ variable }) => `Access logs know no $context.${variable}. AWS takes it, and each line has - in its place.`,
    remedy: ({ nearest }) =>
      nearest === undefined
        ? 'Name a variable of API Gateway\'s page "Variables for access logging". A name goes on with letters, digits, . _ and -; ${context.NAME} ends it.'
        : `Did you mean $context.${nearest}?`,
  },
  'config-access-log-no-context': {
    fault: 'user',
    what: ({ reference }) => `The format of the access log has ${reference}, which stays as it is written.`,
    remedy: () => 'Take it out: only $context variables have a value in access logs.',
  },
  'config-access-log-destination': {
    fault: 'user',
    what: ({ destination, fault }) =>
      ({
        folder: `The access log can't go to ${quote(destination)}, which is a folder.`,
        input: `The access log can't go to ${quote(destination)}: the project is read from this file.`,
        site: `The access log can't go to ${quote(destination)}: all files in the site's folder are public.`,
      })[fault],
    remedy: () => 'Write another file: "logs/access.log".',
  },
  'access-log-unwritable': {
    fault: 'user',
    what: ({ file, reason }) =>
      `The access log can't be written to ${file}: ${reason}. Its lines are lost until it can be.`,
    remedy: () => 'Make the file writable, or let "destination" of the access log name another one.',
  },
  'access-log-too-slow': {
    fault: 'user',
    what: ({ file, lines }) =>
      `The access log ${file} can't be written as fast as requests come: ${lines.toLocaleString('en-US')} lines are lost.`,
    remedy: () => 'Let "destination" name a file on a faster disk.',
  },
};
