import { describe, expect, it } from 'vitest';
import { createLogger } from '../../emulator/terminal/logger.ts';
import { createTransientLine, type TransientLine } from '../../emulator/terminal/transient-line.ts';

/** What is on the screen, line by line, after `use` has printed to a terminal of so many columns. */
function screenOf(use: (line: TransientLine) => void, columns = 20): string[] {
  const screen = ['above'];
  let row = 1;
  const write = (text: string): void => {
    for (const [index, piece] of text.split('\x1b[').entries()) {
      const command = index === 0 ? '' : piece.slice(0, 2);
      if (command === '1A') row--;
      if (command === '2K') screen[row] = '';
      for (const character of piece.slice(command.length)) {
        if (character === '\n') row++;
        else screen[row] = (screen[row] ?? '') + character;
      }
    }
  };
  const stream = { isTTY: true, columns, write };
  use(createTransientLine(createLogger({ stdout: stream, stderr: stream, env: { NO_COLOR: '1' } })));
  return screen.slice(0, row);
}

describe('a transient line', () => {
  it('is written over by the next, and by lines that stay', () => {
    const screen = screenOf((line) => {
      line.show('1 s');
      line.show('2 s');
      line.print('done');
      line.print('more');
      line.show('3 s');
    });
    expect(screen).toEqual(['above', 'done', 'more', '3 s']);
  });

  it('leaves no trace when it is taken away', () => {
    const screen = screenOf((line) => {
      line.print('done');
      line.show('1 s');
      line.clear();
      line.clear();
      line.print('more');
    });
    expect(screen).toEqual(['above', 'done', 'more']);
  });

  it('never fills more than one line of the terminal', () => {
    expect(screenOf((line) => line.show('x'.repeat(50)), 10)).toEqual(['above', 'xxxxxxxx…']);
  });

  it('is not there where the cursor can not be moved', () => {
    let text = '';
    const stream = { write: (more: string) => (text += more) };
    const line = createTransientLine(createLogger({ stdout: stream, stderr: stream, env: {} }));
    line.show('1 s');
    line.print('done');
    line.clear();
    expect(text).toBe('done\n');
  });
});
