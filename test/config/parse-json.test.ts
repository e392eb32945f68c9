import { describe, expect, it } from 'vitest';
import { parseJson } from '../../emulator/config/parse-json.ts';
import { createReport } from '../../emulator/config/problem.ts';

/** What is found in a text: `LINE:COLUMN what`. */
function mistakes(text: string): string[] {
  const report = createReport();
  parseJson('/a/routes.json', text, report);
  return report.problems().map(({ explanation: { source, what } }) => `${source?.line}:${source?.column} ${what}`);
}

describe('a text that is no JSON', () => {
  it.each([
    ['{ "a": 1, }', '1:9 JSON has no comma behind the last of a list.'],
    ['{\n  "a": [1,\n  2,\n]}', '3:4 JSON has no comma behind the last of a list.'],
    ['{ // stages\n"a": 1 }', '1:3 JSON has no comments.'],
    ['{ "a": /* one */ 1 }', '1:8 JSON has no comments.'],
    ['{} // the end', '1:4 JSON has no comments.'],
    ['{ "a": 1 /* one', '1:10 JSON has no comments, and this one has no end.'],
    ['{ "a": 1\n  "b": 2 }', '2:3 A comma is missing before "b".'],
    ['{ "a" 1 }', '1:7 A colon is missing before 1.'],
    ['{ "a": }', '1:8 A value is missing before }.'],
    ['{ a: 1 }', '1:3 The name a has no quotes.'],
    ["{ 'a': 1 }", "1:3 'a' has the wrong quotes."],
    ['{ "a": \'x\' }', "1:8 'x' has the wrong quotes."],
    ['{ "a": True }', '1:8 True is no JSON value.'],
    ['{ "a": undefined }', '1:8 undefined is no JSON value.'],
    ['{ "a": "x\n" }', '1:8 A text has no closing quote on its line.'],
    ['{ "a": "\\d" }', '1:8 "\\d" holds a backslash that begins no escape.'],
    ['{ "a": "\t" }', '1:8 A text holds a control character (a tab, or the like) as it is.'],
    ['{ "a": 1', '1:9 The text ends before every brace and bracket is closed.'],
    ['{ "a": [1 }', '1:11 } closes something else than what is open.'],
    ['{} }', '1:4 The value is complete, but "}" follows it.'],
    ['{} {}', '1:4 The value is complete, but "{" follows it.'],
    ['', '1:1 The file is empty.'],
    [' \n ', '1:1 The file is empty.'],
    ['['.repeat(200_000), '1:1 The text is nested too deeply to be read.'],
  ])('is refused: %j', (text, expected) => {
    expect(mistakes(text)).toEqual([expected]);
  });

  it('of more than 500 levels is refused, before the stack of one of its readers ends', () => {
    const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
    expect(mistakes(nested(500))).toEqual([]);
    expect(mistakes(nested(501))).toEqual(['1:1 The text is nested too deeply to be read.']);
  });

  it('is told about every comment and every comma too many at once', () => {
    const text = '{\n  // one\n  "a": 1, /* two */\n  "b": [1, 2,],\n}';
    expect(mistakes(text).map((line) => line.slice(0, 4))).toEqual(['2:3 ', '3:11', '4:13', '4:15']);
  });

  it('shows the line and a caret', () => {
    const report = createReport();
    const text = '{\n  "a": 1,\n}';
    report.addText('/a/routes.json', text);
    parseJson('/a/routes.json', text, report);
    expect(report.problems()[0]?.explanation.detail).toBe('2 |   "a": 1,\n  |         ^');
  });
});

describe('a name that stands twice', () => {
  it('is an error at the second, which counts', () => {
    const report = createReport();
    const parsed = parseJson('/a/routes.json', '{ "a": 1,\n  "a": 2 }', report);
    expect(parsed?.value).toEqual({ a: 2 });
    expect(report.problems()[0]?.explanation).toMatchObject({
      what: '"a" stands here a second time; the first is on line 1.',
      source: { line: 2, column: 3 },
    });
  });
});

describe('a text that is JSON', () => {
  it('is the value that JSON.parse gives, __proto__ included', () => {
    const text = '{ "a": [1, 2.5e3, -0.1, true, false, null, "\\u00e9\\n\\"\\\\/"], "": {}, "__proto__": { "x": 1 } }';
    const value = parseJson('/a/routes.json', text, createReport())?.value;
    expect(JSON.stringify(value)).toBe(JSON.stringify(JSON.parse(text)));
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});
