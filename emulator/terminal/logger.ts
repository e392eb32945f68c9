import { stripVTControlCharacters } from 'node:util';
import { type Colors, createColors } from './colors.ts';

/** What the logger needs of a stream: process.stdout, or a test's own. */
export interface OutputStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
  on?(event: 'error', listener: () => void): unknown;
}

/** One thing to print. Two entries with the same key, one after the other, are one entry that happened twice. */
export interface Entry {
  readonly key: string;
  /** One line or several, without a line break at the end; made when it is printed, not when it is logged. */
  readonly text: () => string;
  /** Stands for `text` when the entry repeats: its first line, for one that explains itself at length. */
  readonly repeat?: () => string;
}

/** The only place that writes to the terminal. */
export interface Logger {
  readonly colors: Colors;
  /** True when a person looks: only then is the cursor moved. */
  readonly interactive: boolean;
  /** Columns of the terminal; undefined for a pipe or a file, where no line is broken. */
  readonly width: () => number | undefined;
  /** Prints an entry soon (within 16 ms), and counts it when it repeats the one before: "(x3)". */
  entry(entry: Entry): void;
  /** Prints text and a line break, now. */
  print(text: string): void;
  /** A command's result, to the byte; in a terminal, a line break follows where there is none. */
  write(text: string): void;
  /** The same to stderr: a command's last words. */
  error(text: string): void;
  /** Empties the screen of a terminal; does nothing elsewhere. */
  clear(): void;
  /** Writes what still waits. */
  flush(): void;
}

// Under load thousands of lines come each second: they are written together, so that the server does not spend its
// time in write calls, and the eye sees no difference.
const GATHER_MS = 16;
/** A pipe can't take back a line: there repeats are told when they end, or after this pause. */
const REPEATS_MS = 1_000;

/** Makes the logger of a program. `env` decides about colours, see createColors. */
export function createLogger(streams: { stdout: OutputStream; stderr: OutputStream; env: NodeJS.ProcessEnv }): Logger {
  const { stdout, stderr, env } = streams;
  const colors = createColors(stdout, env);
  const interactive = stdout.isTTY === true && env.TERM !== 'dumb';
  const screen = (): Screen => ({ colors, columns: interactive ? stdout.columns : undefined });
  let waiting = '';
  let last: LastEntry | undefined;
  let timer: { readonly handle: NodeJS.Timeout; readonly ms: number } | undefined;
  let open = true;
  // The reader of a pipe may go (`offstage dev | head`): what it no longer reads is no reason to stop serving.
  for (const stream of [stdout, stderr]) stream.on?.('error', () => (open = false));

  function schedule(ms: number): void {
    if (timer !== undefined && timer.ms <= ms) return;
    clearTimeout(timer?.handle);
    timer = { handle: setTimeout(flush, ms), ms };
    timer.handle.unref();
  }

  function flush(): void {
    clearTimeout(timer?.handle);
    timer = undefined;
    if (last !== undefined) waiting += show(last, screen());
    if (waiting !== '' && open) stdout.write(waiting);
    waiting = '';
  }

  /** What comes next stands below the last entry, which is over. */
  function write(stream: OutputStream, text: string): void {
    flush();
    last = undefined;
    if (open) stream.write(text);
  }

  return {
    colors,
    interactive,
    width: () => screen().columns,
    entry(entry) {
      if (last?.entry.key === entry.key) {
        last.entry = entry;
        last.count++;
        schedule(interactive ? GATHER_MS : REPEATS_MS);
        return;
      }
      if (last !== undefined) waiting += show(last, screen());
      last = { entry, count: 1, shown: 0, bottom: '' };
      schedule(GATHER_MS);
    },
    print: (text) => write(stdout, `${text}\n`),
    write: (text) => write(stdout, interactive && !text.endsWith('\n') ? `${text}\n` : text),
    error: (text) => write(stderr, `${text}\n`),
    clear() {
      if (interactive) write(stdout, '\x1b[2J\x1b[3J\x1b[H');
    },
    flush,
  };
}

interface Screen {
  readonly colors: Colors;
  /** Undefined where nothing can be written over. */
  readonly columns: number | undefined;
}

interface LastEntry {
  entry: Entry;
  /** How often it happened, and how many of them have been told. */
  count: number;
  shown: number;
  /** The line that it ended in and that its count may be written over; empty when it has to stay. */
  bottom: string;
}

/** The text that tells of an entry what has not been told yet. */
function show(last: LastEntry, screen: Screen): string {
  const { entry, count, shown } = last;
  if (count === shown) return '';
  const over = shown > 0 && fitsOneLine(last.bottom, screen) ? '\x1b[1A\x1b[2K' : '';
  const lines: string[] = [];
  if (shown === 0 && (count === 1 || entry.repeat !== undefined)) lines.push(entry.text());
  if (count > 1) lines.push(`${(entry.repeat ?? entry.text)()} ${screen.colors.dim(`(x${count})`)}`);
  last.shown = count;
  // The count of an explained failure gets a line of its own, below the explanation.
  last.bottom = count > 1 || entry.repeat === undefined ? (lines.at(-1) ?? '') : '';
  return `${over}${lines.join('\n')}\n`;
}

/** Only what certainly fills one line of the screen is written over: wide characters and line breaks may fill more. */
function fitsOneLine(text: string, { columns }: Screen): boolean {
  if (columns === undefined || text === '') return false;
  const plain = stripVTControlCharacters(text);
  return plain.length < columns && !/[^\x20-\x7e→│…✓✗]/.test(plain);
}
