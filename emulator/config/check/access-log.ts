import { suggest } from '../../errors/suggest.ts';
import { ACCESS_LOG_VARIABLES, isAccessLogVariable, parseAccessLogFormat } from '../../shared/access-log-format.ts';
import type { RestApi } from '../types.ts';
import type { ProjectCheck } from './project-check.ts';

/** What AWS refuses of the stages' access logs, and what would be - in every line of them. */
export function checkAccessLogs({ stages }: RestApi, { report }: ProjectCheck): void {
  for (const { accessLogSettings } of stages) {
    // An empty one is none: its absence was reported.
    if (!accessLogSettings || accessLogSettings.format === '') continue;
    const { format, source } = accessLogSettings;
    if (/[\r\n]/.test(format)) report.error('config-access-log-lines', { format }, source);
    const names = parseAccessLogFormat(format).flatMap((part) => (typeof part === 'string' ? [] : [part.variable]));
    if (!names.includes('requestId') && !names.includes('extendedRequestId')) {
      report.error('config-access-log-request-id', { format }, source);
    }
    for (const variable of new Set(names)) {
      if (isAccessLogVariable(variable)) continue;
      const nearest = suggest(variable, ACCESS_LOG_VARIABLES);
      report.warning('config-access-log-variable', { variable, ...(nearest !== undefined && { nearest }) }, source);
    }
    for (const [reference] of format.matchAll(/\$!?\{?(?:input|util|stageVariables|method)\b[\w.]*/g)) {
      report.warning('config-access-log-no-context', { reference }, source);
    }
  }
}
