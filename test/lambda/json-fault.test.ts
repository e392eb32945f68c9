import { describe, expect, it } from 'vitest';
import { describeJsonFault } from '../../emulator/lambda/json-fault.ts';

const A_VALUE = "JSON String, Number, Array, Object or token 'null', 'true' or 'false'";

describe('why a text is no JSON', () => {
  it.each([
    ['{bad', "Unexpected character ('b' (code 98)): was expecting double-quote to start field name", 1, 3],
    ["{'a':1}", "Unexpected character (''' (code 39)): was expecting double-quote to start field name", 1, 3],
    ['{"a":1,}', "Unexpected character ('}' (code 125)): was expecting double-quote to start field name", 1, 9],
    ['{"a":1,,"b":2}', "Unexpected character (',' (code 44)): was expecting double-quote to start field name", 1, 9],
    ['{"a" 1}', "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value", 1, 7],
    ['{"a":1 "b":2}', `Unexpected character ('"' (code 34)): was expecting comma to separate Object entries`, 1, 9],
    ['[1 2]', "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries", 1, 5],
    ['{"a": }', `Unexpected character ('}' (code 125)): expected a valid value (${A_VALUE})`, 1, 8],
    ['{"a":\n  x1}', `Unrecognized token 'x1': was expecting (${A_VALUE})`, 2, 6],
    ['no', `Unrecognized token 'no': was expecting (${A_VALUE})`, 1, 3],
    [
      '"a\nb"',
      'Illegal unquoted character ((CTRL-CHAR, code 10)): has to be escaped using backslash to be included in string value',
      2,
      1,
    ],
    ['"a', 'Unexpected end-of-input: was expecting closing quote for a string value', 1, 3],
    ['{"a', 'Unexpected end-of-input in field name', 1, 4],
    ['"\\x"', "Unrecognized character escape 'x' (code 120)", 1, 4],
    ['"\\u12g4"', "Unexpected character ('g' (code 103)): expected a hex-digit for character escape sequence", 1, 7],
    ['[01]', 'Invalid numeric value: Leading zeroes not allowed', 1, 3],
    ['0D', "Unexpected character ('D' (code 68)): Expected space separating root-level values", 1, 3],
    ['[1.]', "Unexpected character ('.' (code 46)): Expected a digit in a numeric value", 1, 4],
    ['{} x', `Unrecognized token 'x': was expecting (${A_VALUE})`, 1, 5],
    ['  ', 'No content to map due to end-of-input', 1, 3],
  ])('%j', (text, message, line, column) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(describeJsonFault(text)).toBe(
      `${message}\n at [Source: (byte[])"${text}"; line: ${line}, column: ${column}]`,
    );
  });

  it('names where what is not closed begins', () => {
    expect(describeJsonFault('{"a":[1')).toBe(
      'Unexpected end-of-input: expected close marker for Array (start marker at [Source: (byte[])"{"a":[1"; line: 1, column: 6])\n at [Source: (byte[])"{"a":[1"; line: 1, column: 8]',
    );
  });

  it('shows 500 bytes of a long one, and takes the deepest', () => {
    expect(describeJsonFault(`"${'x'.repeat(600)}`)).toMatch(
      /^[^\n]+\n at \[Source: \(byte\[\]\)""x{499}"\[truncated 101 bytes\]; line: 1, column: 602\]$/,
    );
    expect(describeJsonFault('['.repeat(1_000_000))).toMatch(/^Document nesting depth \(1001\) exceeds/);
  });
});
