import type { OutputStream } from '../../emulator/terminal/logger.ts';

/** A stream that keeps what is written to it. */
export interface RecordingStream extends OutputStream {
  readonly text: () => string;
}

/** `terminal`: 100 columns where the cursor may move; else a pipe. */
export function recordingStream(kind: 'terminal' | 'pipe' = 'pipe'): RecordingStream {
  let written = '';
  return {
    isTTY: kind === 'terminal',
    columns: kind === 'terminal' ? 100 : undefined,
    write: (text) => void (written += text),
    text: () => written,
  };
}
