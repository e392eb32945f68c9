import { explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';
import { createBackendClient } from '../server/call-backend.ts';
import type { Clock } from '../shared/clock.ts';
import type { HeaderList } from '../shared/header-list.ts';
import { count } from '../terminal/problems.ts';
import { type AskOptions, ask, type Send } from './ask.ts';
import type { Addresses, Ignored } from './compare.ts';
import { forStage, type GivenHeaders, namesIn } from './given-headers.ts';
import { checkReachable } from './reachable.ts';
import { type Recorder, startRecorder } from './recorder.ts';
import { createPlayback, fingerprint, type Recording } from './recording.ts';
import { replay } from './replay.ts';
import type { RequestList } from './request-list.ts';
import { createSecrets, type SecretsOf } from './secrets.ts';
import type { Comparison, ParityReport, ParityRequest, SuiteResult } from './types.ts';
import { KNOWN_VARIATIONS } from './variations.ts';

/** The tests of a project: a command that asks `url` for everything. Resolves with true when all of them pass. */
export interface Suite {
  readonly kind: 'suite';
  readonly command: string;
  readonly run: (url: string) => Promise<boolean>;
}

export interface ParityInput {
  /** Addresses of both stages, without a slash at the end. */
  readonly emulatorUrl: string;
  readonly stageUrl: string;
  readonly stageName: string;
  readonly source: Suite | ({ readonly kind: 'list' } & RequestList);
  /** Headers for the stage. */
  readonly given: HeaderList;
  /** The stage's answers of another day, instead of the stage. */
  readonly recording?: Recording;
  readonly addresses: Addresses;
  readonly ignored: Ignored;
  readonly timeoutMs: number;
  readonly slowMs: number;
  readonly retryDelays: readonly number[];
  readonly clock: Clock;
  /** Says what is going on. */
  readonly tell: (sentence: string) => void;
}

const REACHABLE_MS = 10_000;

/**
 * Runs the suite on the emulator, then on the stage, then asks both for every request of it and compares. A stage that
 * can't be reached, a suite that fails on the emulator already, and one that asks for nothing are an OffstageError.
 */
export async function runParity(input: ParityInput): Promise<ParityReport> {
  const client = createBackendClient();
  const left = new AbortController();
  try {
    const secretsOf = createSecrets(input.given, input.source.kind === 'list' ? input.source.filled : []);
    return await run({ ...input, secretsOf, send: (call) => client.send(call), signal: left.signal });
  } finally {
    left.abort();
    client.close();
  }
}

interface Running extends ParityInput {
  readonly secretsOf: SecretsOf;
  readonly send: Send;
  readonly signal: AbortSignal;
}

async function run(input: Running): Promise<ParityReport> {
  const { source, stageUrl, emulatorUrl, recording, timeoutMs, tell } = input;
  if (recording === undefined) await checkReachable(stageUrl, Math.min(timeoutMs, REACHABLE_MS));
  const askEmulator = (request: ParityRequest) => ask(request, { ...asking(input, emulatorUrl), retryDelays: [] });
  const askStage = (request: ParityRequest, wanted?: number) => ask(request, asking(input, stageUrl), wanted);
  const suite = source.kind === 'suite' ? source : undefined;
  const collected = suite && (await collect(suite, input, askEmulator));
  const requests = source.kind === 'list' ? source.requests : (collected?.requests ?? []).map(({ request }) => request);
  if (requests.length === 0) throw new OffstageError(explain('parity-no-requests', {}));
  const given: GivenHeaders = { headers: input.given, carried: namesIn(requests) };
  const onStage =
    suite && collected && !recording ? await runOnStage(suite, collected, { input, given, askStage }) : 'not run';
  tell(`Comparing ${count(requests.length, 'request')} …`);
  const comparisons = await replay(requests, {
    ...input,
    given,
    askEmulator,
    stage: recording ? { kind: 'recorded', find: createPlayback(recording) } : { kind: 'live', ask: askStage },
  });
  return buildReport(comparisons, input, { onStage, outside: collected?.outside ?? [] });
}

function buildReport(
  comparisons: readonly Comparison[],
  { source, stageUrl, recording, clock, secretsOf }: Running,
  { onStage, outside }: { readonly onStage: SuiteResult; readonly outside: readonly string[] },
): ParityReport {
  const { text: mask } = secretsOf([]);
  const different = comparisons.filter(({ differences }) => differences.length > 0).length;
  const variations = comparisons.flatMap((comparison) => comparison.variations);
  return {
    stage: stageUrl,
    comparedAt: new Date(clock.now()).toISOString(),
    ...(recording && { recordedAt: recording.recordedAt }),
    ...(source.kind === 'suite' && { suite: { command: mask(source.command), emulator: 'passed', stage: onStage } }),
    summary: { requests: comparisons.length, same: comparisons.length - different, different },
    known: Object.entries(KNOWN_VARIATIONS).map(([name, reason]) => ({
      name,
      reason,
      seen: variations.filter((variation) => variation.name === name).length,
    })),
    comparisons,
    notes: [...new Set(outside)].map((path) => `${mask(path)} is outside of the stage, and was not compared.`),
  };
}

function asking({ send, timeoutMs, retryDelays, signal, tell }: Running, base: string): AskOptions {
  return { base, send, timeoutMs, retryDelays, signal, tell };
}

async function collect(
  suite: Suite,
  { stageName, tell, secretsOf }: Running,
  askEmulator: (request: ParityRequest) => ReturnType<typeof ask>,
): Promise<Recorder> {
  const command = secretsOf([]).text(suite.command);
  tell(`Running the suite on the emulator: ${command}`);
  const recorder = await startRecorder(stageName, askEmulator);
  try {
    const passed = await suite.run(recorder.url);
    if (!passed) throw new OffstageError(explain('parity-suite-fails', { command }));
    return recorder;
  } finally {
    await recorder.close();
  }
}

async function runOnStage(
  suite: Suite,
  collected: Recorder,
  parts: {
    readonly input: Running;
    readonly given: GivenHeaders;
    readonly askStage: (request: ParityRequest, wanted?: number) => ReturnType<typeof ask>;
  },
): Promise<SuiteResult> {
  const { input, given, askStage } = parts;
  input.tell(`Running the suite on ${input.stageUrl}`);
  const statuses = new Map(collected.requests.map(({ request, status }) => [identity(request), status]));
  const recorder = await startRecorder(input.stageName, (request) => {
    const status = statuses.get(identity(request));
    return askStage(forStage(request, given, status), status);
  });
  try {
    return (await suite.run(recorder.url)) ? 'passed' : 'failed';
  } finally {
    await recorder.close();
  }
}

/** Equal for the same request in both runs of the suite. */
function identity(request: ParityRequest): string {
  return fingerprint({ ...request, body: request.body.toString('latin1') });
}
