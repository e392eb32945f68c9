import { REGION } from '../shared/aws-names.ts';

/** What Lambda itself writes into a function's log around each invocation. Times are milliseconds. */
export type PlatformRecord =
  /** An environment begins. */
  | { readonly kind: 'init-start'; readonly runtime: string }
  /** It could not be initialised. */
  | InitReport
  | { readonly kind: 'start'; readonly requestId: string; readonly version: string }
  | InvocationReport;

export interface InitReport {
  readonly kind: 'init-report';
  readonly durationMs: number;
  /** `invoke`: it was tried once more, as a part of the invocation. */
  readonly phase: 'init' | 'invoke';
  readonly status: 'success' | 'timeout' | 'error';
  readonly errorType: string | undefined;
}

/** It is two lines: the END of the invocation and its REPORT. */
export interface InvocationReport {
  readonly kind: 'report';
  readonly requestId: string;
  readonly durationMs: number;
  readonly memorySizeMb: number;
  readonly maxMemoryUsedMb: number;
  /** Set when this invocation started the environment. */
  readonly initDurationMs?: number;
  /** `timeout`, or `error` where the environment was lost. */
  readonly status: 'success' | 'timeout' | 'error';
  readonly errorType?: string;
}

/**
 * A platform record as lines of the log: text as in CloudWatch (recorded: test_invocation_with_logs), or JSON objects
 * for a function whose log format is JSON (Lambda Developer Guide, Telemetry API schema).
 */
export function platformLines(record: PlatformRecord, timestamp: number, format: 'Text' | 'JSON'): readonly string[] {
  if (format === 'Text') return textLines(record);
  const time = new Date(timestamp).toISOString();
  return jsonRecords(record).map(([type, content]) => JSON.stringify({ time, type, record: content }));
}

function textLines(record: PlatformRecord): readonly string[] {
  switch (record.kind) {
    case 'init-start':
      return [`INIT_START Runtime Version: ${runtimeVersion(record.runtime)}\tRuntime Version ARN: ${runtimeArn()}`];
    case 'init-report':
      return [initReportLine(record)];
    case 'start':
      return [`START RequestId: ${record.requestId} Version: ${record.version}`];
    case 'report':
      return [`END RequestId: ${record.requestId}`, reportLine(record)];
  }
}

function initReportLine({ durationMs, phase, status, errorType }: InitReport): string {
  const fields = [`INIT_REPORT Init Duration: ${durationMs.toFixed(2)} ms`, `Phase: ${phase}`, `Status: ${status}`];
  return [...fields, ...(errorType === undefined ? [] : [`Error Type: ${errorType}`])].join('\t');
}

/** Fields end in tabs, the last one, too. */
function reportLine(report: InvocationReport): string {
  const { requestId, durationMs, memorySizeMb, maxMemoryUsedMb, initDurationMs, status, errorType } = report;
  const fields = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${durationMs.toFixed(2)} ms`,
    `Billed Duration: ${billedMs(report)} ms`,
    `Memory Size: ${memorySizeMb} MB`,
    `Max Memory Used: ${maxMemoryUsedMb} MB`,
    ...(initDurationMs === undefined ? [] : [`Init Duration: ${initDurationMs.toFixed(2)} ms`]),
    ...(status === 'success' ? [] : [`Status: ${status}`]),
    ...(errorType === undefined ? [] : [`Error Type: ${errorType}`]),
  ];
  return `${fields.join('\t')}\t`;
}

/** Since August 2025 the init phase is billed as well. */
function billedMs({ durationMs, initDurationMs = 0 }: InvocationReport): number {
  return Math.ceil(durationMs + initDurationMs);
}

function jsonRecords(record: PlatformRecord): [type: string, content: object][] {
  switch (record.kind) {
    case 'init-start':
      return [
        [
          'platform.initStart',
          {
            initializationType: 'on-demand',
            phase: 'init',
            runtimeVersion: runtimeVersion(record.runtime),
            runtimeVersionArn: runtimeArn(),
          },
        ],
      ];
    case 'init-report': {
      const { durationMs, phase, status, errorType } = record;
      const outcome = { status, ...(errorType !== undefined && { errorType }) };
      const metrics = { durationMs: Number(durationMs.toFixed(3)) };
      return [['platform.initReport', { initializationType: 'on-demand', phase, ...outcome, metrics }]];
    }
    case 'start':
      return [['platform.start', { requestId: record.requestId, version: record.version }]];
    case 'report': {
      const { requestId, status, errorType } = record;
      const outcome = { status, ...(errorType !== undefined && { errorType }) };
      return [
        ['platform.runtimeDone', { requestId, ...outcome }],
        ['platform.report', { requestId, metrics: metricsOf(record), ...outcome }],
      ];
    }
  }
}

function metricsOf(report: InvocationReport): object {
  const { durationMs, memorySizeMb, maxMemoryUsedMb, initDurationMs } = report;
  return {
    durationMs: Number(durationMs.toFixed(3)),
    billedDurationMs: billedMs(report),
    memorySizeMB: memorySizeMb,
    maxMemoryUsedMB: maxMemoryUsedMb,
    ...(initDurationMs !== undefined && { initDurationMs: Number(initDurationMs.toFixed(3)) }),
  };
}

/** `nodejs:22.v50`; the number behind the v is AWS's own count, here always 50. */
function runtimeVersion(runtime: string): string {
  return `${runtime.replace(/^nodejs(\d+)\.x$/, 'nodejs:$1')}.v50`;
}

function runtimeArn(): string {
  return `arn:aws:lambda:${REGION}::runtime:${'0'.repeat(64)}`;
}
