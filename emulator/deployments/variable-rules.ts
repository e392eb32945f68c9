import { badRequest } from './refusal.ts';

/** The rules for stage variables, which hold for a canary's overrides as well. Each throws a StageRefusal. */
export function checkVariableName(name: string): void {
  if (/^[A-Za-z0-9_]{1,64}$/.test(name)) return;
  throw badRequest(
    `Invalid stage variable name: ${name}. Please use names with up to 64 alphanumeric characters and the symbol '_'.`,
  );
}

export function checkVariableValue(value: string): void {
  if (/^[A-Za-z0-9._~:/?#&=,-]{0,512}$/.test(value)) return;
  throw badRequest(
    `Invalid stage variable value: ${value}. Please use values with alphanumeric characters and the symbols ' ', -', '.', '_', ':', '/', '?', '&', '=', and ','.`,
  );
}
