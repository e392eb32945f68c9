import type { Flags } from './characters.ts';
import type { PatternNode } from './nodes.ts';

type Assertion = Extract<PatternNode, { kind: 'assertion' }>;

/** `^` */
export function lineStart({ multiline, unixLines }: Flags): Assertion {
  if (!multiline) return inputStart();
  return {
    kind: 'assertion',
    holds: (text, at) => {
      if (at === 0) return true;
      if (at === text.length) return false;
      const before = text.charCodeAt(at - 1);
      if (unixLines) return before === 10;
      return isTerminator(before) && !(before === 13 && text.charCodeAt(at) === 10);
    },
  };
}

/** `$` */
export function lineEnd({ multiline, unixLines }: Flags): Assertion {
  if (!multiline) return inputEndBeforeTerminator(unixLines);
  return {
    kind: 'assertion',
    holds: (text, at) => {
      if (at === text.length) return true;
      const code = text.charCodeAt(at);
      if (unixLines) return code === 10;
      return isTerminator(code) && !(code === 10 && at > 0 && text.charCodeAt(at - 1) === 13);
    },
  };
}

/** `\A` */
export function inputStart(): Assertion {
  return { kind: 'assertion', holds: (_, at) => at === 0 };
}

/** `\z` */
export function inputEnd(): Assertion {
  return { kind: 'assertion', holds: (text, at) => at === text.length };
}

/** `\Z`: at the end, or before a line terminator that is the end. */
export function inputEndBeforeTerminator(unixLines: boolean): Assertion {
  return {
    kind: 'assertion',
    holds: (text, at) => {
      const rest = text.length - at;
      if (rest === 0) return true;
      if (rest > 2) return false;
      const code = text.charCodeAt(at);
      if (rest === 2) return !unixLines && code === 13 && text.charCodeAt(at + 1) === 10;
      if (unixLines) return code === 10;
      return isTerminator(code) && !(code === 10 && at > 0 && text.charCodeAt(at - 1) === 13);
    },
  };
}

const WORD = /[\p{L}\p{Nd}_]/u;

/** `\b`, and `\B` when `negative`. */
export function wordBoundary(negative: boolean): Assertion {
  const isWord = (text: string, at: number) => at >= 0 && at < text.length && WORD.test(text[at] ?? '');
  return { kind: 'assertion', holds: (text, at) => (isWord(text, at - 1) !== isWord(text, at)) !== negative };
}

function isTerminator(code: number): boolean {
  return code === 10 || code === 13 || code === 0x85 || code === 0x2028 || code === 0x2029;
}
