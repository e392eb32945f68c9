import { isIP } from 'node:net';
import type { Project } from './config/types.ts';
import { type Explanation, explain } from './errors/explanation.ts';
import { OffstageError } from './errors/offstage-error.ts';
import type { EmulatorOptions } from './options.ts';

/**
 * The options that let in whom AWS might not, as warnings at the start. Throws for an address that is none.
 */
export function explainLaxOptions({ disableAuthorizer, sourceIp }: EmulatorOptions, { apis }: Project): Explanation[] {
  if (sourceIp !== undefined && isIP(sourceIp) === 0) {
    throw new OffstageError(explain('source-ip-unusable', { sourceIp }));
  }
  const methods = apis.flatMap(({ resources }) =>
    resources.flatMap(({ path, methods: ofResource }) =>
      [...ofResource.values()]
        .filter(({ authorizationType }) => authorizationType !== 'NONE')
        .map(({ httpMethod }) => `${httpMethod} ${path}`),
    ),
  );
  return [
    ...(disableAuthorizer ? [explain('authorizers-disabled', { methods })] : []),
    ...(sourceIp === undefined ? [] : [explain('source-ip-set', { sourceIp })]),
  ];
}
