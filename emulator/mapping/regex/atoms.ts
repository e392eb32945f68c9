import { NO_FLAGS, predefinedClass, propertyClass } from './characters.ts';
import type { PatternNode } from './nodes.ts';

const MAX_REPEAT = 2147483647;

/** `\R`: the two characters of `\r\n` stay together. */
export function lineBreak(): PatternNode {
  const one = predefinedClass('v', NO_FLAGS) ?? (() => false);
  const both: PatternNode = {
    kind: 'sequence',
    nodes: [
      { kind: 'character', test: (code) => code === 13 },
      { kind: 'character', test: (code) => code === 10 },
    ],
  };
  return { kind: 'alternation', nodes: [both, { kind: 'character', test: one }] };
}

/** `\X`: a character and the marks on it. */
export function grapheme(): PatternNode {
  const mark = propertyClass('M') ?? (() => false);
  const marks: PatternNode = {
    kind: 'repeat',
    node: { kind: 'character', test: mark },
    min: 0,
    max: MAX_REPEAT,
    mode: 'greedy',
  };
  return { kind: 'atomic', node: { kind: 'sequence', nodes: [{ kind: 'character', test: () => true }, marks] } };
}
