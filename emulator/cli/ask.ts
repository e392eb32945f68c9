import { createInterface } from 'node:readline/promises';

/** Asks a question with yes or no in the terminal; whatever doesn't begin with a y is a no. */
export async function ask(question: string): Promise<boolean> {
  // The terminal keeps its own editing, and Ctrl-C stays a signal.
  const reader = createInterface({ input: process.stdin, output: process.stdout, terminal: false });
  const ended = new Promise<string>((resolve) => reader.once('close', () => resolve('')));
  try {
    const answer = await Promise.race([reader.question(`  ${question} (y/N) `), ended]);
    return /^\s*y/i.test(answer);
  } finally {
    reader.close();
  }
}

/** Is somebody there to answer? */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stdout.isTTY === true;
}
