/** Breaks text at spaces into lines of at most `width` characters, a longer word wherever it has to. */
export function wrap(text: string, width: number | undefined): string[] {
  if (width === undefined) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
    for (; line.length > width; line = line.slice(width)) lines.push(line.slice(0, width));
  }
  return [...lines, line];
}

/** At most `length` characters on one line, with an ellipsis and the number of those left out. */
export function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}… (${text.length - length} more)`;
}

const LONGEST_WORD = 160;
const LONG_WORDS = /\S{161,}/g;

/** A sentence whose values may come from a client: a word that is a whole body or a path of 8 KB is cut. */
export function shortenWords(text: string): string {
  return text.replace(LONG_WORDS, (word) => shorten(word, LONGEST_WORD));
}
