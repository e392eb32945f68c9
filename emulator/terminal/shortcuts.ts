import type { Colors } from './colors.ts';

/** A key of the running `dev`. */
export interface Shortcut {
  readonly key: string;
  readonly description: string;
  readonly action: () => void;
}

/** What the terminal's keyboard has to be able to do: process.stdin, or a test's own. */
export interface Keyboard {
  readonly isTTY?: boolean;
  setRawMode?(raw: boolean): unknown;
  setEncoding(encoding: 'utf8'): unknown;
  on(event: 'data', listener: (typed: string) => void): unknown;
  off(event: 'data', listener: (typed: string) => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

export interface ShortcutOptions {
  readonly keyboard: Keyboard;
  readonly shortcuts: readonly Shortcut[];
  /** Ctrl-C and Ctrl-D. */
  readonly interrupt: () => void;
  /** Ctrl-Z; called with the keyboard given back. */
  readonly suspend: () => void;
  /** Enter: people separate what comes next with it. */
  readonly enter: () => void;
}

const CTRL_C = '\x03';
const CTRL_D = '\x04';
const CTRL_Z = '\x1a';

/**
 * Listens to single keys, without Enter. In this mode the terminal makes no signal of Ctrl-C, so these keys are ours,
 * too. Does nothing where no person types. Returns what gives the keyboard back.
 */
export function listenToKeys({ keyboard, shortcuts, interrupt, suspend, enter }: ShortcutOptions): () => void {
  if (keyboard.isTTY !== true || keyboard.setRawMode === undefined) return () => {};
  const setRawMode = keyboard.setRawMode.bind(keyboard);
  const actions = new Map<string, () => void>([
    ...shortcuts.map(({ key, action }) => [key, action] as const),
    [CTRL_C, interrupt],
    [CTRL_D, interrupt],
    [
      CTRL_Z,
      () => {
        setRawMode(false);
        process.once('SIGCONT', () => setRawMode(true));
        suspend();
      },
    ],
    ['\r', enter],
    ['\n', enter],
  ]);
  const onData = (typed: string): void => {
    // An arrow or a function key comes as one escape sequence; the letters in it are no keys.
    if (typed.startsWith('\x1b')) return;
    for (const key of typed) actions.get(key.toLowerCase())?.();
  };
  setRawMode(true);
  keyboard.setEncoding('utf8');
  keyboard.on('data', onData);
  keyboard.resume();
  return () => {
    keyboard.off('data', onData);
    setRawMode(false);
    keyboard.pause();
  };
}

/** The table that `h` prints. */
export function renderShortcuts(shortcuts: readonly Shortcut[], c: Colors): string {
  const rows = shortcuts.map(
    ({ key, description }) => `  ${c.dim('press')} ${c.bold(key)} ${c.dim('to')} ${description}`,
  );
  return ['', ...rows, ''].join('\n');
}
