import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { FunctionConfig } from '../../emulator/config/types.ts';
import type { EmulatorEvent } from '../../emulator/events.ts';
import { createLambdaService, type LambdaService } from '../../emulator/lambda/service.ts';
import type { LambdaServiceOptions } from '../../emulator/lambda/service-options.ts';
import { randomIds, systemClock } from '../../emulator/shared/clock.ts';
import type { FunctionAnswer, FunctionCall } from '../../emulator/shared/function-runtime.ts';

export interface TemporaryProject {
  readonly root: string;
  readonly service: LambdaService;
  readonly events: EmulatorEvent[];
  /** Writes a file and tells the service, as the watcher would. */
  save(file: string, text: string): void;
  /** Calls a function with a value and gives what it answered, parsed. */
  call(functionName: string, event?: unknown): Promise<unknown>;
  /** The same, with everything around it. */
  answer(functionName: string, event?: unknown, extra?: Partial<FunctionCall>): Promise<FunctionAnswer>;
  /** Texts of the function-log events of a function. */
  logs(functionName: string): string[];
  /** Resolves when an event of this kind has come. */
  eventOf<K extends EmulatorEvent['kind']>(kind: K): Promise<Extract<EmulatorEvent, { kind: K }>>;
}

interface Options extends Partial<Omit<LambdaServiceOptions, 'functions'>> {
  /** Function name → what differs from the default configuration; `handler` is `NAME.handler` if not given. */
  readonly functions: Record<string, Partial<FunctionConfig>>;
}

/** A folder with these files and a running Lambda service over it; both are gone after the test. */
export function temporaryProject(files: Record<string, string>, options: Options): TemporaryProject {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'lambda-test-')));
  const write = (file: string, text: string): string => {
    const path = join(root, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  };
  for (const [file, text] of Object.entries(files)) write(file, text);
  const events: EmulatorEvent[] = [];
  let wake: () => void = () => {};
  const service = createLambdaService({
    ...options,
    functions: functionConfigs(root, options.functions),
    onEvent(event) {
      if (options.onEvent) options.onEvent(event);
      else events.push(event);
      wake();
    },
    clock: systemClock,
    ids: randomIds,
  });
  service.start();
  onTestFinished(async () => {
    await service.close();
    rmSync(root, { recursive: true, force: true });
  });

  async function answer(
    functionName: string,
    event: unknown = {},
    extra: Partial<FunctionCall> = {},
  ): Promise<FunctionAnswer> {
    const result = await service.invoke({ functionName, payload: JSON.stringify(event), ...extra });
    if (result.kind !== 'answer') throw new Error(`no answer: ${JSON.stringify(result)}`);
    return result;
  }

  return {
    root,
    service,
    events,
    save: (file, text) => service.filesChanged([write(file, text)]),
    call: async (functionName, event) => JSON.parse((await answer(functionName, event)).payload),
    answer,
    logs: (functionName) =>
      events.flatMap((event) =>
        event.kind === 'function-log' && event.functionName === functionName ? [event.text] : [],
      ),
    async eventOf(kind) {
      for (;;) {
        const found = events.find((event) => event.kind === kind);
        if (found) return found as Extract<EmulatorEvent, { kind: typeof kind }>;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

/** Complete configurations from what differs. */
export function functionConfigs(
  root: string,
  functions: Record<string, Partial<FunctionConfig>>,
): ReadonlyMap<string, FunctionConfig> {
  return new Map(
    Object.entries(functions).map(([name, config], index) => [
      name,
      {
        name,
        handler: `${name}.handler`,
        root,
        runtime: 'nodejs22.x',
        timeout: 3,
        memorySize: 128,
        environment: {},
        source: { file: join(root, 'routes.json'), line: index + 1, column: 1 },
        ...config,
      },
    ]),
  );
}
