import { InvalidPath } from './errors.ts';

/**
 * The characters of a path or filter, read as Jayway's CharacterIndex reads them. `end` may be moved back, so that
 * brackets and blanks at the end are out of sight; positions stay those of the whole text.
 */
export class Characters {
  readonly text: string;
  position = 0;
  /** Index of the last character in sight. */
  end: number;

  constructor(text: string) {
    this.text = text;
    this.end = text.length - 1;
    while (this.position < this.end && this.text[this.position] === ' ') this.position++;
    this.trimEnd();
  }

  trimEnd(): void {
    while (this.position < this.end && this.text[this.end] === ' ') this.end--;
  }

  /** @throws InvalidPath behind the text. */
  at(index: number): string {
    const character = this.text[index];
    if (character === undefined) throw new InvalidPath(`"${this.text}" ends too early`);
    return character;
  }

  get current(): string {
    return this.at(this.position);
  }

  inBounds(index: number = this.position): boolean {
    return index >= 0 && index <= this.end;
  }

  get isTail(): boolean {
    return this.position >= this.end;
  }

  slice(start: number, end: number): string {
    return this.text.slice(start, end);
  }

  skipBlanks(): this {
    while (this.inBounds() && this.position < this.end && this.current === ' ') this.position++;
    return this;
  }

  /** Index of the next character that is no blank; behind the end when there is none. */
  nextSignificant(start: number): number {
    let at = start + 1;
    while (this.inBounds(at) && this.text[at] === ' ') at++;
    return at;
  }

  /** That character, or a blank. */
  nextSignificantCharacter(start: number = this.position): string {
    const at = this.nextSignificant(start);
    return this.inBounds(at) ? this.at(at) : ' ';
  }

  nextSignificantIs(start: number, character: string): boolean {
    const at = this.nextSignificant(start);
    return this.inBounds(at) && this.text[at] === character;
  }

  previousSignificant(start: number): number {
    let at = start - 1;
    while (this.inBounds(at) && this.text[at] === ' ') at--;
    return this.inBounds(at) ? at : -1;
  }

  indexOf(character: string, start: number): number {
    const at = this.text.indexOf(character, start);
    return at === -1 || at > this.end ? -1 : at;
  }

  /** Index of the next such character that has no backslash in front. */
  indexOfUnescaped(start: number, character: string): number {
    for (let at = start + 1; this.inBounds(at); at++) {
      if (this.text[at] === '\\') at++;
      else if (this.text[at] === character) return at;
    }
    return -1;
  }

  /** Index of the bracket that closes the one at `start`; texts in quotes and, if wanted, patterns are skipped. */
  indexOfClosing(start: number, open: string, close: string, skipPatterns: boolean): number {
    let depth = 1;
    for (let at = start + 1; this.inBounds(at); at++) {
      const quote = this.at(at);
      if (quote === "'" || quote === '"') at = this.#behind(at, quote);
      if (skipPatterns && this.at(at) === '/') at = this.#behind(at, '/');
      if (this.at(at) === open) depth++;
      if (this.at(at) === close && --depth === 0) return at;
    }
    return -1;
  }

  /** Is the parenthesis here that of `.name()`? */
  closesFunction(start: number): boolean {
    let at = this.previousSignificant(this.position);
    if (at === -1 || this.at(at) !== '(') return false;
    for (at--; this.inBounds(at) && at > start; at--) if (this.at(at) === '.') return true;
    return false;
  }

  #behind(start: number, quote: string): number {
    const end = this.indexOfUnescaped(start, quote);
    if (end === -1) throw new InvalidPath(`${quote} has no end in ${this.text}`);
    return end + 1;
  }
}
