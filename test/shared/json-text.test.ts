import { describe, expect, it } from 'vitest';
import { jsonText } from '../../emulator/shared/json-text.ts';

describe('a text as JSON', () => {
  it('is what JSON.stringify writes, for every character below U+0100 and for those that need care', () => {
    const characters = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code));
    for (const text of ['', 'plain', ...characters, '\u2028', '\ud800', '😀', 'a"b\\c\n']) {
      expect(jsonText(text)).toBe(JSON.stringify(text));
      expect(jsonText(`x${text}y`)).toBe(JSON.stringify(`x${text}y`));
    }
  });
});
