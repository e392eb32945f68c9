import { resolve } from 'node:path';
import { createEmulator } from '../../emulator.ts';
import { type Explanation, explain } from '../../errors/explanation.ts';
import { OffstageError } from '../../errors/offstage-error.ts';
import type { EmulatorEvent } from '../../events.ts';
import type { Logger } from '../../terminal/logger.ts';
import { findRunningDev } from '../dev-file.ts';
import { tellProblems } from '../problem-output.ts';
import { readProjectEnv } from '../project-folder.ts';
import { readText } from '../read-text.ts';
import { unknownFunction } from '../unknown-function.ts';

export interface InvokeOptions {
  readonly event?: string;
  readonly folder: string;
}

/** How the call ended; what the function wrote was shown meanwhile, or is `log`. */
interface Outcome {
  readonly payload: string;
  readonly failed: boolean;
  readonly explanation?: Explanation;
  readonly log?: string;
}

/**
 * `offstage invoke FUNCTION`: calls a function as `aws lambda invoke` does. Its answer goes to stdout, its log to
 * stderr; the exit status is 1 when it failed. A running `offstage dev` of the project is used, with its warm
 * environments; without one the function runs here, once.
 */
export async function invoke(functionName: string, options: InvokeOptions, logger: Logger): Promise<void> {
  const root = resolve(options.folder);
  const payload = options.event === undefined ? '{}' : await readText(options.event);
  const running = await findRunningDev(root);
  const outcome =
    running?.controlUrl === undefined
      ? await invokeHere(functionName, payload, { root, logger })
      : await invokeThere(functionName, payload, running.controlUrl);
  if (outcome.log) logger.error(outcome.log);
  logger.print(outcome.payload);
  if (outcome.explanation) tell(outcome.explanation, logger);
  if (outcome.failed) process.exitCode = 1;
}

async function invokeHere(
  functionName: string,
  payload: string,
  { root, logger }: { root: string; logger: Logger },
): Promise<Outcome> {
  const onEvent = (event: EmulatorEvent): void => {
    if (event.kind === 'function-log') logger.error(event.text);
    else if (event.kind === 'problem')
      for (const told of event.explanations) if (!isOfBuild(told)) tell(told, logger, event.severity);
  };
  const env = await readProjectEnv(root);
  const emulator = await createEmulator({ root, env, controlPort: 0, platformLogs: true, onEvent });
  try {
    const result = await emulator.functions.invoke({ functionName, payload });
    if (result.kind === 'accepted') throw new Error('a call that waits was only accepted');
    if (result.kind === 'refusal') throw new OffstageError(result.explanation ?? refused(result.message));
    return { payload: result.payload, failed: result.functionError !== undefined, explanation: result.explanation };
  } finally {
    await emulator.close();
  }
}

/** Other functions are built, too, and may be broken: nobody asked. What is wrong with this one its answer explains. */
function isOfBuild({ code }: Explanation): boolean {
  const codes: readonly string[] = BUILD_FAILURES;
  return codes.includes(code);
}

const BUILD_FAILURES = [
  'lambda-syntax',
  'lambda-module-syntax',
  'lambda-missing-module',
  'lambda-unresolved-import',
] as const satisfies readonly Explanation['code'][];

async function invokeThere(functionName: string, payload: string, controlUrl: string): Promise<Outcome> {
  const response = await fetch(`${controlUrl}/2015-03-31/functions/${encodeURIComponent(functionName)}/invocations`, {
    method: 'POST',
    body: payload,
    headers: { 'content-type': 'application/json', 'x-amz-log-type': 'Tail' },
  });
  const text = await response.text();
  if (response.status === 404) throw await unknownFunction(functionName, controlUrl);
  if (!response.ok) throw new OffstageError(refused(messageOf(text)));
  const log = Buffer.from(response.headers.get('x-amz-log-result') ?? '', 'base64')
    .toString('utf8')
    .trimEnd();
  return { payload: text, failed: response.headers.has('x-amz-function-error'), log };
}

/** Lambda says `Message`, in a throttle `message`. */
function messageOf(body: string): string {
  const { Message, message } = JSON.parse(body) as { Message?: string; message?: string };
  return Message ?? message ?? body;
}

function refused(message: string): Explanation {
  return explain('cli-invoke-refused', { message });
}

function tell(explanation: Explanation, logger: Logger, severity: 'error' | 'warning' = 'error'): void {
  tellProblems([{ severity, explanation }], logger);
}
