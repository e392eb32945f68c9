import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Explanation, explain } from '../errors/explanation.ts';

/** What may wait for the disk, in characters. */
const MOST_WAITING = 8 * 1024 * 1024;

/**
 * A file that lines are added to, in their order: what comes while a write is under way goes with the next one. The
 * file is opened for each write, so that it can be moved or deleted meanwhile. A failure is told once, until it is over.
 */
export class LogFile {
  readonly #path: string;
  readonly #tell: (explanation: Explanation) => void;
  #waiting: string[] = [];
  #characters = 0;
  #lost = 0;
  #isFailing = false;
  #writing: Promise<void> | undefined;

  constructor(path: string, tell: (explanation: Explanation) => void) {
    this.#path = path;
    this.#tell = tell;
  }

  add(line: string): void {
    if (this.#characters > MOST_WAITING) {
      this.#lost += 1;
      return;
    }
    this.#waiting.push(line, '\n');
    this.#characters += line.length;
    this.#writing ??= this.#write();
  }

  /** Resolves once nothing waits any more. */
  async flush(): Promise<void> {
    await this.#writing;
  }

  async #write(): Promise<void> {
    // Lines of one turn go together.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const text = this.#waiting.join('');
      this.#waiting = [];
      this.#characters = 0;
      await this.#append(text);
      this.#tellLost();
    }
    this.#writing = undefined;
  }

  async #append(text: string): Promise<void> {
    try {
      await mkdir(dirname(this.#path), { recursive: true });
      await appendFile(this.#path, text);
      this.#isFailing = false;
    } catch (error) {
      if (this.#isFailing) return;
      this.#isFailing = true;
      const reason = (error as NodeJS.ErrnoException).code ?? String(error);
      this.#tell(explain('access-log-unwritable', { file: this.#path, reason }));
    }
  }

  #tellLost(): void {
    if (this.#lost === 0) return;
    this.#tell(explain('access-log-too-slow', { file: this.#path, lines: this.#lost }));
    this.#lost = 0;
  }
}
