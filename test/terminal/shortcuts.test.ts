import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createColors } from '../../emulator/terminal/colors.ts';
import { listenToKeys, renderShortcuts } from '../../emulator/terminal/shortcuts.ts';

/** A keyboard that types what it is told. */
class Keys extends EventEmitter {
  isTTY = true;
  raw = false;
  listening = false;
  setRawMode(raw: boolean): void {
    this.raw = raw;
  }
  setEncoding(): void {}
  resume(): void {
    this.listening = true;
  }
  pause(): void {
    this.listening = false;
  }
}

function listen(keyboard: Keys): { pressed: string[]; release: () => void } {
  const pressed: string[] = [];
  const note = (what: string) => () => void pressed.push(what);
  const release = listenToKeys({
    keyboard,
    shortcuts: [{ key: 'r', description: 'restart', action: note('restart') }],
    interrupt: note('interrupt'),
    suspend: note('suspend'),
    enter: note('enter'),
  });
  return { pressed, release };
}

describe('the keys', () => {
  it('act when they are pressed, in either case', () => {
    const keyboard = new Keys();
    const { pressed } = listen(keyboard);
    for (const typed of ['r', 'R', 'x', '\r']) keyboard.emit('data', typed);
    expect(pressed).toEqual(['restart', 'restart', 'enter']);
  });

  it('have Ctrl-C, Ctrl-D and Ctrl-Z among them', () => {
    const keyboard = new Keys();
    const { pressed } = listen(keyboard);
    for (const typed of ['\x03', '\x04', '\x1a']) keyboard.emit('data', typed);
    expect(pressed).toEqual(['interrupt', 'interrupt', 'suspend']);
    expect(keyboard.raw).toBe(false);
    process.emit('SIGCONT');
    expect(keyboard.raw).toBe(true);
  });

  it('are not the letters of an arrow key', () => {
    const keyboard = new Keys();
    const { pressed } = listen(keyboard);
    keyboard.emit('data', '\x1b[r');
    expect(pressed).toEqual([]);
  });

  it('are given back', () => {
    const keyboard = new Keys();
    const { pressed, release } = listen(keyboard);
    release();
    keyboard.emit('data', 'r');
    expect([pressed, keyboard.raw, keyboard.listening]).toEqual([[], false, false]);
  });

  it('are left alone where no person types', () => {
    const keyboard = new Keys();
    keyboard.isTTY = false;
    listen(keyboard);
    expect([keyboard.raw, keyboard.listening]).toEqual([false, false]);
  });

  it('are listed with what they do', () => {
    const table = renderShortcuts([{ key: 'r', description: 'restart', action: () => {} }], createColors({}, {}));
    expect(table).toBe('\n  press r to restart\n');
  });
});
