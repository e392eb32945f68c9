import type { FunctionConfig } from '../types.ts';
import type { WrittenFunction, WrittenProject } from '../written.ts';
import { fillEnv, hasEnv } from './fill-env.ts';
import { keySourceOf, type Reading, sourceOf } from './reading.ts';

/** The functions with Lambda's defaults. `${NAME}` in their environment is filled in from the .env file, and --env-vars counts before. */
export function readFunctions({ functions = {} }: WrittenProject, reading: Reading): Map<string, FunctionConfig> {
  return new Map(
    Object.entries(functions).map(([name, written]) => [name, readFunction(name, written, functions, reading)]),
  );
}

function readFunction(name: string, written: WrittenFunction, holder: object, reading: Reading): FunctionConfig {
  const { handler = '', runtime = 'nodejs22.x', timeout = 3, memorySize = 128, environment = {} } = written;
  const { reservedConcurrency, eventInvokeConfig } = written;
  const environmentTexts = Object.entries(environment).filter(([, text]) => hasEnv(text));
  return reading.locator.remember(
    {
      name,
      handler,
      root: reading.root,
      runtime,
      timeout,
      memorySize,
      environment: reading.locator.remember(fillEnvironment(name, environment, reading), environment),
      ...(environmentTexts.length > 0 && { environmentTexts: Object.fromEntries(environmentTexts) }),
      ...(reservedConcurrency !== undefined && { reservedConcurrency }),
      ...(eventInvokeConfig !== undefined && { eventInvokeConfig: { ...EVENT_DEFAULTS, ...eventInvokeConfig } }),
      source: keySourceOf(reading, holder, name),
    },
    written,
  );
}

const EVENT_DEFAULTS = { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 21_600 } as const;

function fillEnvironment(
  functionName: string,
  environment: Readonly<Record<string, string>>,
  reading: Reading,
): Record<string, string> {
  const filled: [string, string][] = Object.entries(environment).map(([variable, text]) => [
    variable,
    reading.overrides.valueOf(functionName, variable) ??
      fillEnv(text, variable, () => sourceOf(reading, environment, variable), reading),
  ]);
  return Object.fromEntries(filled);
}
