import type { EmulatorOptions } from '../options.ts';

/** The options that let in whom AWS might not, in a line each: they stand in every banner. */
export function laxOptions({ disableAuthorizer, sourceIp }: EmulatorOptions): string[] {
  return [
    ...(disableAuthorizer ? ['authorizers are disabled: everybody may call every method'] : []),
    ...(sourceIp === undefined ? [] : [`every request counts as coming from ${sourceIp}`]),
  ];
}
