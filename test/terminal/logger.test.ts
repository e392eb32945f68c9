import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createLogger, type Logger } from '../../emulator/terminal/logger.ts';
import { type RecordingStream, recordingStream } from './recording-stream.ts';

function open(
  kind: 'terminal' | 'pipe',
  env: NodeJS.ProcessEnv = {},
): { logger: Logger; stdout: RecordingStream; stderr: RecordingStream } {
  const [stdout, stderr] = [recordingStream(kind), recordingStream(kind)];
  return { logger: createLogger({ stdout, stderr, env }), stdout, stderr };
}

function log(logger: Logger, ...lines: string[]): void {
  for (const line of lines) logger.entry({ key: line, text: () => line });
}

describe('a logger on a pipe', () => {
  it('prints entries in their order, without colours', async () => {
    const { logger, stdout } = open('pipe');
    log(logger, 'one', 'two');
    await pause(50);
    expect(stdout.text()).toBe('one\ntwo\n');
    expect(logger.colors.red('text')).toBe('text');
  });

  it('counts repeats', () => {
    const { logger, stdout } = open('pipe');
    log(logger, 'one', 'one', 'one', 'two', 'one');
    logger.flush();
    expect(stdout.text()).toBe('one (x3)\ntwo\none\n');
  });

  it('tells repeats of what it has printed when something else comes', () => {
    const { logger, stdout } = open('pipe');
    log(logger, 'one');
    logger.flush();
    log(logger, 'one', 'one', 'two');
    logger.flush();
    expect(stdout.text()).toBe('one\none (x3)\ntwo\n');
  });

  it('repeats only the first line of what explains itself', () => {
    const { logger, stdout } = open('pipe');
    const entry = { key: 'failed', text: () => 'failed\n  because', repeat: () => 'failed' };
    logger.entry(entry);
    logger.flush();
    logger.entry(entry);
    logger.flush();
    expect(stdout.text()).toBe('failed\n  because\nfailed (x2)\n');
  });

  it('prints a steady stream of different entries without waiting for its end', async () => {
    const { logger, stdout } = open('pipe');
    for (let number = 0; number < 12; number++) {
      log(logger, `line ${number}`);
      await pause(5);
    }
    expect(stdout.text()).toContain('line 0\nline 1\n');
  });

  it('never clears or moves', () => {
    const { logger, stdout } = open('pipe');
    logger.clear();
    logger.print('text');
    expect(stdout.text()).toBe('text\n');
  });
});

describe('a logger on a terminal', () => {
  it('writes the count over the line that repeats', () => {
    const { logger, stdout } = open('terminal', { NO_COLOR: '1' });
    for (let time = 0; time < 3; time++) {
      log(logger, 'one');
      logger.flush();
    }
    expect(stdout.text()).toBe('one\n\x1b[1A\x1b[2Kone (x2)\n\x1b[1A\x1b[2Kone (x3)\n');
  });

  it('keeps an explanation on the screen when it counts its repeats', () => {
    const { logger, stdout } = open('terminal', { NO_COLOR: '1' });
    for (let time = 0; time < 3; time++) {
      logger.entry({ key: 'failed', text: () => 'failed\n  because', repeat: () => 'failed' });
      logger.flush();
    }
    expect(stdout.text()).toBe('failed\n  because\nfailed (x2)\n\x1b[1A\x1b[2Kfailed (x3)\n');
  });

  it('does not write over a line that may fill more than one', () => {
    const { logger, stdout } = open('terminal', { NO_COLOR: '1' });
    for (const text of ['x'.repeat(100), '猫']) {
      log(logger, text);
      logger.flush();
      log(logger, text);
      logger.flush();
    }
    expect(stdout.text()).not.toContain('\x1b[1A');
  });

  it('has colours unless NO_COLOR or TERM=dumb is set', () => {
    expect(open('terminal').logger.colors.isColorSupported).toBe(true);
    expect(open('terminal', { NO_COLOR: '1' }).logger.colors.isColorSupported).toBe(false);
    expect(open('terminal', { TERM: 'dumb' }).logger.colors.isColorSupported).toBe(false);
    expect(open('terminal', { TERM: 'dumb' }).logger.interactive).toBe(false);
  });
});

describe('every logger', () => {
  it('writes what waits before it writes to stderr', () => {
    const { logger, stdout, stderr } = open('pipe');
    log(logger, 'one');
    logger.error('wrong');
    expect(stdout.text()).toBe('one\n');
    expect(stderr.text()).toBe('wrong\n');
  });

  it('goes on in silence when its reader is gone', () => {
    let leave: (() => void) | undefined;
    const stdout = { ...recordingStream(), on: (_event: 'error', listener: () => void) => (leave = listener) };
    const logger = createLogger({ stdout, stderr: recordingStream(), env: {} });
    leave?.();
    logger.print('text');
    expect(stdout.text()).toBe('');
  });

  it('takes FORCE_COLOR for the wish to see colours in a pipe', () => {
    expect(open('pipe', { FORCE_COLOR: '1' }).logger.colors.isColorSupported).toBe(true);
    expect(open('terminal', { FORCE_COLOR: '0' }).logger.colors.isColorSupported).toBe(false);
  });
});
