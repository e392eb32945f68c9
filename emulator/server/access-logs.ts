import { resolve } from 'node:path';
import type { EmulatorEventListener } from '../events.ts';
import { accessLogLine } from '../gateway/access-log/line.ts';
import type { Trace } from '../gateway/exchange.ts';
import { LogFile } from './log-file.ts';

/** The access logs of all stages. */
export interface AccessLogs {
  /** The line of an answered request, where its stage has an access log: into its file, or told as an event. */
  write(trace: Trace): void;
  /** Resolves once every line is in its file. */
  close(): Promise<void>;
}

/** Makes the writer; nothing is opened before there is a line. `root`: the folder that destinations start from. */
export function createAccessLogs(root: () => string, onEvent: EmulatorEventListener): AccessLogs {
  const files = new Map<string, LogFile>();
  return {
    write(trace) {
      const { accessLogSettings } = trace.deployment.stage;
      if (!accessLogSettings) return;
      const { destination, format, source } = accessLogSettings;
      const text = accessLogLine(format, trace);
      if (destination === undefined) return onEvent({ kind: 'access-log', text, trace });
      const path = resolve(root(), destination);
      let file = files.get(path);
      if (!file) {
        file = new LogFile(path, (explanation) =>
          onEvent({ kind: 'problem', severity: 'warning', explanations: [{ ...explanation, source }] }),
        );
        files.set(path, file);
      }
      file.add(text);
    },
    async close() {
      await Promise.all([...files.values()].map((file) => file.flush()));
    },
  };
}
